import type { CheckedDestroyed } from './check-destroyed.js';
import type { CheckedRecord, CheckedRecords } from './check-records.js';
import type { Inspection } from './inspection.js';
import { type Fields, fieldsOf, listOf, textOf } from './shape.rules.js';

export const SOURCE = 'data/source.json';

type Places = ReadonlyMap<number, CheckedRecord>;

/**
 * Nothing left out: each account's own counter runs without a hole over the stretch claimed, and the entries on either
 * side of it are there to show that the stretch is as wide as the window asked for. The log's first entry says whether
 * the clock was real. A record that belongs to no stretch has no business in the bundle. Answers what stands inside the
 * stretches.
 */
export function checkCompleteness(
  look: Inspection,
  source: Fields,
  { records, destroyed }: { readonly records: CheckedRecords; readonly destroyed: CheckedDestroyed },
): ReadonlySet<number> {
  const inside = new Set<number>();
  const claimed = new Set<CheckedRecord>([...checkClock(look, source, records), ...destroyed.records]);
  const byAccount = placesOf(records);
  for (const range of listOf(source['ranges'])) {
    const places: Places = byAccount.get(textOf(range['account'])) ?? new Map();
    for (const record of checkRange(look, source, { range, places })) {
      claimed.add(record);
      if (isInside(range, record)) inside.add(record.seq);
    }
  }
  for (const record of records.values()) if (!claimed.has(record)) look.fail(`${record.folder}/entry.json`, 'stray');
  const ranged = new Set(listOf(source['ranges']).map((range) => range['account']));
  const without = listOf(source['accounts']).find((account) => !ranged.has(account['id']));
  if (without) look.fail(SOURCE, 'sequence', { against: textOf(without['handle']) });
  return inside;
}

function checkClock(look: Inspection, source: Fields, records: CheckedRecords): CheckedRecord[] {
  const first = records.get(0);
  if (!first) {
    look.fail('data/records/00000000/entry.json', 'missing');
    return [];
  }
  if (first.fields['type'] !== 'log.opened' || first.fields['clock'] !== source['clock']) {
    look.fail(SOURCE, 'clock', { against: `${first.folder}/entry.json` });
  }
  return [first];
}

function placesOf(records: CheckedRecords): ReadonlyMap<string, Places> {
  const byAccount = new Map<string, Map<number, CheckedRecord>>();
  for (const record of records.values()) {
    const account = textOf(record.fields['account']);
    const places = byAccount.get(account) ?? new Map<number, CheckedRecord>();
    byAccount.set(account, places.set(Number(record.fields['accountSeq'] ?? 0), record));
  }
  return byAccount;
}

function isInside(range: Fields, { fields }: CheckedRecord): boolean {
  const place = Number(fields['accountSeq']);
  return place >= Number(range['first']) && place <= Number(range['last']);
}

function checkRange(
  look: Inspection,
  source: Fields,
  { range, places }: { readonly range: Fields; readonly places: Places },
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
  const [before, after] = [places.get(first - 1), places.get(last + 1)];
  if (startsTooLate(source, before) || endsTooEarly(source, after)) look.fail(SOURCE, 'window', { against: account });
  return found;
}

/** The entry before the stretch is older than the window; at the account's very first entry there is none. */
function startsTooLate(source: Fields, before: CheckedRecord | undefined): boolean {
  const from = textOf(fieldsOf(source['source'])['from']);
  return before !== undefined && (from === '' || textOf(before.fields['at']) >= from);
}

/** The entry after it is younger, or is the mark that this export set when it began. */
function endsTooEarly(source: Fields, after: CheckedRecord | undefined): boolean {
  const fields = after?.fields ?? {};
  if (fields['type'] === 'export.started' && fields['export'] === source['exportId']) return false;
  const to = textOf(fieldsOf(source['source'])['to']);
  return to === '' || textOf(fields['at']) <= to;
}
