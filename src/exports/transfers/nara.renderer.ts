import type { BundleItem } from '../bundle/bundle.types.js';
import { itemPath } from '../bundle/paths.rules.js';
import type { BagWriter } from '../bundle/write-bag.js';
import { csvOf } from '../bundle/write-csv.js';
import type { Listing } from '../bundle/write-items.js';
import { OF_NO_ITEM, writeBagOf } from './bag-in.js';
import { createdAt, creatorOf, descriptionOfItem, titleOfItem } from './describe-item.rules.js';
import { formatOf } from './formats.rules.js';
import type { TransferPlan, TransferRenderer } from './transfer.types.js';

/** Of NARA Bulletin 2015-04, and what 36 CFR 1235.48 asks for beside it. */
export const NARA_COLUMNS = [
  'file_name',
  'record_id',
  'title',
  'description',
  'creator',
  'creation_date',
  'rights',
  'schedule_item',
  'format',
  'bytes',
  'sha256',
] as const;
type Row = Record<(typeof NARA_COLUMNS)[number], string | number>;

export const NARA_CSV = 'data/metadata.csv';

/** BagIt with WARC 1.0 and one CSV that names every file a reader is to open. */
export const nara: TransferRenderer = (work) =>
  writeBagOf(work, 'WARC/1.0', (bag, listing) =>
    bag.writeStream(NARA_CSV, csvOf(NARA_COLUMNS, rows(bag, work.plan, listing))),
  );

async function* rows(bag: BagWriter, plan: TransferPlan, listing: Listing): AsyncGenerator<Row> {
  for (const { no } of listing.items) {
    const item: BundleItem = JSON.parse((await bag.read(itemPath(no))).toString());
    const about = {
      title: titleOfItem(item),
      description: descriptionOfItem(item),
      creator: creatorOf(item, plan.body),
      creation_date: createdAt(item),
    };
    const media = item.versions.flatMap(({ media: all }) => all.flatMap(({ href }) => href ?? []));
    for (const path of new Set([itemPath(no), ...media])) {
      yield rowOf(bag, plan, { path, record_id: item.id, ...about });
    }
  }
  for (const path of OF_NO_ITEM) {
    const about = { title: path.slice('data/'.length), description: 'of the whole transfer', creator: plan.body };
    yield rowOf(bag, plan, { path, record_id: plan.packageId, ...about, creation_date: plan.at });
  }
}

function rowOf(
  bag: BagWriter,
  { about, profile }: TransferPlan,
  { path, ...told }: Pick<Row, 'record_id' | 'title' | 'description' | 'creator' | 'creation_date'> & { path: string },
): Row {
  const facts = bag.factsOf(path);
  if (!facts) throw new Error(`The package does not hold ${path}`);
  return {
    ...told,
    file_name: path,
    rights: profile.rights ?? '',
    schedule_item: `${about.authority.citation.en}; ${about.series}`,
    format: formatOf(path).mime,
    bytes: facts.bytes,
    sha256: facts.sha256,
  };
}
