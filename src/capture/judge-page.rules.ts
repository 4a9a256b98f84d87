/** What a page of observations means for what is known. Pure: ids and hashes are handed in. */
import { contentText, type ItemRecord, refText } from '../archive/content.rules.js';
import type { FoundItem, FoundItems, OwnedRange, VersionCause } from '../archive/index.js';
import type { ItemBody, ItemRef, Observation, Page } from '../connectors/index.js';
import type { Draft, JudgeOptions, Judgement, Known, Missing, Seen, Turned } from './judgement.types.js';

/** Refs a page needs looked up: the items themselves and what they answer, quote or repeat. */
export function refsOf(observations: readonly Observation[]): ItemRef[] {
  return observations.flatMap((observation) => {
    if (observation.type === 'gap') return [];
    if (observation.type === 'gone' || observation.type === 'visibility') return [observation.ref];
    const { inReplyTo, quoted, reposted } = observation.body;
    return [observation.ref, inReplyTo, quoted, reposted].filter((ref): ref is ItemRef => ref !== null);
  });
}

/** Known items a page shows otherwise than they are known. */
export function changedItems(page: Page, known: FoundItems, contentHash: (body: ItemBody) => Buffer): string[] {
  const ids = page.observations.flatMap((observation) => {
    if (observation.type !== 'snapshot' && observation.type !== 'version') return [];
    const found = known.known.get(refText(observation.ref));
    return found && (found.mediaMissing || !contentHash(observation.body).equals(found.contentHash))
      ? [found.itemId]
      : [];
  });
  return [...new Set(ids)];
}

export function judgePage(page: Page, known: Known, options: JudgeOptions): Judgement {
  const judge = new PageJudge(page, known, options);
  for (const observation of page.observations) if (observation.type === 'version') judge.version(observation);
  for (const observation of page.observations) {
    if (observation.type === 'snapshot') judge.snapshot(observation);
    if (observation.type === 'gone') judge.gone(observation);
  }
  for (const observation of page.observations) {
    if (observation.type === 'visibility') judge.visibility(observation);
  }
  return judge.judgement();
}

interface Standing {
  readonly itemId: string;
  readonly found: FoundItem | null;
  number: number;
  contentHash: Buffer | null;
  readonly platformTimes: Set<number>;
  readonly newest: ItemRecord | null;
}

class PageJudge {
  private readonly standings = new Map<string, Standing>();
  private readonly drafts: Draft[] = [];
  private readonly seen: Seen[] = [];
  private readonly missing: Missing[] = [];
  private readonly turned: Turned[] = [];
  private readonly suppressed: string[] = [];
  private readonly repeated: ReadonlySet<string>;
  private readonly owned: OwnedRange[][];

  constructor(
    private readonly page: Page,
    private readonly known: Known,
    private readonly options: JudgeOptions,
  ) {
    this.repeated = new Set(refsRepeated(page));
    this.owned = page.exchanges.map(() => []);
  }

  version(observation: Extract<Observation, { type: 'version' }>): void {
    const standing = this.standing(observation.ref);
    if (!standing) {
      this.suppress(observation);
      return;
    }
    this.own(standing.itemId, observation);
    const hash = this.options.contentHash(observation.body);
    const at = platformTime(observation.body);
    const last = observation.ordinal === observation.total;
    // The last entry of a complete history is the present, which its own snapshot observation brings.
    if (
      last ||
      hash.equals(standing.contentHash ?? Buffer.alloc(0)) ||
      (at && standing.platformTimes.has(at.getTime()))
    )
      return;
    this.draft(standing, observation, { hash, cause: standing.number === 0 ? 'first-seen' : 'history' });
  }

  snapshot(observation: Extract<Observation, { type: 'snapshot' }>): void {
    const standing = this.standing(observation.ref);
    if (!standing) {
      this.suppress(observation);
      return;
    }
    this.own(standing.itemId, observation);
    const hash = this.options.contentHash(observation.body);
    const differs = !standing.contentHash || !hash.equals(standing.contentHash);
    // What is missing is asked for with the first version this page gives rise to, and once.
    const asked = standing.number > (standing.found?.version ?? 0);
    const changed = differs || (standing.found?.mediaMissing === true && !asked);
    if (changed) this.draft(standing, observation, { hash, cause: causeOf(standing, observation.body, differs) });
    if (observation.past) return;
    this.seen.push({
      itemId: standing.itemId,
      isNew: standing.found === null,
      found: standing.found,
      exchange: observation.evidence.exchange,
      at: this.at(observation),
      body: observation.body,
      changed,
      counts: observation.counts,
    });
  }

  gone(observation: Extract<Observation, { type: 'gone' }>): void {
    const found = this.known.known.get(refText(observation.ref));
    if (!found) return;
    this.missing.push({
      found,
      exchange: observation.evidence.exchange,
      at: this.at(observation),
      ground: observation.ground,
      cause: observation.cause,
      confirmedBy: observation.confirmedBy ?? null,
      sourceAt: observation.at === undefined ? null : new Date(observation.at),
    });
  }

  /** Of an item that is known or shown on this page, and only where it turns. */
  visibility(observation: Extract<Observation, { type: 'visibility' }>): void {
    const { ref, shown, by, evidence } = observation;
    const found = this.known.known.get(refText(ref)) ?? null;
    const itemId = this.standings.get(refText(ref))?.itemId ?? found?.itemId;
    if (itemId === undefined || this.isShown(itemId, found) === shown) return;
    const sourceAt = observation.at === null ? null : new Date(observation.at);
    this.turned.push({ itemId, found, exchange: evidence.exchange, at: this.at(observation), sourceAt, shown, by });
  }

  judgement(): Judgement {
    const { drafts, seen, missing, turned, suppressed } = this;
    return {
      drafts,
      seen,
      missing,
      turned,
      suppressed,
      owned: this.owned,
    };
  }

  private isShown(itemId: string, found: FoundItem | null): boolean {
    return this.turned.findLast((one) => one.itemId === itemId)?.shown ?? !found?.hidden;
  }

  private standing(ref: ItemRef): Standing | null {
    const text = refText(ref);
    const standing = this.standings.get(text);
    if (standing) return standing;
    if (this.known.suppressed.has(text)) return null;
    const fresh = this.firstStanding(this.known.known.get(text));
    this.standings.set(text, fresh);
    return fresh;
  }

  private firstStanding(found: FoundItem | undefined): Standing {
    if (!found) {
      const itemId = this.options.newId();
      return { itemId, found: null, number: 0, contentHash: null, platformTimes: new Set(), newest: null };
    }
    const { itemId, version: number, contentHash } = found;
    const before = this.known.before.get(itemId);
    const platformTimes = new Set(before?.platformTimes);
    return { itemId, found, number, contentHash, platformTimes, newest: before?.newest ?? null };
  }

  private draft(
    standing: Standing,
    { ref, body, ...observation }: Extract<Observation, { type: 'snapshot' | 'version' }>,
    { hash, cause }: { hash: Buffer; cause: VersionCause },
  ): void {
    standing.number += 1;
    standing.contentHash = hash;
    const platformAt = platformTime(body);
    if (platformAt) standing.platformTimes.add(platformAt.getTime());
    const postedAt = body.postedAt ? new Date(body.postedAt) : null;
    this.drafts.push({
      itemId: standing.itemId,
      isNew: standing.found === null && standing.number === 1,
      found: standing.found,
      ref,
      kept: this.known.again.get(refText(ref)) ?? ref,
      body,
      kind: this.isOriginal(ref, body) ? 'original' : body.kind,
      number: standing.number,
      cause,
      contentHash: hash,
      exchange: observation.evidence.exchange,
      observedAt: this.at(observation),
      platformAt,
      postedAt,
      capturedLate:
        postedAt !== null && this.options.unseen.some(({ from, to }) => postedAt >= from && (!to || postedAt < to)),
    });
  }

  private isOriginal(ref: ItemRef, body: ItemBody): boolean {
    return this.repeated.has(refText(ref)) && body.author?.canonicalUri !== this.options.accountUri;
  }

  /** Its bytes are owned by somebody nobody has the key of. */
  private suppress(observation: Extract<Observation, { type: 'snapshot' | 'version' }>): void {
    const owner = this.options.newId();
    this.suppressed.push(owner);
    this.own(owner, observation);
  }

  private own(
    itemId: string,
    { evidence }: Pick<Extract<Observation, { type: 'snapshot' | 'version' }>, 'evidence'>,
  ): void {
    const owned = this.owned[evidence.exchange];
    const body = this.page.exchanges[evidence.exchange]?.body;
    if (!owned || !body || evidence.range === null) return;
    const range = evidence.range === 'whole' ? ([0, body.length] as const) : evidence.range;
    // What cannot be cut goes with the first of its items; an item may be shown twice in one body, nested or apart.
    const taken = owned.some((other) => other.range[0] === range[0] && other.range[1] === range[1]);
    if (!taken && (evidence.range !== 'whole' || owned.length === 0)) owned.push({ owner: itemId, range });
  }

  private at({ evidence }: { evidence: { exchange: number } }): Date {
    const exchange = this.page.exchanges[evidence.exchange];
    if (!exchange)
      throw new Error(`An observation rests on exchange ${evidence.exchange}, which the page does not have`);
    return new Date(exchange.receivedAt);
  }
}

function refsRepeated(page: Page): string[] {
  return page.observations.flatMap((observation) => {
    if (observation.type !== 'snapshot') return [];
    const { reposted, quoted } = observation.body;
    return [reposted, quoted].flatMap((ref) => (ref ? [refText(ref)] : []));
  });
}

/** When the platform says this version came to be. */
function platformTime(body: ItemBody): Date | null {
  const at = body.editedAt ?? body.postedAt;
  return at ? new Date(at) : null;
}

function causeOf(standing: Standing, body: ItemBody, differs: boolean): VersionCause {
  if (standing.number === 0) return 'first-seen';
  if (!differs) return 'medium-obtained';
  const { newest } = standing;
  if (newest && body.poll?.closed && newest.poll && !newest.poll.closed) {
    const onlyPoll = contentText({ ...body, poll: null }) === contentText({ ...newest, poll: null });
    if (onlyPoll) return 'poll-closed';
  }
  return 'edited';
}
