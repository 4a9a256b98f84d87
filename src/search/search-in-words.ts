import type { ItemSummary } from '../archive/index.js';
import { fullTime, type Language, pageSentences, Refusal, say } from '../platform/index.js';
import type { CertificateCheck, CertificateView } from './certificate.types.js';
import type { Counted, Echo } from './record-search.js';

export function summaryInWords(item: ItemSummary, zone: string, language: Language): string {
  const at = fullTime(item.postedAt ?? item.firstSeenAt, zone, language);
  const who = item.author?.handle ?? say(pageSentences, 'author.unknown', language);
  const line = wordsOf(item, language)
    .replace(/[\p{C}\s]+/gu, ' ')
    .slice(0, 100);
  const marks = [
    ...(item.state === 'present' ? [] : [say(pageSentences, `state.${item.state}`, language)]),
    ...(item.capturedLate ? [say(pageSentences, 'state.late', language)] : []),
    ...(item.versionCount > 1 ? [say(pageSentences, 'state.versions', language, { n: item.versionCount })] : []),
  ];
  return `${at}  ${who}: ${line}${marks.length > 0 ? ` (${marks.join('; ')})` : ''}  ${item.id}`;
}

export function wordsOf({ restricted, latest }: ItemSummary, language: Language): string {
  if (restricted) return say(pageSentences, 'state.restricted', language);
  return latest.text || latest.title || latest.media.map(({ alt }) => `[${alt}]`).join(' ');
}

/** The search as it was understood, with its days. */
export function echoInWords({ text, from, to, zones }: Echo): string {
  const days = from === null && to === null ? '' : `${from ?? '…'} – ${to ?? '…'}, ${zones.join(', ')}`;
  return [text, days]
    .filter((part) => part !== '')
    .map((part) => `[${part}]`)
    .join(' ');
}

/** Never "about": exact, or how many at the least. */
export function countInWords({ count, exact }: Pick<Counted, 'count' | 'exact'>, language: Language): string {
  return say(pageSentences, exact ? 'search.count' : 'search.count-at-least', language, { n: count });
}

export function certifiedInWords(certificate: CertificateView, language: Language): string[] {
  const { id, at, by, asked, log, found, gaps, scope } = certificate;
  return [
    say(pageSentences, 'search.certified', language, {
      id,
      by,
      at: fullTime(at, asked.zones[0] ?? 'UTC', language),
      size: log.size,
    }),
    `${asked.text === '' ? '' : `${asked.text}: `}${asked.inWords[language]}`,
    say(pageSentences, 'search.certified-found', language, { items: found.items, versions: found.versions }),
    say(pageSentences, 'search.certified-missing', language, {
      accounts: scope.accounts.length,
      gaps: gaps.count,
      known: scope.knownNotArchived,
    }),
  ];
}

export function checkedInWords(check: CertificateCheck, language: Language): string[] {
  const { verdict, committed, log, found, destroyedSince } = check;
  return [
    say(pageSentences, `search.check-${verdict}`, language, { destroyed: destroyedSince }),
    ...(committed ? [] : [say(pageSentences, 'search.check-not-committed', language)]),
    ...(log ? [] : [say(pageSentences, 'search.check-no-root', language)]),
    say(pageSentences, 'search.certified-found', language, { items: found.items, versions: found.versions }),
  ];
}

/** A mistake in a query, for a terminal: the sentence, the query, and a mark under the place. */
export function pointedAt(error: unknown, query: string, language: Language): unknown {
  if (!(error instanceof Refusal)) return error;
  const { at, inWords }: { at?: unknown; inWords?: unknown } = error.facts;
  if (typeof at !== 'number') return error;
  const said: unknown = Object(inWords)[language];
  // Long queries are shown around the place.
  const from = Math.max(0, at - 60);
  const line = query.slice(from, from + 100).replaceAll(/[\p{C}\s]/gu, ' ');
  const before = line.slice(0, at - from).replaceAll(/./gsu, ' ');
  const text = `${typeof said === 'string' ? said : error.message}\n  ${line}\n  ${before}^`;
  return new Refusal(error.problem, text, error.facts, { cause: error });
}
