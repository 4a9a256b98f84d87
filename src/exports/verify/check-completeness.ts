import type { CheckedRecord, CheckedRecords } from './check-records.js';
import type { Inspection } from './inspection.js';
import { type Fields, fieldsOf, listOf, textOf } from './shape.rules.js';

export const SOURCE = 'data/source.json';

/**
 * Nothing left out: each account's own counter runs without a hole over the stretch claimed, and the entries on either
 * side of it are there to show that the stretch is as wide as the window asked for. The log's first entry says whether
 * the clock was real. A record that belongs to no stretch has no business in the bundle. Answers what stands inside the stretches.
 */
export function checkCompleteness(look: Inspection, source: Fields, records: CheckedRecords): ReadonlySet<number> {
  const inside = new Set<number>();
  const first = records.get(0);
  if (first && (first.fields['type'] !== 'log.opened' || first.fields['clock'] !== source['clock'])) {
    look.fail(SOURCE, 'clock', { against: `${first.folder}/entry.json` });
  }
  if (!first) look.fail('data/records/00000000/entry.json', 'missing');
  const byAccount = new Map<string, Map<number, CheckedRecord>>();
  for (const record of records.values()) {
    const account = textOf(record.fields['account']);
    const places = byAccount.get(account) ?? new Map<number, CheckedRecord>();
    byAccount.set(account, places.set(Number(record.fields['accountSeq'] ?? 0), record));
  }
  const claimed = new Set<CheckedRecord>(first ? [first] : []);
  for (const range of listOf(source['ranges'])) {
    const places = byAccount.get(textOf(range['account'])) ?? new Map<number, CheckedRecord>();
    for (const record of checkRange(look, source, { range, places })) {
      claimed.add(record);
      const place = Number(record.fields['accountSeq']);
      if (place >= Number(range['first']) && place <= Number(range['last'])) inside.add(record.seq);
    }
  }
  for (const record of records.values()) if (!claimed.has(record)) look.fail(`${record.folder}/entry.json`, 'stray');
  for (const account of listOf(source['accounts'])) {
    const ranged = listOf(source['ranges']).some((range) => range['account'] === account['id']);
    if (!ranged) look.fail(SOURCE, 'sequence', { against: textOf(account['handle']) });
  }
  return inside;
}

function checkRange(
  look: Inspection,
  source: Fields,
  { range, places }: { range: Fields; places: ReadonlyMap<number, CheckedRecord> },
): CheckedRecord[] {
  const [first, last] = [Number(range['first']), Number(range['last'])];
  const account = textOf(range['account']);
  const found: CheckedRecord[] = [];
  for (let place = Math.max(0, first - 1); place <= last + 1; place += 1) {
    const record = places.get(place);
    if (!record) {
      look.fail(`data/records (${account} ${place})`, 'sequence', { against: `${account} ${place}` });
      return found;
    }
    found.push(record);
  }
  const asked = fieldsOf(source['source']);
  const before = places.get(first - 1);
  const after = places.get(last + 1);
  const from = textOf(asked['from']);
  const to = textOf(asked['to']);
  const mark = after?.fields['type'] === 'export.started' && after.fields['export'] === source['exportId'];
  const startsTooLate = first > 0 && (from === '' || textOf(before?.fields['at']) >= from);
  const endsTooEarly = !mark && (to === '' || textOf(after?.fields['at']) <= to);
  if (startsTooLate || endsTooEarly) look.fail(SOURCE, 'window', { against: account });
  return found;
}
