import type { CheckedRecord } from './check-records.js';
import { readJson } from './formats.rules.js';
import type { Inspection } from './inspection.js';
import { type Fields, fieldsOf, isNewest, listOf, same, textOf } from './shape.rules.js';

/** What stands in the place of a medium that does not leave as it is. */
const DRAWN = /^data\/media\/redacted-\d{8}-\d+\.[a-z0-9]+$/;

interface Shown {
  readonly item: Fields;
  readonly version: Fields;
  readonly record: CheckedRecord;
}

/**
 * A version of which some parts stay closed: item.json is one of them, so each part that is opened is held against what
 * is shown by itself. Answers the file it disagrees with, or null.
 */
export async function closedFault(look: Inspection, shown: Shown): Promise<string | null> {
  const { version, record } = shown;
  for (const [name, path] of record.opened ?? []) {
    if (!look.sound(path) || !name.startsWith('field:')) continue;
    if (!agrees(name, await look.text(path), shown)) return path;
  }
  const stray = listOf(version['media']).find((medium) => !isRightFile(medium, record));
  return stray ? `${record.folder}/salts.txt` : null;
}

const PLAIN: Readonly<Record<string, string>> = {
  'field:text': 'text',
  'field:title': 'title',
  'field:content-warning': 'contentWarning',
};
const OF_AUTHOR: Readonly<Record<string, string>> = {
  'field:author-handle': 'handle',
  'field:author-name': 'displayName',
};

function agrees(name: string, recorded: string, { item, version }: Shown): boolean {
  const [plain, ofAuthor] = [PLAIN[name], OF_AUTHOR[name]];
  if (plain !== undefined) return version[plain] === recorded;
  if (ofAuthor !== undefined) {
    return !isNewest(item, version) || item['author'] === null || fieldsOf(item['author'])[ofAuthor] === recorded;
  }
  const alt = /^field:alt-(\d+)$/.exec(name)?.[1];
  if (alt !== undefined) return listOf(version['media'])[Number(alt) - 1]?.['alt'] === recorded;
  if (name === 'field:poll') return same(version['poll'], readJson(recorded));
  const profile = fieldsOf(readJson(recorded));
  const told = fieldsOf(version['profile']);
  return name !== 'field:profile' || Object.keys(told).every((key) => same(told[key], profile[key]));
}

/** An opened medium is its own file, a closed one another that says so in its name. */
function isRightFile(medium: Fields, { opened, closed }: CheckedRecord): boolean {
  const name = `medium-${textOf(medium['ordinal'])}`;
  const href = medium['href'];
  if (closed.includes(name)) return href === null || DRAWN.test(textOf(href));
  return (href ?? opened?.get(name)) === opened?.get(name) || DRAWN.test(textOf(href));
}
