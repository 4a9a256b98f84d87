import { hash } from 'node:crypto';
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
}

/** Every other file that repeats a text or a figure repeats it rightly. */
export async function checkRenditions(look: Inspection, checked: Checked): Promise<void> {
  if (look.has(INDEX)) await checkIndex(look, checked);
  await checkViewer(look, checked);
  if (look.has(GAPS)) await checkGaps(look, checked);
  checkCounts(look, checked);
}

async function checkIndex(look: Inspection, { records, items }: Checked): Promise<void> {
  const rows = readCsv(await look.text(INDEX));
  if (!rows) return look.fail(INDEX, 'format');
  if (rows.length !== records.size) return look.fail(INDEX, 'count', { against: `${rows.length} / ${records.size}` });
  for (const row of rows) {
    const record = records.get(Number(row['log_index']));
    const fields = record?.fields ?? {};
    const plain = { type: 'type', account: 'account', account_seq: 'accountSeq', recorded_at: 'at', item: 'item' };
    const agrees = Object.entries(plain).every(([column, name]) => row[column] === textOf(fields[name]));
    const shown = record?.opened ? rowShows(row, record.seq, items) : row['text'] === '';
    if (!record || !agrees || !shown)
      return look.fail(INDEX, 'rendition', { against: `log_index ${row['log_index']}` });
  }
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
  };
  return Object.entries(shown).every(([column, value]) => cellShows(row[column], textOf(value)));
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
    for (const [name, value] of Object.entries(fieldsOf(chunk.head))) {
      if (!same(value, source[name])) look.fail(look.sound(SOURCE) ? path : SOURCE, 'rendition', { against: SOURCE });
    }
    for (const line of chunk.items) {
      no += 1;
      const recorded = items.lines.get(no);
      const agrees = recorded === undefined || hash('sha256', recorded) === hash('sha256', line);
      if (!agrees) look.fail(path, 'rendition', { item: no });
    }
  }
  const total = look.bagPaths('data/items/').length;
  if (chunks.length === 0) look.fail('data/viewer/data-0001.js', 'missing');
  else if (no !== total) look.fail(chunks.at(-1) ?? '', 'count', { against: `${no} / ${total}` });
}

/** A gap that the log knows of in this stretch is listed, with the log's own times. */
async function checkGaps(look: Inspection, { source, records, inside }: Checked): Promise<void> {
  const gaps = new Map(listOf(source['gaps']).map((gap) => [textOf(gap['id']), gap]));
  const rows = readCsv(await look.text(GAPS));
  if (!rows) return look.fail(GAPS, 'format');
  for (const row of rows) {
    const gap = gaps.get(row['gap'] ?? '');
    const columns = { account: 'accountId', from: 'from', to: 'to', reason: 'reason' };
    const agrees = gap && Object.entries(columns).every(([column, name]) => cellShows(row[column], textOf(gap[name])));
    if (!agrees) return look.fail(GAPS, 'rendition', { against: SOURCE });
  }
  if (rows.length !== gaps.size) look.fail(GAPS, 'count', { against: `${rows.length} / ${gaps.size}` });
  for (const { seq, fields, folder } of records.values()) {
    const type = fields['type'];
    if (!inside.has(seq) || (type !== 'gap.opened' && type !== 'gap.closed')) continue;
    const gap = gaps.get(textOf(fields['gap']));
    const agrees = gap?.['accountId'] === fields['account'] && gap?.['from'] === fields['from'];
    if (!agrees || (type === 'gap.closed' && gap?.['to'] !== fields['to'])) {
      look.fail(SOURCE, 'rendition', { against: `${folder}/entry.json` });
    }
  }
}

function checkCounts(look: Inspection, { source, items }: Checked): void {
  const stated = fieldsOf(source['counts']);
  const gaps = listOf(source['gaps']).length;
  const found: Readonly<Record<string, number>> = { ...items.counts, gaps, files: look.zip.names.size };
  for (const [name, number] of Object.entries(found)) {
    if (stated[name] !== number) look.fail(SOURCE, 'count', { against: `${name} ${textOf(stated[name])} / ${number}` });
  }
}
