import { Refusal } from '../http/problems.js';
import { readTime } from '../read-times.js';
import type { CommandCall } from './command.types.js';

type Option = CommandCall['options'][string];

/** What stands behind a flag that takes one value; null where it was not given, or nothing was. */
export function textOf(option: Option): string | null {
  return typeof option === 'string' && option !== '' ? option : null;
}

/** What stands behind a flag that takes several values. */
export function listOf(option: Option): readonly string[] {
  return typeof option === 'string' ? [option] : Array.isArray(option) ? option : [];
}

/** `what` names in the refusal what the words are, e.g. "character of an account". @throws {Refusal} 'invalid-input' */
export function oneOf<W extends string>(words: readonly W[], word: string, what: string): W {
  const found = words.find((candidate) => candidate === word);
  if (found !== undefined) return found;
  throw new Refusal('invalid-input', `"${word}" is no ${what}. Give one of: ${words.join(', ')}.`);
}

/** Null where the flag was not given. @throws {Refusal} where it is not RFC 3339 */
export function timeOf(option: Option): Date | null {
  const text = textOf(option);
  return text === null ? null : readTime(text);
}
