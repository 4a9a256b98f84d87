import { say } from '../../platform/sentences/sentences.js';
import type { Language, SentenceValues } from '../../platform/sentences/sentences.js';
import { type FactName, FACTS, type FactShape, type LetterFacts } from './letter-facts.types.js';
import { lettersSentences } from './letters.sentences.js';

/** Why something cannot be written, before it is put into words. */
export interface LetterFault {
  readonly key: keyof typeof lettersSentences;
  readonly fact: FactName | null;
  readonly values: SentenceValues;
}

const LONGEST = { name: 300, text: 10_000 } as const;
const MOST_ENTRIES = 1_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Controls, halves of characters and what would turn the order of the letter: shown, never obeyed. */
const UNSEEN = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu;

/** What each member of an entry holds at most; those with `?` may be left out. */
const MEMBERS = {
  codes: { code: 'name', why: 'text', 'statute?': 'text', 'harm?': 'text', 'citation?': 'name', 'title?': 'name' },
  people: { name: 'name', title: 'name' },
  hashes: { path: 'text', sha256: 'name' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, keyof typeof LONGEST>>>>;

export interface ReadFacts {
  readonly facts: LetterFacts;
  readonly faults: readonly LetterFault[];
}

/** Facts as they may stand in a letter: of their shape, bounded, and with nothing unseen in them. */
export function readFacts(given: unknown): ReadFacts {
  if (!isObject(given)) return { facts: {}, faults: [{ key: 'facts.not-json', fact: null, values: {} }] };
  const faults: LetterFault[] = [];
  const facts: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!isFact(name)) {
      faults.push({ key: 'fact.unknown', fact: null, values: { name: shown(name.slice(0, 60)) } });
      continue;
    }
    const fault = faultOf(name, FACTS[name].shape, value);
    if (fault) faults.push(fault);
    else facts[name] = cleaned(value, FACTS[name].shape === 'text');
  }
  return { facts, faults };
}

export function isFact(name: string): name is FactName {
  return Object.hasOwn(FACTS, name);
}

export function missing(name: FactName): LetterFault {
  return { key: 'fact.missing', fact: name, values: { name } };
}

export function letterFaultInWords({ key, fact, values }: LetterFault, language: Language): string {
  if (fact === null) return say(lettersSentences, key, language, values);
  const { label, shape } = FACTS[fact];
  const words = { label: label[language], shape: say(lettersSentences, `shape.${shape}`, language) };
  return say(lettersSentences, key, language, { ...values, ...words });
}

function faultOf(name: FactName, shape: FactShape, value: unknown): LetterFault | null {
  const wrong: LetterFault = { key: 'fact.shape', fact: name, values: { name } };
  if (shape === 'count' || shape === 'day') return (shape === 'count' ? isCount : isDay)(value) ? null : wrong;
  if (shape === 'name' || shape === 'text') return faultOfText(name, shape, value);
  return Array.isArray(value) ? faultOfList(name, shape, value) : wrong;
}

function faultOfList(
  name: FactName,
  shape: 'lines' | keyof typeof MEMBERS,
  entries: readonly unknown[],
): LetterFault | null {
  const { length } = entries;
  if (length > MOST_ENTRIES) return { key: 'fact.many', fact: name, values: { name, length, longest: MOST_ENTRIES } };
  for (const entry of entries) {
    const fault = shape === 'lines' ? faultOfText(name, 'text', entry) : faultOfEntry(name, MEMBERS[shape], entry);
    if (fault) return fault;
  }
  return null;
}

function faultOfEntry(
  name: FactName,
  members: Readonly<Record<string, keyof typeof LONGEST>>,
  entry: unknown,
): LetterFault | null {
  const wrong: LetterFault = { key: 'fact.shape', fact: name, values: { name } };
  if (!isObject(entry)) return wrong;
  const known = Object.keys(members).map((key) => key.replace('?', ''));
  if (Object.keys(entry).some((key) => !known.includes(key))) return wrong;
  for (const [key, shape] of Object.entries(members)) {
    const value = entry[key.replace('?', '')];
    if (value === undefined && key.endsWith('?')) continue;
    const fault = faultOfText(name, shape, value);
    if (fault) return fault;
  }
  return null;
}

function faultOfText(name: FactName, shape: keyof typeof LONGEST, value: unknown): LetterFault | null {
  if (typeof value !== 'string') return { key: 'fact.shape', fact: name, values: { name } };
  const longest = LONGEST[shape];
  if (value.length > longest) return { key: 'fact.long', fact: name, values: { name, length: value.length, longest } };
  if (value.trim() === '') return missing(name);
  return null;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cleaned(value: unknown, keepsLines: boolean): unknown {
  if (typeof value === 'string') {
    const flat = value.replaceAll('\r\n', '\n').replaceAll('\t', ' ');
    return keepsLines ? flat.split('\n').map(shown).join('\n').trim() : shown(flat.replaceAll('\n', ' ')).trim();
  }
  if (Array.isArray(value)) return value.map((entry) => cleaned(entry, false));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cleaned(member, false)]));
}

function shown(text: string): string {
  return text.replaceAll(
    UNSEEN,
    (unseen) => `U+${(unseen.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
