import { hash } from 'node:crypto';
import { DESTROYED, itemPath } from '../bundle/paths.rules.js';
import { calledRightly } from './check-destroyed.js';
import type { CheckedItems } from './check-items.js';
import type { CheckedRecords } from './check-records.js';
import { SOURCE } from './check-completeness.js';
import { cellShows, readCsv, readJson, readViewerChunk } from './formats.rules.js';
import type { Inspection } from './inspection.js';
import { type Fields, fieldsOf, listOf, same, textOf } from './shape.rules.js';

const INDEX = 'data/index.csv';
const GAPS = 'data/gaps.csv';

interface Checked {
  readonly source: Fields;
  readonly records: CheckedRecords;
  readonly items: CheckedItems;
  /** Places of the records inside the stretches claimed; the others are boundaries. */
  readonly inside: ReadonlySet<number>;
  /** Items that the log holds to be destroyed. */
  readonly destroyed: ReadonlySet<string>;
}

/** Every other file that repeats a text or a figure repeats it rightly. */
export async function checkRenditions(look: Inspection, checked: Checked): Promise<void> {
  if (look.has(INDEX)) await checkIndex(look, checked);
  await checkViewer(look, checked);
  if (look.has(GAPS)) await checkGaps(look, checked);
  checkCounts(look, checked);
}

async function checkIndex(look: Inspection, checked: Checked): Promise<void> {
  const { records, items } = checked;
  const rows = readCsv(await look.text(INDEX));
  if (!rows) return look.fail(INDEX, 'format');
  if (rows.length !== records.size) return look.fail(INDEX, 'count', { against: `${rows.length} / ${records.size}` });
  const wrong = rows.find((row) => !rowAgrees(row, records, items));
  if (wrong) look.fail(INDEX, 'rendition', { against: `log_index ${wrong['log_index']}` });
  const miscalled = rows.find((row) => {
    const record = records.get(Number(row['log_index']));
    return record && !calledRightly(record, row['disposition'], checked);
  });
  if (miscalled) look.fail(INDEX, 'destroyed', { against: `log_index ${miscalled['log_index']}` });
  const shown = Array.from(items.numbers.keys()).find((id) => checked.destroyed.has(id));
  if (shown !== undefined) look.fail(itemPath(items.numbers.get(shown) ?? 0), 'destroyed', { against: DESTROYED });
}

/** Column of index.csv → field of the entry. */
const ENTRY_COLUMNS = { type: 'type', account: 'account', account_seq: 'accountSeq', recorded_at: 'at', item: 'item' };

function rowAgrees(row: Readonly<Record<string, string>>, records: CheckedRecords, items: CheckedItems): boolean {
  const record = records.get(Number(row['log_index']));
  if (!record) return false;
  const { fields, opened, seq } = record;
  if (!Object.entries(ENTRY_COLUMNS).every(([column, name]) => row[column] === textOf(fields[name]))) return false;
  return opened ? rowShows(row, seq, items) : row['text'] === '';
}

function rowShows(row: Readonly<Record<string, string>>, seq: number, items: CheckedItems): boolean {
  const no = items.numbers.get(row['item'] ?? '');
  const line = items.lines.get(no ?? 0);
  if (line === undefined) return true;
  const item = fieldsOf(readJson(line));
  const version = listOf(item['versions']).find((one) => one['seq'] === seq);
  const shown: Readonly<Record<string, unknown>> = {
    item_no: no,
    version: version?.['number'],
    kind: item['kind'],
    author: fieldsOf(item['author'])['handle'],
    posted_at: item['postedAt'],
    state: item['state'],
    title: version?.['title'],
    text: version?.['text'],
    url: item['url'],
    ...('brought' in row ? broughtOf(fieldsOf(version?.['brought'])) : {}),
  };
  return Object.entries(shown).every(([column, value]) => cellShows(row[column], textOf(value)));
}

/** Bundles from before anything was brought have no such columns. */
function broughtOf(brought: Fields): Readonly<Record<string, unknown>> {
  return {
    brought: brought['how'],
    brought_by: brought['by'],
    brought_at: brought['at'],
    made_or_seen_at: brought['seenAt'] ?? brought['madeAt'],
    seen_by: brought['seenBy'],
  };
}

async function checkViewer(look: Inspection, { source, items }: Checked): Promise<void> {
  let no = 0;
  const chunks = look
    .bagPaths('data/viewer/')
    .filter((path) => /\/data-\d+\.js$/.test(path))
    .toSorted();
  for (const path of chunks) {
    const chunk = readViewerChunk(await look.text(path));
    if (!chunk) {
      look.fail(path, 'format');
      continue;
    }
    const other = Object.entries(fieldsOf(chunk.head)).some(([name, value]) => !same(value, source[name]));
    if (other) look.fail(path, 'rendition', { against: SOURCE });
    for (const line of chunk.items) {
      no += 1;
      if (!repeats(line, items.lines.get(no))) look.fail(path, 'rendition', { item: no });
    }
  }
  const total = look.bagPaths('data/items/').length;
  if (no !== total || chunks.length === 0) {
    look.fail(chunks.at(-1) ?? 'data/viewer/data-0001.js', 'count', { against: `${no} / ${total}` });
  }
}

/** An item already found wrong is no measure. */
function repeats(line: string, recorded: string | undefined): boolean {
  return recorded === undefined || hash('sha256', recorded) === hash('sha256', line);
}

type Gaps = ReadonlyMap<string, Fields>;

/** Column of gaps.csv → field of the gap. */
const GAP_COLUMNS = { account: 'accountId', from: 'from', to: 'to', reason: 'reason' };

/** gaps.csv lists the gaps, and every gap that the log speaks of in these stretches is listed with the log's own times. */
async function checkGaps(look: Inspection, { source, records, inside }: Checked): Promise<void> {
  const gaps: Gaps = new Map(listOf(source['gaps']).map((gap) => [textOf(gap['id']), gap]));
  const rows = readCsv(await look.text(GAPS));
  if (!rows) return look.fail(GAPS, 'format');
  if (rows.length !== gaps.size) look.fail(GAPS, 'count', { against: `${rows.length} / ${gaps.size}` });
  if (!rows.every((row) => gapShown(row, gaps))) look.fail(GAPS, 'rendition', { against: SOURCE });
  for (const { seq, fields, folder } of records.values()) {
    if (!inside.has(seq) || gapListed(fields, gaps)) continue;
    look.fail(SOURCE, 'rendition', { against: `${folder}/entry.json` });
  }
}

function gapShown(row: Readonly<Record<string, string>>, gaps: Gaps): boolean {
  const gap = gaps.get(row['gap'] ?? '');
  if (!gap) return false;
  return Object.entries(GAP_COLUMNS).every(([column, name]) => cellShows(row[column], textOf(gap[name])));
}

function gapListed(entry: Fields, gaps: Gaps): boolean {
  const type = entry['type'];
  if (type !== 'gap.opened' && type !== 'gap.closed') return true;
  const gap = gaps.get(textOf(entry['gap']));
  if (gap?.['accountId'] !== entry['account'] || gap?.['from'] !== entry['from']) return false;
  return type === 'gap.opened' || gap?.['to'] === entry['to'];
}

function checkCounts(look: Inspection, { source, items }: Checked): void {
  const stated = fieldsOf(source['counts']);
  const gaps = listOf(source['gaps']).length;
  const found: Readonly<Record<string, number>> = { ...items.counts, gaps, files: look.zip.names.size };
  for (const [name, number] of Object.entries(found)) {
    if (stated[name] !== number) look.fail(SOURCE, 'count', { against: `${name} ${textOf(stated[name])} / ${number}` });
  }
  checkRelease(look, source, items);
}

/** Found = released + in part + withheld + not about the request; what leaves unredacted leaves nothing closed. */
function checkRelease(look: Inspection, source: Fields, { release }: CheckedItems): void {
  const stated = fieldsOf(source['release']);
  const isRedacted = fieldsOf(source['source'])['unredacted'] === false;
  if (!isRedacted) {
    if (release.withheldParts + release.inPart + release.withheld === 0) return;
    return look.fail(SOURCE, 'count', { against: `withheldParts 0 / ${release.withheldParts}` });
  }
  const counts = fieldsOf(stated['counts']);
  const sum = release.released + release.inPart + release.withheld + Number(counts['notAbout']);
  const found: Readonly<Record<string, number>> = { ...release, found: sum };
  for (const [name, number] of Object.entries(found)) {
    const said = name === 'withheldParts' ? stated[name] : counts[name];
    if (said !== number) look.fail(SOURCE, 'count', { against: `${name} ${textOf(said)} / ${number}` });
  }
}
