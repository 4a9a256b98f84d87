import { calendarDate, fullTime, type Language, say } from '../../platform/index.js';
import { detailsInWords } from './erasure-in-words.js';
import { erasureSentences } from './erasure.sentences.js';
import type { Decided, ErasureGround, ErasureSaid } from './erasure.types.js';

/** One item as a letter speaks of it: nothing of what it says. */
export interface ToldErasure {
  readonly kind: string;
  /** When it was posted; of what is destroyed, when it was first recorded. */
  readonly at: Date;
  readonly decision: Decided;
  readonly said: ErasureSaid;
  readonly state: 'kept' | 'listed' | 'destroyed';
}

/** Lines of the letter. Items with the same reasons share one. */
export interface ToldErasures {
  readonly restrictedDetails: readonly string[];
  readonly keptItems: readonly string[];
  readonly restrictedItems: readonly string[];
  readonly erasedItems: readonly string[];
}

interface Reading {
  readonly zone: string;
  readonly language: Language;
}

export function toldErasures(items: readonly ToldErasure[], reading: Reading): ToldErasures {
  const of = (decision: Decided): ToldErasure[] => items.filter((item) => item.decision === decision);
  const partly = items.filter(({ said }) => said.restricts === 'places');
  const reasoned = (some: readonly ToldErasure[]): string[] =>
    grouped(some, ({ said }) => JSON.stringify([said.grounds, said.why])).map((group) => reasonLine(group, reading));
  return {
    restrictedDetails: grouped(partly, ({ said }) => said.kinds.join()).map((group) => detailsLine(group, reading)),
    keptItems: reasoned(of('refuse')),
    restrictedItems: reasoned(of('restrict')),
    erasedItems: grouped(of('erase'), () => '').map((group) => itemsInWords(group, reading)),
  };
}

type Group = readonly [ToldErasure, ...ToldErasure[]];

function grouped(items: readonly ToldErasure[], keyOf: (item: ToldErasure) => string): Group[] {
  const groups = new Map<string, [ToldErasure, ...ToldErasure[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

function itemsInWords(group: Group, { zone, language }: Reading): string {
  const [first] = group;
  const gone = first.state === 'destroyed';
  const last = group.at(-1) ?? first;
  if (group.length === 1) {
    const kind = kindInWords(first.kind, language);
    const at = fullTime(first.at.toISOString(), zone, language);
    return say(erasureSentences, gone ? 'item.gone' : 'item.one', language, { kind, at });
  }
  const day = ({ at }: ToldErasure): string => calendarDate(at.toISOString(), zone, language);
  const values = { items: group.length, from: day(first), to: day(last) };
  return say(erasureSentences, gone ? 'item.more-gone' : 'item.more', language, values);
}

function detailsLine(group: Group, reading: Reading): string {
  const { kinds } = group[0].said;
  const item = itemsInWords(group, reading);
  if (kinds.length === 0) return say(erasureSentences, 'told.places', reading.language, { item });
  return say(erasureSentences, 'told.details', reading.language, {
    kinds: detailsInWords(kinds, reading.language),
    item,
  });
}

function reasonLine(group: Group, reading: Reading): string {
  const { language } = reading;
  const { grounds, why } = group[0].said;
  return say(erasureSentences, 'told.line', language, {
    item: itemsInWords(group, reading),
    grounds: grounds.map((ground) => groundInWords(ground, language)).join('; '),
    why: why ?? '',
  }).trim();
}

function groundInWords({ article: letter, duty, until }: ErasureGround, language: Language): string {
  const article = say(erasureSentences, `article.${letter}`, language);
  if (letter !== 'b') return say(erasureSentences, 'told.other', language, { article, duty: duty ?? 'none' });
  if (until === null) return say(erasureSentences, 'told.endless', language, { article, duty: duty ?? '' });
  const day = calendarDate(`${until}T12:00:00Z`, 'UTC', language);
  return say(erasureSentences, 'told.duty', language, { article, duty: duty ?? '', until: day });
}

function kindInWords(kind: string, language: Language): string {
  const key = `kind.${kind}`;
  return isKey(key) ? say(erasureSentences, key, language) : kind;
}

function isKey(key: string): key is keyof typeof erasureSentences {
  return Object.hasOwn(erasureSentences, key);
}
