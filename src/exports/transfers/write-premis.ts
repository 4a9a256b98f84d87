import type { BundleItem } from '../bundle/bundle.types.js';
import { itemPath, recordFolder } from '../bundle/paths.rules.js';
import type { BagWriter } from '../bundle/write-bag.js';
import type { Listing } from '../bundle/write-items.js';
import { titleOfItem } from './describe-item.rules.js';
import {
  agents,
  fileObject,
  itemEvents,
  itemObject,
  packageEvents,
  PREMIS_END,
  PREMIS_START,
  rights,
} from './premis.rules.js';
import type { TransferPlan } from './transfer.types.js';
import { XML_DECLARATION } from './xml.rules.js';

export const PREMIS_PATH = 'data/premis/premis.xml';

interface Written {
  readonly plan: TransferPlan;
  readonly listing: Listing;
  /** Files that belong to no item. */
  readonly others: readonly string[];
}

/** PREMIS of the whole bag, item by item: one item is in memory at a time, and read again for its events. */
export async function writePremis(bag: BagWriter, written: Written): Promise<void> {
  await bag.writeStream(PREMIS_PATH, pieces(bag, written));
}

async function* pieces(bag: BagWriter, written: Written): AsyncGenerator<string> {
  const { plan, listing } = written;
  yield `${XML_DECLARATION}${PREMIS_START}\n`;
  yield* objects(bag, written);
  for (const { no } of listing.items) {
    for (const event of itemEvents(await readItem(bag, no), plan.origin)) yield `${event.text}\n`;
  }
  for (const one of [...packageEvents(plan), ...agents(plan)]) yield `${one.text}\n`;
  yield `${rights(plan).text}\n${PREMIS_END}`;
}

async function* objects(bag: BagWriter, { listing, others }: Written): AsyncGenerator<string> {
  const told = new Set<string>();
  for (const { no } of listing.items) {
    const item = await readItem(bag, no);
    yield `${itemObject(item, titleOfItem(item)).text}\n`;
    for (const path of await filesOf(bag, no, item)) {
      // A picture that several items show is one object.
      if (path.startsWith('data/media/') && told.has(path)) continue;
      if (path.startsWith('data/media/')) told.add(path);
      yield fileLine(bag, path, item.id);
    }
  }
  for (const path of others) yield fileLine(bag, path, null);
}

function fileLine(bag: BagWriter, path: string, itemId: string | null): string {
  const facts = bag.factsOf(path);
  if (!facts) throw new Error(`The package does not hold ${path}`);
  return `${fileObject(facts, itemId).text}\n`;
}

async function filesOf(bag: BagWriter, no: number, item: BundleItem): Promise<string[]> {
  const files = [itemPath(no)];
  for (const { seq } of item.versions) {
    const folder = recordFolder(seq ?? 0);
    const salts = (await bag.read(`${folder}/salts.txt`)).toString();
    const parts = salts.split('\n').flatMap((line) => line.split('  ')[2] ?? []);
    const names = ['parts.txt', 'salts.txt', 'entry.json', 'proof.tlog-proof'].map((name) => `${folder}/${name}`);
    files.push(...parts, ...names);
  }
  return [...new Set(files)];
}

async function readItem(bag: BagWriter, no: number): Promise<BundleItem> {
  return JSON.parse((await bag.read(itemPath(no))).toString());
}
