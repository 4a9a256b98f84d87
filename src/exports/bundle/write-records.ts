import type { LogEntry } from '../../audit/index.js';
import type { BundleItem, BundleLog, BundlePlan, Disposition, Progress, Reconciliation } from './bundle.types.js';
import { itemPath, recordFolder } from './paths.rules.js';
import type { BagWriter } from './write-bag.js';
import { type Cell, csvOf } from './write-csv.js';
import type { ListedItem, Listing } from './write-items.js';

const BATCH = 500;

export const INDEX_COLUMNS = [
  'log_index',
  'account',
  'account_seq',
  'recorded_at',
  'type',
  'disposition',
  'item',
  'item_no',
  'version',
  'kind',
  'author',
  'posted_at',
  'state',
  'title',
  'text',
  'url',
  'media',
] as const;

type IndexRow = Record<(typeof INDEX_COLUMNS)[number], Cell>;

const COUNTED = {
  released: 'released',
  withheld: 'withheld',
  outside: 'outside',
  event: 'events',
  boundary: 'boundaries',
} as const satisfies Record<Disposition, keyof Reconciliation>;

interface Work {
  readonly plan: BundlePlan;
  readonly listing: Listing;
  readonly progress: Progress;
}

/** Every entry of every account's range with its proof, the entries at both ends, and a row of index.csv for each. */
export async function writeRecords(bag: BagWriter, log: BundleLog, work: Work): Promise<Reconciliation> {
  const counts = { entries: 0, released: 0, withheld: 0, outside: 0, events: 0, boundaries: 0 };
  const { plan, listing, progress } = work;
  const items = new Map(listing.items.map((item) => [item.id, item]));
  const total = 2 * plan.ranges.reduce((sum, range) => sum + range.last - range.first + 3, 1);
  for await (const batch of entriesOf(log, plan)) {
    const proofs = await log.proofTexts(batch.map(({ entry }) => entry.seq), plan.checkpoint); // prettier-ignore
    for (const [i, { entry }] of batch.entries()) {
      const folder = recordFolder(entry.seq);
      await bag.write(`${folder}/entry.json`, entry.line);
      await bag.write(`${folder}/proof.tlog-proof`, proofs[i] ?? '');
      counts.entries += 1;
      await progress('records', counts.entries, total);
    }
  }
  let told = counts.entries;
  async function* rows(): AsyncGenerator<IndexRow> {
    for await (const batch of entriesOf(log, plan)) {
      for (const { entry, boundary } of batch) {
        const disposition = dispositionOf(entry, boundary, { listing, items });
        counts[COUNTED[disposition]] += 1;
        await progress('records', (told += 1), total);
        yield await rowOf(bag, entry, { disposition, listing, items });
      }
    }
  }
  await bag.writeStream('data/index.csv', csvOf(INDEX_COLUMNS, rows()));
  return counts;
}

interface Placed {
  readonly entry: LogEntry;
  readonly boundary: boolean;
}

/** In batches: the log's first entry (it declares the clock), then each account's range between its boundaries. */
async function* entriesOf(log: BundleLog, plan: BundlePlan): AsyncGenerator<Placed[]> {
  yield (await log.entriesAt([0])).map((entry) => ({ entry, boundary: true }));
  for (const { account, first, last } of plan.ranges) {
    for (let from = Math.max(0, first - 1); from <= last + 1; from += BATCH) {
      const entries = await log.entriesOfAccount(account, from, Math.min(from + BATCH - 1, last + 1));
      yield entries.map((entry) => {
        const place = entry.accountSeq ?? -1;
        return { entry, boundary: place < first || place > last };
      });
    }
  }
}

interface Known {
  readonly listing: Listing;
  readonly items: ReadonlyMap<string, ListedItem>;
}

function dispositionOf(entry: LogEntry, boundary: boolean, { listing, items }: Known): Disposition {
  if (listing.versions.has(entry.seq)) return 'released';
  if (boundary) return 'boundary';
  const item = entry.facts['item'];
  if (typeof item !== 'string') return 'event';
  const listed = items.get(item);
  if (!listed) return 'outside';
  if (entry.type !== 'snapshot.stored') return 'event';
  return listed.restricted ? 'withheld' : 'outside';
}

async function rowOf(
  bag: BagWriter,
  entry: LogEntry,
  { disposition, listing, items }: Known & { disposition: Disposition },
): Promise<IndexRow> {
  const listed = items.get(String(entry.facts['item'] ?? ''));
  const version = listing.versions.get(entry.seq);
  return {
    log_index: entry.seq,
    account: entry.accountId ?? '',
    account_seq: entry.accountSeq ?? '',
    recorded_at: entry.at,
    type: entry.type,
    disposition,
    item: entry.facts['item'] ?? '',
    item_no: listed?.no ?? '',
    ...(version ? await versionCells(bag, version.no, entry.seq) : NO_VERSION),
  };
}

type VersionCells = Pick<
  IndexRow,
  'version' | 'kind' | 'author' | 'posted_at' | 'state' | 'title' | 'text' | 'url' | 'media'
>;

const NO_VERSION: VersionCells = {
  version: '',
  kind: '',
  author: '',
  posted_at: '',
  state: '',
  title: '',
  text: '',
  url: '',
  media: '',
};

async function versionCells(bag: BagWriter, no: number, seq: number): Promise<VersionCells> {
  const item: BundleItem = JSON.parse((await bag.read(itemPath(no))).toString());
  const version = item.versions.find((one) => one.seq === seq);
  if (!version) throw new Error(`Item ${no} of the bundle has no version at ${seq}`);
  return {
    version: version.number,
    kind: item.kind,
    author: item.author?.handle ?? '',
    posted_at: item.postedAt ?? '',
    state: item.state,
    title: version.title ?? '',
    text: version.text,
    url: item.url ?? '',
    media: version.media.flatMap(({ href }) => href ?? []).join(' '),
  };
}
