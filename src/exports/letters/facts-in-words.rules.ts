import { GAP_REASONS } from '../../connectors/gap-reasons.types.js';
import { type Language, say } from '../../platform/sentences/sentences.js';
import { calendarDate, clockTime, fullTime } from '../../platform/sentences/when.rules.js';
import type { Certificate, ItemRuling } from '../../requests/index.js';
import { bundleSentences } from '../renderers/bundle.sentences.js';
import type { CodeFact, LetterFacts } from './letter-facts.types.js';
import { lettersSentences } from './letters.sentences.js';

const ACCOUNTS_NAMED = 8;
const GAPS_NAMED = 20;
const LONGEST_QUESTION = 1_000;

/** What was searched and what could not be, from the certificate of the frozen set. */
export function coverageFacts(
  certificate: Certificate,
  language: Language,
): Required<Pick<LetterFacts, 'searched' | 'gaps' | 'gapMinutes' | 'known'>> {
  const { gaps, knownAccounts } = certificate;
  const more = gaps.length - GAPS_NAMED;
  return {
    searched: searched(certificate, language),
    gaps: [
      ...gaps.slice(0, GAPS_NAMED).map((gap) => gapLine(gap, certificate, language)),
      ...(more > 0 ? [say(lettersSentences, 'gaps.more', language, { more })] : []),
    ],
    gapMinutes: gaps.reduce((sum, { minutes }) => sum + minutes, 0),
    known: knownAccounts.map(({ handle, platform, reason }) =>
      say(lettersSentences, 'known.line', language, { handle, platform, reason }),
    ),
  };
}

function searched({ scope, zone, accounts, searched: items }: Certificate, language: Language): string {
  const [from, to, query] = scope.kind === 'living' ? [scope.from, scope.to, scope.query] : [null, null, null];
  const handles = accounts.slice(0, ACCOUNTS_NAMED).map(({ handle }) => handle);
  const more = accounts.length - handles.length;
  const listed = [...handles, ...(more > 0 ? [say(lettersSentences, 'accounts.more', language, { more })] : [])];
  const told = say(lettersSentences, 'searched', language, {
    items,
    accounts: listed.join(', '),
    from: dayOr(from, 'searched.start', language),
    to: dayOr(to, 'searched.end', language),
    zone,
  });
  return query === null ? told : `${told} ${say(lettersSentences, 'searched.words', language, { query })}`;
}

function dayOr(day: string | null, open: 'searched.start' | 'searched.end', language: Language): string {
  return day === null ? say(lettersSentences, open, language) : calendarDate(`${day}T12:00:00Z`, 'UTC', language);
}

/** One gap, its times in the zone of the body. */
export function gapLine(
  gap: Certificate['gaps'][number],
  {
    zone,
    accounts,
  }: { readonly zone: string; readonly accounts: readonly { readonly id: string; readonly handle: string }[] },
  language: Language,
): string {
  const { from, to, minutes } = gap;
  const known = GAP_REASONS.find((one) => one === gap.reason);
  const told = {
    account: accounts.find(({ id }) => id === gap.accountId)?.handle ?? gap.accountId,
    minutes,
    reason: known === undefined ? gap.reason : say(bundleSentences, `gap.${known}`, language),
  };
  const date = calendarDate(from, zone, language);
  if (to === null) {
    const since = clockTime(from, zone, language);
    return say(bundleSentences, 'gap-short.open', language, { ...told, from: since, date });
  }
  if (date === calendarDate(to, zone, language)) {
    const [start, end] = [clockTime(from, zone, language), clockTime(to, zone, language)];
    return say(bundleSentences, 'gap-short.closed', language, { ...told, from: start, to: end, date });
  }
  const [start, end] = [fullTime(from, zone, language), fullTime(to, zone, language)];
  return say(lettersSentences, 'gap.days', language, { ...told, from: start, to: end });
}

/** What was asked, as a letter quotes it. */
export function quoted(text: string): string {
  return text.length <= LONGEST_QUESTION ? text : `${text.slice(0, LONGEST_QUESTION).trimEnd()} […]`;
}

/** A code that a request is answered with: what it was used for, and what was stated for it in the review. */
export interface CodeUse extends Pick<CodeFact, 'code' | 'statute' | 'harm'> {
  /** How much it covers, in one sentence. */
  readonly extent: string;
}

/** Each code once, in the order of its name. */
export function codesUsed(rulings: Iterable<ItemRuling>, language: Language): readonly CodeUse[] {
  const uses = new Map<
    string,
    { places: number; partly: Set<string>; whole: number; grounds: ItemRuling['grounds'] }
  >();
  for (const { itemId, ruling, grounds } of rulings) {
    for (const ground of grounds) {
      const use = uses.get(ground.code) ?? { places: 0, partly: new Set(), whole: 0, grounds: [] };
      const places = ruling.redactions.filter(({ code }) => code === ground.code).length;
      if (places > 0) use.partly.add(itemId);
      uses.set(ground.code, {
        ...use,
        places: use.places + places,
        whole: use.whole + (ruling.codes.includes(ground.code) ? 1 : 0),
        grounds: [...use.grounds, ground],
      });
    }
  }
  const all = [...uses].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return all.map(([code, { places, partly, whole, grounds }]) => ({
    code,
    extent: [
      ...(places === 0 ? [] : [say(lettersSentences, 'code.covered', language, { places, items: partly.size })]),
      ...(whole === 0 ? [] : [say(lettersSentences, 'code.whole', language, { items: whole })]),
    ].join(' '),
    ...stated('statute', grounds),
    ...stated('harm', grounds),
  }));
}

/** All that was said for a code, each once. */
function stated(
  name: 'statute' | 'harm',
  grounds: ItemRuling['grounds'],
): { readonly statute?: string; readonly harm?: string } {
  const texts = grounds.flatMap((ground) => (ground[name] ?? '').split('; ')).filter((text) => text !== '');
  return texts.length === 0 ? {} : { [name]: [...new Set(texts)].join('; ') };
}
