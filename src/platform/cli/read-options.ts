import { Refusal } from '../http/problems.js';
import { readTime } from '../read-times.js';
import type { CommandCall } from './command.types.js';

type Option = CommandCall['options'][string];

/** What stands behind a flag that takes one value; null where it was not given, or nothing but blanks was. */
export function textOf(option: Option): string | null {
  const text = typeof option === 'string' ? option.replaceAll('\0', '').trim() : '';
  return text === '' ? null : text;
}

/** What stands behind a flag that takes several values. */
export function listOf(option: Option): readonly string[] {
  return typeof option === 'string' ? [option] : Array.isArray(option) ? option : [];
}

/** `what` begins the refusal, e.g. "The name of the requester". @throws {Refusal} where nothing was given */
export function needed(option: Option, flag: string, what: string): string {
  const text = textOf(option);
  if (text !== null) return text;
  throw new Refusal('invalid-input', `${what} is missing. Give it with ${flag}.`);
}

/** Of these flags, those that were given. */
export function given<K extends string>(
  options: CommandCall['options'],
  names: readonly K[],
): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const name of names) {
    const text = textOf(options[name]);
    if (text !== null) found[name] = text;
  }
  return found;
}

/** `what` names in the refusal what the words are, e.g. "character of an account". @throws {Refusal} 'invalid-input' */
export function oneOf<W extends string>(words: readonly W[], word: string | null, what: string): W {
  const found = words.find((candidate) => candidate === word);
  if (found !== undefined) return found;
  const wrong = word === null ? `A ${what} is missing.` : `"${word}" is no ${what}.`;
  throw new Refusal('invalid-input', `${wrong} Give one of: ${words.join(', ')}.`);
}

/** Null where the flag was not given. @throws {Refusal} where it is no whole number */
export function wholeOf(option: Option, flag: string): number | null {
  const text = textOf(option);
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Refusal('invalid-input', `${flag} takes a whole number, not "${text.slice(0, 40)}".`);
}

/** Null where the flag was not given. @throws {Refusal} where it is not RFC 3339 */
export function timeOf(option: Option): Date | null {
  const text = textOf(option);
  return text === null ? null : readTime(text);
}
