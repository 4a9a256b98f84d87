import { type Language, pageSentences, say } from '../../platform/index.js';
import { summaryInWords } from '../search-in-words.js';
import type { Discovered } from './discovery.types.js';

/** `zones`: of each account. */
export function discoveredInWords(found: Discovered, zones: ReadonlyMap<string, string>, language: Language): string[] {
  const { items, meant, more, exact, instead } = found;
  if (instead !== null) return [say(pageSentences, `discover.${instead}`, language), ...indexInWords(found, language)];
  return [
    ...items.map((item) => summaryInWords(item, zones.get(item.accountId) ?? 'UTC', language)),
    say(pageSentences, 'discover.suggestions', language, { n: items.length, more: String(more) }).trim(),
    ...meant.map(({ typed, also }) => say(pageSentences, 'discover.meant', language, { typed, also: also.join(', ') })),
    ...indexInWords(found, language),
    ...(exact === null ? [] : [`akta search '${exact}'`]),
  ];
}

/** Which engine suggests, what it forgives, and what it may be missing. */
export function indexInWords(
  { engine, index, behind, typos }: Pick<Discovered, 'engine' | 'index' | 'behind' | 'typos'>,
  language: Language,
): string[] {
  const engineSaid = say(pageSentences, `discover.engine.${engine}`, language);
  if (index === 'unreachable') return [engineSaid, say(pageSentences, 'discover.unreachable', language)];
  return [
    `${engineSaid} ${say(pageSentences, 'discover.typos', language, { n: typos })}`,
    ...(index === 'absent' ? [say(pageSentences, 'discover.absent', language)] : []),
    ...(behind > 0 ? [say(pageSentences, 'discover.behind', language, { n: behind })] : []),
  ];
}
