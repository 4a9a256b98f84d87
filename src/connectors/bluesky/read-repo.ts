import { ConnectorError } from '../connector.port.js';
import type { RawExchange } from '../observation.types.js';
import { PROFILE } from './at-uri.rules.js';
import type { BlueskyNetwork } from './bluesky-network.js';
import { BlueskyPage, recordsIn, unlike, verifiedRepo } from './bluesky-page.js';
import { HeldBytes } from './held-bytes.js';
import { LargeRepo, PlacedFault, type Step } from './large-repo.js';
import type { Home } from './read-identity.js';
import { RepoFault, type RepoRecord } from './repo.rules.js';
import { StretchesOfCar } from './stretches-of-car.js';

/** Of one page: so many records, and so many bytes besides the last block. */
const MOST_RECORDS = 250;
const MOST_BYTES = 1024 * 1024;
/** Kept of an answer that is refused. */
const MOST_REFUSED_BYTES = 1024 * 1024;

const PROFILE_KEY = `${PROFILE}/self`;

export interface RepoAsked {
  /** Null: all of it. */
  readonly since: string | null;
  /** Only what stands before this place; null: everything. */
  readonly before: string | null;
}

/** A page of a repository that is proved by its signature. */
export interface RepoPage {
  readonly page: BlueskyPage;
  /** Revision of all of it; null: nothing has changed. */
  readonly rev: string | null;
  /** Everything from here on has been told; null with the last page. */
  readonly before: string | null;
  /** The answer or the piece of it that this page rests on. */
  readonly exchange: RawExchange;
  /** Which replies each thread's root hides, as this page says. */
  readonly hidden: ReadonlyMap<string, readonly string[]>;
}

/**
 * Asks for a repository and yields what is in it, the newest first. A small one is one page, with the answer as it came. A
 * large one is never held: it is put aside, proved as a whole, and told page by page, each with its own stretches of the
 * answer; together they are all of it.
 */
export class ReadRepo {
  /** `onto`: the page that the first part is told on. */
  constructor(
    private readonly network: BlueskyNetwork,
    private onto: BlueskyPage | null = null,
  ) {}

  async *run(home: Home, asked: RepoAsked): AsyncGenerator<RepoPage> {
    const held = new HeldBytes();
    try {
      const { since } = asked;
      const answer = await this.network.api.repo(home.pds, { did: home.did, since }, async (pieces) => {
        await held.clear();
        for await (const piece of pieces) await held.append(piece);
      });
      if (answer.status !== 200) throw unlike(answer);
      const body = held.whole;
      if (body) yield await this.small({ ...answer, body }, home, since === null);
      else yield* this.large(held, answer, { home, asked });
    } finally {
      await held.clear();
    }
  }

  private async small(exchange: RawExchange, home: Home, whole: boolean): Promise<RepoPage> {
    const page = this.page();
    page.addExchange(exchange);
    const repo = await verifiedRepo(exchange, home);
    if (!repo && whole) throw unlike(exchange);
    if (!repo) return { page, exchange, rev: null, before: null, hidden: new Map() };
    const records = await recordsIn(exchange, repo, { whole });
    const hidden = tell(page, exchange, { home, records: profileFirst(records) });
    return { page, exchange, rev: repo.rev, before: null, hidden };
  }

  private async *large(
    held: HeldBytes,
    answer: RawExchange,
    { home, asked }: { home: Home; asked: RepoAsked },
  ): AsyncGenerator<RepoPage> {
    try {
      const repo = await LargeRepo.open(held, home);
      const steps = asked.since === null ? repo.walkWhole(asked.before) : repo.walk(asked.before);
      let page = await this.firstPage(repo, answer, asked);
      let last: string | null = null;
      for await (const step of steps) {
        if (page.isFull && last !== null) {
          yield this.finish(page, home, { rev: repo.rev, before: last });
          page = new Growing(answer, repo.length);
        }
        page.add(step);
        if (step.is === 'record') last = step.key;
      }
      yield this.finish(page, home, { rev: repo.rev, before: null });
    } catch (cause) {
      if (cause instanceof RepoFault) throw await refused(held, answer, cause);
      throw cause;
    }
  }

  /** The profile says what the account is called on everything else; the head and the commit prove all of it. */
  private async firstPage(repo: LargeRepo, answer: RawExchange, { before }: RepoAsked): Promise<Growing> {
    const page = new Growing(answer, repo.length);
    if (before === null) for (const block of await repo.head()) page.stretches.add(block);
    const profile = await repo.record(PROFILE_KEY);
    if (profile) page.addRecord(profile);
    return page;
  }

  private finish(
    { stretches, records }: Growing,
    home: Home,
    { rev, before }: { rev: string; before: string | null },
  ): RepoPage {
    const page = this.page();
    const exchange = stretches.exchange();
    page.addExchange(exchange);
    return { page, exchange, rev, before, hidden: tell(page, exchange, { home, records }) };
  }

  private page(): BlueskyPage {
    const page = this.onto ?? new BlueskyPage(this.network.known);
    this.onto = null;
    return page;
  }
}

/** One page while it is put together. */
class Growing {
  readonly records: RepoRecord[] = [];
  readonly stretches: StretchesOfCar;

  constructor(answer: RawExchange, total: number) {
    this.stretches = new StretchesOfCar(answer, total);
  }

  get isFull(): boolean {
    return this.records.length >= MOST_RECORDS || this.stretches.length >= MOST_BYTES;
  }

  /** The profile is told first, and only there. */
  add(step: Step): void {
    if (step.is === 'node') this.stretches.add(step.block);
    else if (step.key !== PROFILE_KEY) this.addRecord(step);
  }

  addRecord({ key, cid, block }: Extract<Step, { is: 'record' }>): void {
    const [collection = '', rkey = ''] = key.split('/');
    this.records.push({ collection, rkey, cid, block: { bytes: block.bytes, range: this.stretches.add(block) } });
  }
}

/** The records that are items, and which replies are hidden. */
function tell(
  page: BlueskyPage,
  exchange: RawExchange,
  { home, records }: { home: Home; records: readonly RepoRecord[] },
): RepoPage['hidden'] {
  const hidden = page.addRecords(exchange, home, records);
  for (const uris of hidden.values()) for (const uri of uris) page.addVisibility(uri, exchange, false, 'by-account');
  return hidden;
}

/** The profile says what the author is called on the posts; those come newest first. */
function profileFirst(records: readonly RepoRecord[]): readonly RepoRecord[] {
  return [...records.filter(isProfile), ...records.filter((record) => !isProfile(record)).toReversed()];
}

function isProfile({ collection }: RepoRecord): boolean {
  return collection === PROFILE;
}

/** With the stretch that is not what it says, or where that is not one, with the beginning of the answer. */
async function refused(held: HeldBytes, answer: RawExchange, cause: RepoFault): Promise<ConnectorError> {
  const [start, end] = cause instanceof PlacedFault ? cause.range : [0, MOST_REFUSED_BYTES];
  const entry = await held.read(start, Math.min(end, start + MOST_REFUSED_BYTES));
  const stretches = new StretchesOfCar(answer, held.length);
  stretches.add({ entry, range: [start, start + entry.length] });
  return new ConnectorError('protocol', cause.message, { exchange: stretches.exchange(), refused: true, cause });
}
