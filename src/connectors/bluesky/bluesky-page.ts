import { ConnectorError } from '../connector.port.js';
import type { Cursor, Evidence, Observation, Page, RawExchange } from '../observation.types.js';
import { countAt, isObject, type JsonObject, objectAt, textAt } from '../json.rules.js';
import type { JsonPaths } from '../json-ranges.rules.js';
import { readJsonBody } from '../read-json-body.js';
import { atUri, parseAtUri, PROFILE, THREADGATE } from './at-uri.rules.js';
import { authorOf, blueskyRef, displayNameIn, mapProfile, mapRecord, type Written } from './map-record.js';
import type { Home, KnownHomes } from './read-identity.js';
import type { FoundView } from './read-views.rules.js';
import {
  decodeRecord,
  listRecords,
  proveRecord,
  RepoFault,
  type RepoRecord,
  type VerifiedRepo,
  verifyCar,
} from './repo.rules.js';

/** An answer of the network's index, and where the values in it lie. */
export interface Answer {
  readonly value: JsonObject;
  readonly rangeOf: (pointer: string) => NonNullable<Evidence['range']>;
}

/** What one page will hold, gathered answer by answer. */
export class BlueskyPage {
  private readonly exchanges: RawExchange[] = [];
  private readonly observations: Observation[] = [];
  private readonly refused: number[] = [];
  private handle: string | null = null;

  constructor(private readonly known: KnownHomes) {}

  /** Its index in the page; an exchange added again keeps the one it has. */
  addExchange(exchange: RawExchange): number {
    const index = this.exchanges.indexOf(exchange);
    return index === -1 ? this.exchanges.push(exchange) - 1 : index;
  }

  /** Something was refused because of it: it is kept. */
  addRefused(exchange: RawExchange): void {
    this.refused.push(this.addExchange(exchange));
  }

  /** What the account is called from now on. */
  calls(handle: string): void {
    this.handle = handle;
  }

  observe(...observations: readonly Observation[]): void {
    this.observations.push(...observations);
  }

  /** Which replies each thread's root hides, of the records that say so. */
  addRecords(
    exchange: RawExchange,
    home: Home,
    records: readonly RepoRecord[],
  ): ReadonlyMap<string, readonly string[]> {
    const hidden = new Map<string, readonly string[]>();
    for (const record of records) {
      if (!record.block) continue;
      if (record.collection === THREADGATE) hidden.set(record.rkey, hiddenReplies(decodeRecord(record.block)));
      else this.addRecord(exchange, home, record);
    }
    return hidden;
  }

  /** False for a record that is no item, as likes and follows are none. */
  addRecord(
    exchange: RawExchange,
    home: Home,
    found: RepoRecord,
    counts: Readonly<Record<string, number>> = {},
  ): boolean {
    const { collection, rkey, cid, block } = found;
    const record = block && decodeRecord(block);
    if (!block || !record) return false;
    const uri = atUri(home.did, collection, rkey);
    const isProfile = collection === PROFILE;
    if (isProfile) this.known.rememberName(home.did, displayNameIn(record));
    const author = authorOf(home.did, home.handle, this.known.nameOf(home.did) || null);
    const written = { uri, cid, record, author, pds: home.pds };
    const body = isProfile ? mapProfile(written) : mapRecord(written);
    if (!body) return false;
    const ref = blueskyRef(isProfile ? home.did : uri);
    const evidence = { exchange: this.addExchange(exchange), range: block.range };
    this.observe({ type: 'snapshot', ref, body, evidence, counts });
    return true;
  }

  /** The posts an answer of the network's index shows, each with those it quotes. */
  addViews(
    exchange: RawExchange,
    { rangeOf }: Answer,
    views: readonly FoundView[],
    homes: ReadonlyMap<string, Home>,
  ): void {
    const index = this.addExchange(exchange);
    for (const { view, record, pointer } of views) {
      const shown = shownIn(view);
      if (!shown) throw unlike(exchange);
      const pds = homes.get(shown.author.canonicalUri)?.pds ?? null;
      const body = mapRecord({ ...shown, record, pds });
      const evidence = { exchange: index, range: rangeOf(pointer) };
      if (body) this.observe({ type: 'snapshot', ref: blueskyRef(shown.uri), body, evidence, counts: countsOf(view) });
    }
  }

  /** A thread's signed record, or the label of a service, says whether a post is shown. */
  addVisibility(uri: string, exchange: RawExchange, shown: boolean, by: 'by-account' | 'by-platform'): void {
    const evidence = { exchange: this.addExchange(exchange), range: null };
    this.observe({ type: 'visibility', ref: blueskyRef(uri), evidence, shown, by, at: null });
  }

  finish(next: Cursor | null, done: boolean): Page {
    const { exchanges, observations, refused, handle } = this;
    return { exchanges, observations, next, done, refused, ...(handle === null ? {} : { handle }) };
  }
}

/** @throws {ConnectorError} 'protocol', with the answer, where it is not what its signature and hashes say */
export async function verifiedRepo(exchange: RawExchange, home: Home): Promise<VerifiedRepo | null> {
  if (exchange.status !== 200) throw unlike(exchange);
  return orFault(exchange, () => verifyCar(exchange.body, home));
}

export function recordsIn(
  exchange: RawExchange,
  repo: VerifiedRepo,
  options: { whole: boolean },
): Promise<readonly RepoRecord[]> {
  return orFault(exchange, () => listRecords(repo, options));
}

/** The record, or null where the account's own signature proves that there is none. */
export async function provenRecord(
  exchange: RawExchange,
  home: Home,
  { collection, rkey }: { collection: string; rkey: string },
): Promise<RepoRecord | null> {
  const repo = await verifiedRepo(exchange, home);
  if (!repo) throw unlike(exchange);
  const found = await orFault(exchange, () => proveRecord(repo, collection, rkey));
  if (found && !found.block) throw unlike(exchange);
  return found;
}

async function orFault<T>(exchange: RawExchange, check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (cause) {
    if (cause instanceof RepoFault)
      throw new ConnectorError('protocol', cause.message, { exchange, refused: true, cause });
    throw cause;
  }
}

/** The object an answer of the network's index holds, with the places in it. */
export function readAnswer(exchange: RawExchange, paths: JsonPaths): Answer {
  const body = readJsonBody(exchange, paths);
  if (!isObject(body.value) || exchange.status !== 200) throw unlike(exchange);
  return { value: body.value, rangeOf: (pointer) => body.rangeOf(pointer) };
}

export function unlike(exchange: RawExchange): ConnectorError {
  return new ConnectorError('protocol', 'The platform answered in another form than its interface has', { exchange });
}

/** Null where it is no post by the author it names. */
function shownIn(view: JsonObject): Pick<Written, 'uri' | 'cid' | 'author'> | null {
  const [uri, cid] = [textAt(view, 'uri'), textAt(view, 'cid')];
  const author = objectAt(view, 'author') ?? {};
  const did = uri === null ? null : (parseAtUri(uri)?.did ?? null);
  if (uri === null || cid === null || did === null || textAt(author, 'did') !== did) return null;
  return { uri, cid, author: authorOf(did, textAt(author, 'handle'), textAt(author, 'displayName')) };
}

/** At most what the lexicon allows (app.bsky.feed.threadgate: 300). */
export function hiddenReplies(record: JsonObject | null): readonly string[] {
  const listed = record?.['hiddenReplies'];
  const names = Array.isArray(listed)
    ? listed.filter((one) => typeof one === 'string' && parseAtUri(one) !== null)
    : [];
  return names.slice(0, 300);
}

function countsOf(view: JsonObject): Readonly<Record<string, number>> {
  const counted = [
    ['replies', countAt(view, 'replyCount')],
    ['reposts', countAt(view, 'repostCount')],
    ['likes', countAt(view, 'likeCount')],
    ['quotes', countAt(view, 'quoteCount')],
  ] as const;
  return Object.fromEntries(counted.filter((pair): pair is [(typeof pair)[0], number] => pair[1] !== null));
}
