import { incidentsAt } from '../../archive/index.js';
import type { LogEntry } from '../../audit/index.js';
import type {
  BundleItem,
  BundleLog,
  BundlePlan,
  BundleVersion,
  Disposition,
  Progress,
  Reconciliation,
} from './bundle.types.js';
import { itemPath, PROOFS, recordFolder } from './paths.rules.js';
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
  'brought',
  'brought_by',
  'brought_at',
  'made_or_seen_at',
  'seen_by',
  'incident',
] as const;

type IndexRow = Record<(typeof INDEX_COLUMNS)[number], Cell>;

const COUNTED = {
  released: 'released',
  withheld: 'withheld',
  destroyed: 'destroyed',
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
  const counts = { entries: 0, released: 0, withheld: 0, destroyed: 0, outside: 0, events: 0, boundaries: 0 };
  const { plan, listing, progress } = work;
  const items = new Map(listing.items.map((item) => [item.id, item]));
  const destroyed = new Set(plan.marks.heads.flatMap((head) => head.destroyed.map(({ item }) => item)));
  const places = headPlaces(plan);
  const records = plan.ranges.reduce((sum, range) => sum + range.last - range.first + 3, 1 + places.length);
  const isApart = records > plan.mostProofFiles;
  let told = 0;
  const tell = (): Promise<void> => progress('records', (told += 1), (isApart ? 3 : 2) * records);
  for await (const batch of entriesOf(log, plan)) {
    const proofs = isApart ? [] : await log.proofTexts(seqsOf(batch), plan.checkpoint);
    for (const [i, { entry }] of batch.entries()) {
      const folder = recordFolder(entry.seq);
      await bag.write(`${folder}/entry.json`, entry.line);
      if (!isApart) await bag.write(`${folder}/proof.tlog-proof`, proofs[i] ?? '');
      counts.entries += 1;
      await tell();
    }
  }
  if (isApart) await bag.writeStream(PROOFS, csvOf(PROOF_COLUMNS, proofRows(log, plan, tell)));
  async function* rows(): AsyncGenerator<IndexRow> {
    for await (const batch of entriesOf(log, plan)) {
      for (const { entry, boundary } of batch) {
        const disposition = dispositionOf(entry, boundary, { listing, items, destroyed });
        counts[COUNTED[disposition]] += 1;
        await tell();
        yield await rowOf(bag, entry, { disposition, listing, items, plan });
      }
    }
  }
  await bag.writeStream('data/index.csv', csvOf(INDEX_COLUMNS, rows()));
  return counts;
}

const PROOF_COLUMNS = ['log_index', 'path'] as const;

/** What each proof says that the others do not: the place of its entry and the hashes beside its way to the root. */
async function* proofRows(
  log: BundleLog,
  plan: BundlePlan,
  tell: () => Promise<void>,
): AsyncGenerator<Record<(typeof PROOF_COLUMNS)[number], Cell>> {
  for await (const batch of entriesOf(log, plan)) {
    const seqs = seqsOf(batch);
    for (const [i, path] of (await log.proofPaths(seqs, plan.checkpoint.size)).entries()) {
      // In hex: a cell of base64 may begin with a plus sign, as formulas do.
      await tell();
      yield { log_index: seqs[i] ?? '', path: path.map((step) => step.toString('hex')).join(' ') };
    }
  }
}

function seqsOf(batch: readonly Placed[]): number[] {
  return batch.map(({ entry }) => entry.seq);
}

interface Placed {
  readonly entry: LogEntry;
  readonly boundary: boolean;
}

/** Where the log holds what was destroyed of the accounts: the destructions, and the list of them when the bundle was frozen. */
function headPlaces({ marks }: BundlePlan): number[] {
  return marks.heads.flatMap(({ seq, destroyed }) => [...destroyed.map((one) => one.seq), seq]);
}

/**
 * In batches: the log's first entry (it declares the clock), then each account's range between its boundaries, then what
 * was destroyed.
 */
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
  const places = headPlaces(plan);
  for (let at = 0; at < places.length; at += BATCH) {
    yield (await log.entriesAt(places.slice(at, at + BATCH))).map((entry) => ({ entry, boundary: false }));
  }
}

interface Known {
  readonly listing: Listing;
  readonly items: ReadonlyMap<string, ListedItem>;
}

function dispositionOf(
  entry: LogEntry,
  boundary: boolean,
  { listing, items, destroyed }: Known & { readonly destroyed: ReadonlySet<string> },
): Disposition {
  if (listing.versions.has(entry.seq)) return 'released';
  if (boundary) return 'boundary';
  const item = entry.facts['item'];
  if (typeof item !== 'string' || entry.type === 'item.destroyed') return 'event';
  if (entry.type === 'snapshot.stored' && destroyed.has(item)) return 'destroyed';
  const listed = items.get(item);
  if (!listed) return 'outside';
  if (entry.type !== 'snapshot.stored') return 'event';
  return listed.restricted ? 'withheld' : 'outside';
}

async function rowOf(
  bag: BagWriter,
  entry: LogEntry,
  { disposition, listing, items, plan }: Known & { disposition: Disposition; plan: BundlePlan },
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
    ...(version ? await versionCells(bag, { no: version.no, seq: entry.seq, plan }) : NO_VERSION),
  };
}

type VersionCells = Pick<
  IndexRow,
  | 'version'
  | 'kind'
  | 'author'
  | 'posted_at'
  | 'state'
  | 'title'
  | 'text'
  | 'url'
  | 'media'
  | 'brought'
  | 'brought_by'
  | 'brought_at'
  | 'made_or_seen_at'
  | 'seen_by'
  | 'incident'
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
  brought: '',
  brought_by: '',
  brought_at: '',
  made_or_seen_at: '',
  seen_by: '',
  incident: '',
};

async function versionCells(
  bag: BagWriter,
  { no, seq, plan }: { no: number; seq: number; plan: BundlePlan },
): Promise<VersionCells> {
  const item: BundleItem = JSON.parse((await bag.read(itemPath(no))).toString());
  const version = item.versions.find((one) => one.seq === seq);
  const incidents = plan.accounts.find(({ id }) => id === item.accountId)?.incidents;
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
    incident: incidentsAt(incidents, item.postedAt ?? item.firstSeenAt)
      .map(({ kind }) => kind)
      .join(' '),
    ...broughtCells(version),
  };
}

/** How it came here, where it was not its platform that told us. */
function broughtCells({
  brought,
}: BundleVersion): Pick<VersionCells, 'brought' | 'brought_by' | 'brought_at' | 'made_or_seen_at' | 'seen_by'> {
  const { how = '', by = '', at = '' } = brought ?? {};
  const isHand = brought?.how === 'hand';
  return {
    brought: how,
    brought_by: by,
    brought_at: at,
    made_or_seen_at: (isHand ? brought.seenAt : brought?.madeAt) ?? '',
    seen_by: isHand ? brought.seenBy : '',
  };
}
