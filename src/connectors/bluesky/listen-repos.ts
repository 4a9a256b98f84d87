import { ConnectorError, type LiveContext } from '../connector.port.js';
import type { Cursor, Page, RawExchange } from '../observation.types.js';
import { objectAt, textAt } from '../json.rules.js';
import { framesOf, openStream } from '../listen-platform.js';
import { addIdentity } from './add-identity.js';
import { atUri, parseAtUri, POST, PROFILE, REPOST, THREADGATE } from './at-uri.rules.js';
import type { BlueskyNetwork } from './bluesky-network.js';
import { BlueskyPage, hiddenReplies, provenRecord } from './bluesky-page.js';
import { blueskyRef } from './map-record.js';
import type { Home } from './read-identity.js';
import { decodeRecord, proveRecord, RepoFault, type RepoRecord, type VerifiedRepo, verifyCar } from './repo.rules.js';
import { readStreamEvent, type StreamCommit, type StreamEvent, type StreamOp } from './stream-event.rules.js';

/** The reference host's own bound of a commit is 2 MB (com.atproto.sync.subscribeRepos). */
const MAX_FRAME_BYTES = 5 * 1024 * 1024;
const IDLE_MS = 90_000;
/** Frames of others after which the place in the stream is kept all the same. */
const FOREIGN_FRAMES = 1_000;

const WANTED = new Set([POST, REPOST, PROFILE, THREADGATE]);

/**
 * The stream of the account's own host: every commit of its repositories, signed. Kept of it is what the account does
 * and what answers it; what else happens on the host is not read further. It goes on from the last frame that is in the
 * archive; what the host no longer has of the time between is a gap.
 */
export class ListenRepos {
  private readonly gates = new Map<string, readonly string[]>();
  private foreign = 0;
  private openedAt = new Date(0);
  private host = '';

  constructor(
    private readonly context: LiveContext,
    private readonly network: BlueskyNetwork,
  ) {}

  async *run(since: Cursor | null): AsyncGenerator<Page> {
    const { pds } = await this.network.ownHome();
    const { seq, host } = since?.data ?? {};
    // Another host counts otherwise: of the time between the two nothing can be asked for.
    const moved = typeof seq === 'number' && host !== pds;
    const place = typeof seq === 'number' && !moved ? `?cursor=${seq}` : '';
    const url = `${pds.replace(/^http/, 'ws')}/xrpc/com.atproto.sync.subscribeRepos${place}`;
    const stream = await openStream(this.context, url, { maxFrameBytes: MAX_FRAME_BYTES, idleMs: IDLE_MS });
    if (!stream) return;
    [this.host, this.openedAt] = [pds, this.context.now()];
    yield moved ? this.gap(since, this.openedAt) : this.nothing(null);
    for await (const frame of framesOf(stream)) {
      const page = await this.read(frame, since);
      if (page) yield page;
    }
  }

  private async read(frame: RawExchange, since: Cursor | null): Promise<Page | null> {
    const event = orFault(frame, () => readStreamEvent(frame.body));
    if (event.is === 'error' || event.is === 'info') return this.told(frame, event, since);
    if (event.is === 'other') return null;
    const isOwn = event.did === this.network.did;
    if (isOwn) this.noteAccount(frame, event);
    const page = await this.pageOf(frame, event, isOwn);
    if (page) return page.finish(this.cursor(event.seq), false);
    this.foreign += 1;
    return this.foreign % FOREIGN_FRAMES === 0 ? this.nothing(this.cursor(event.seq)) : null;
  }

  private async pageOf(frame: RawExchange, event: StreamEvent, isOwn: boolean): Promise<BlueskyPage | null> {
    if (event.is === 'commit') return this.commit(frame, event, isOwn);
    return event.is === 'identity' && isOwn ? this.identity() : null;
  }

  /** That something of it changed is the host's word; what changed is read where it is signed. */
  private async identity(): Promise<BlueskyPage> {
    const page = new BlueskyPage(this.network.known);
    await addIdentity(page, this.network);
    return page;
  }

  /** What the host says of the stream itself. A host that counts anew knows nothing of the place we had. */
  private told(
    frame: RawExchange,
    { is, name }: { is: 'error' | 'info'; name: string },
    since: Cursor | null,
  ): Page | null {
    const gap = this.gap(since, new Date(frame.receivedAt));
    if (name === 'OutdatedCursor') return gap;
    if (name === 'FutureCursor') return { ...gap, next: { v: 1, data: {} } };
    if (is === 'info') return null;
    throw new ConnectorError('protocol', `The stream of the host ended: ${name}`, { exchange: frame });
  }

  private noteAccount(exchange: RawExchange, event: StreamEvent): void {
    if (event.is === 'account' && !event.active)
      throw new ConnectorError('access-refused', 'The host says that the account is no longer active', { exchange });
    if (event.is === 'identity') this.network.known.doubt(event.did);
  }

  private async commit(frame: RawExchange, event: StreamCommit, isOwn: boolean): Promise<BlueskyPage | null> {
    const ops = event.ops.filter(({ collection }) => (isOwn ? WANTED.has(collection) : collection === POST));
    const wanted = isOwn ? ops : await this.concerning(event, ops);
    if (wanted.length === 0) return null;
    try {
      const home = await this.network.homeOf(event.did);
      const page = new BlueskyPage(this.network.known);
      page.addExchange(frame);
      const repo = await this.verified(frame, event, home);
      for (const op of wanted) await this.take(page, { frame, event, repo, home }, op);
      return page;
    } catch (error) {
      // What somebody else signed badly, or can no longer be asked for, ends no stream; the other loops look again.
      if (isOwn || !(error instanceof ConnectorError)) throw error;
      return null;
    }
  }

  /** Others' posts that answer in a thread of the account, and the taking back of those it has. */
  private async concerning({ did, car }: StreamCommit, ops: readonly StreamOp[]): Promise<readonly StreamOp[]> {
    const removals = ops.filter(({ action, prev }) => action === 'delete' && prev !== null);
    const known = removals.length === 0 ? [] : await this.context.known(removals.flatMap(({ prev }) => prev ?? []));
    const names = new Set(known.map(({ ref }) => ref.canonicalUri));
    // Told by its bytes before anything is decoded: most of what comes concerns somebody else.
    const mentions = Buffer.from(car.buffer, car.byteOffset, car.byteLength).includes(this.network.did);
    return ops.filter(({ action, collection, rkey }) =>
      action === 'delete' ? names.has(atUri(did, collection, rkey)) : mentions,
    );
  }

  private async verified(frame: RawExchange, { car }: StreamCommit, home: Home): Promise<VerifiedRepo> {
    try {
      const repo = await verifyCar(car, home);
      if (repo) return repo;
    } catch (cause) {
      if (!(cause instanceof RepoFault)) throw cause;
      this.network.known.forget(home.did);
      throw new ConnectorError('protocol', cause.message, { exchange: frame, refused: true, cause });
    }
    throw new ConnectorError('protocol', 'The stream told of a change without its proof', { exchange: frame });
  }

  private async take(page: BlueskyPage, came: Came, { collection, rkey }: StreamOp): Promise<void> {
    const { did } = came.event;
    const place = { did, collection, rkey };
    const shown = this.isPast(came.event) ? null : await this.provenIn(came, place);
    const { record, exchange } = shown ?? (await this.provenByHost(came.home, place));
    if (collection === THREADGATE) this.turn(page, exchange, rkey, record);
    else if (record) this.addOwnOrAnswer(page, came, exchange, record);
    else if (collection !== PROFILE)
      page.observe({
        type: 'gone',
        ref: blueskyRef(atUri(did, collection, rkey)),
        evidence: { exchange: page.addExchange(exchange), range: null },
        ground: 'asserted',
        cause: 'unknown',
      });
  }

  private addOwnOrAnswer(page: BlueskyPage, { home }: Came, exchange: RawExchange, record: RepoRecord): void {
    if (home.did !== this.network.did && !this.answersUs(record)) return;
    page.addRecord(exchange, home, record);
  }

  private answersUs({ block }: RepoRecord): boolean {
    const record = block && decodeRecord(block);
    const root = record && objectAt(objectAt(record, 'reply') ?? {}, 'root');
    return parseAtUri((root && textAt(root, 'uri')) ?? '')?.did === this.network.did;
  }

  private turn(page: BlueskyPage, exchange: RawExchange, rkey: string, record: RepoRecord | null): void {
    const hidden = record?.block ? hiddenReplies(decodeRecord(record.block)) : [];
    for (const uri of this.gates.get(rkey) ?? [])
      if (!hidden.includes(uri)) page.addVisibility(uri, exchange, true, 'by-account');
    for (const uri of hidden) page.addVisibility(uri, exchange, false, 'by-account');
    this.gates.set(rkey, hidden);
  }

  /** From before the stream was opened: what it tells may be overtaken, and the host is asked how it stands. */
  private isPast({ time }: StreamCommit): boolean {
    return time === null || new Date(time) < this.openedAt;
  }

  /** As the frame itself proves it, at its place in the frame; null where it does not prove it either way. */
  private async provenIn({ frame, event, repo }: Came, { collection, rkey }: Place): Promise<Proven | null> {
    try {
      const found = await proveRecord(repo, collection, rkey);
      if (!found) return { record: null, exchange: frame };
      if (!found.block) return null;
      const [start, end] = found.block.range;
      const range = [start + event.offset, end + event.offset] as const;
      return { record: { ...found, block: { ...found.block, range } }, exchange: frame };
    } catch (error) {
      if (error instanceof RepoFault) return null;
      throw error;
    }
  }

  private async provenByHost(home: Home, place: Place): Promise<Proven> {
    const exchange = await this.network.api.record(home.pds, place);
    return { record: await provenRecord(exchange, home, place), exchange };
  }

  private gap(since: Cursor | null, until: Date): Page {
    const from = typeof since?.data['at'] === 'string' ? since.data['at'] : null;
    return {
      ...this.nothing(null),
      observations: [{ type: 'gap', from, to: until.toISOString(), reason: 'window-exceeded' }],
    };
  }

  private nothing(next: Cursor | null): Page {
    return { exchanges: [], observations: [], next, done: false };
  }

  private cursor(seq: number): Cursor {
    return { v: 1, data: { seq, host: this.host, at: this.context.now().toISOString() } };
  }
}

interface Place {
  readonly did: string;
  readonly collection: string;
  readonly rkey: string;
}

interface Proven {
  readonly record: RepoRecord | null;
  readonly exchange: RawExchange;
}

/** A commit with what it rests on. */
interface Came {
  readonly frame: RawExchange;
  readonly event: StreamCommit;
  readonly repo: VerifiedRepo;
  readonly home: Home;
}

function orFault<T>(frame: RawExchange, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof RepoFault)
      throw new ConnectorError('protocol', cause.message, { exchange: frame, refused: true, cause });
    throw cause;
  }
}
