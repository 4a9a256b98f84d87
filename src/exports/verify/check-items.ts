import { isCounted } from '../bundle/counted.rules.js';
import { itemPath } from '../bundle/paths.rules.js';
import { closedFault } from './check-closed.js';
import type { CheckedRecord, CheckedRecords } from './check-records.js';
import type { Inspection } from './inspection.js';
import { type Fields, fieldsOf, isNewest, listOf, same, textOf } from './shape.rules.js';

export interface CheckedItems {
  /** File text by number, to compare other renditions with; only those that agree with what was recorded. */
  readonly lines: ReadonlyMap<number, string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly counts: {
    readonly items: number;
    readonly versions: number;
    readonly gone: number;
    readonly capturedLate: number;
    readonly profiles: number;
    readonly originals: number;
  };
  /** Counted items by what was decided of them, and the parts of all that stay closed. */
  readonly release: {
    readonly released: number;
    readonly inPart: number;
    readonly withheld: number;
    readonly withheldParts: number;
  };
}

/** Fields of a version that stand in the committed item.json under the same name. */
const OF_VERSION = ['text', 'title', 'contentWarning', 'lang', 'poll', 'links', 'brought'] as const;

/** Every item file says what its records committed to, and every opened record is shown by an item. */
export async function checkItems(look: Inspection, records: CheckedRecords): Promise<CheckedItems> {
  const lines = new Map<number, string>();
  const numbers = new Map<string, number>();
  const counts = { items: 0, versions: 0, gone: 0, capturedLate: 0, profiles: 0, originals: 0 };
  const release = { released: 0, inPart: 0, withheld: 0, withheldParts: 0 };
  const shown = new Set<number>();
  const total = look.bagPaths('data/items/').length;
  for (let no = 1; no <= total; no += 1) {
    const path = itemPath(no);
    if (!look.has(path)) {
      look.fail(path, 'missing');
      continue;
    }
    const item = fieldsOf(await look.json(path));
    numbers.set(textOf(item['id']), no);
    count(counts, item);
    countRelease(release, item);
    const fault = await faultOf(look, item, records, shown);
    if (fault !== null) look.fail(path, 'rendition', { item: no, against: fault });
    if (look.sound(path)) lines.set(no, await look.text(path));
  }
  for (const { seq, folder, opened } of records.values()) {
    if (opened && !shown.has(seq)) look.fail(`${folder}/parts.txt`, 'stray');
  }
  return { lines, numbers, counts, release };
}

function count(counts: { -readonly [name in keyof CheckedItems['counts']]: number }, item: Fields): void {
  if (item['kind'] === 'profile') counts.profiles += 1;
  if (item['kind'] === 'original') counts.originals += 1;
  if (!isCounted(item['kind'])) return;
  counts.items += 1;
  counts.versions += listOf(item['versions']).length;
  counts.gone += item['state'] === 'gone' ? 1 : 0;
  counts.capturedLate += item['capturedLate'] === true ? 1 : 0;
}

function countRelease(release: { -readonly [name in keyof CheckedItems['release']]: number }, item: Fields): void {
  for (const version of listOf(item['versions'])) release.withheldParts += statedClosed(version).length;
  if (!isCounted(item['kind'])) return;
  const decision = fieldsOf(item['redaction'])['decision'];
  release[decision === 'in-part' ? 'inPart' : decision === 'withheld' ? 'withheld' : 'released'] += 1;
}

/** The parts that a version itself says are withheld. */
export function statedClosed(version: Fields): readonly string[] {
  const names = fieldsOf(version['redaction'])['withheldParts'];
  return Array.isArray(names) ? names.map(textOf) : [];
}

/** The file an item disagrees with, or null. */
async function faultOf(
  look: Inspection,
  item: Fields,
  records: CheckedRecords,
  shown: Set<number>,
): Promise<string | null> {
  for (const version of listOf(item['versions'])) {
    const record = records.get(Number(version['seq']));
    if (record) shown.add(record.seq);
    const fault = record ? await versionFault(look, item, version, record) : `data/records/${textOf(version['seq'])}`;
    if (fault !== null) return fault;
  }
  for (const finding of listOf(item['findings'])) {
    const record = records.get(Number(finding['seq'] ?? -1));
    const isLogged = finding['seq'] !== null;
    if (isLogged && (!record || !foundAs(item, finding, record.fields)))
      return `data/records/${textOf(finding['seq'])}`;
  }
  return null;
}

async function versionFault(
  look: Inspection,
  item: Fields,
  version: Fields,
  record: CheckedRecord,
): Promise<string | null> {
  if (!recordedAs(item, version, record)) return `${record.folder}/entry.json`;
  const stated = statedClosed(version);
  const odd =
    record.closed.find((name) => !stated.includes(name)) ?? stated.find((name) => !record.closed.includes(name));
  if (odd !== undefined) look.fail(`${record.folder}/salts.txt`, 'withheld', { against: odd });
  if (record.closed.length > 0) return closedFault(look, { item, version, record });
  const part = record.opened?.get('item.json') ?? `${record.folder}/parts/item.json`;
  return record.committed && look.sound(part) && !shows(item, version, record) ? part : null;
}

function recordedAs(item: Fields, version: Fields, { fields, opened }: CheckedRecord): boolean {
  const expected = {
    type: 'snapshot.stored',
    item: item['id'],
    account: item['accountId'],
    snapshot: version['snapshotId'],
    number: version['number'],
    commit: textOf(version['commit']).replace('sha256:', ''),
    exchange: version['exchangeId'],
  };
  return opened !== null && Object.entries(expected).every(([name, value]) => fields[name] === value);
}

/** A version shown is the version committed: text, title, author, media with their alt text, poll, links, profile. */
function shows(item: Fields, version: Fields, record: CheckedRecord): boolean {
  const recorded = record.committed ?? {};
  const agree = OF_VERSION.every((name) => !(name in recorded) || same(version[name], recorded[name]));
  // Nobody is said to have brought what its platform told us, where the whole of it is opened.
  const isMadeUp = 'ref' in recorded && version['brought'] !== undefined && !('brought' in recorded);
  return agree && !isMadeUp && showsMedia(version, record) && showsWho(item, version, recorded);
}

function showsMedia(version: Fields, { committed, opened }: CheckedRecord): boolean {
  const recorded = listOf(committed?.['media']);
  const media = listOf(version['media']);
  const shown = media.every((medium, i) => {
    const path = opened?.get(`medium-${textOf(medium['ordinal'])}`);
    return medium['alt'] === recorded[i]?.['alt'] && (medium['href'] ?? path) === path;
  });
  return shown && media.length === recorded.length;
}

function showsWho(item: Fields, version: Fields, recorded: Fields): boolean {
  const shown = fieldsOf(version['profile']);
  const profile = fieldsOf(recorded['profile']);
  if (!Object.keys(shown).every((name) => same(shown[name], profile[name]))) return false;
  const author = fieldsOf(recorded['author']);
  const named = fieldsOf(item['author']);
  if (!isNewest(item, version) || item['author'] === null) return true;
  return named['handle'] === author['handle'] && named['displayName'] === author['displayName'];
}

const FINDING_FIELDS = {
  certainty: 'certainty',
  cause: 'cause',
  lastSeenAt: 'lastSeen',
  firstMissingAt: 'firstMissing',
};

function foundAs(item: Fields, finding: Fields, entry: Fields): boolean {
  if (entry['finding'] !== finding['id'] || entry['item'] !== item['id']) return false;
  return Object.entries(FINDING_FIELDS).every(
    ([shown, logged]) => !(logged in entry) || entry[logged] === finding[shown],
  );
}
