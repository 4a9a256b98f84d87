import { type CommandCall, Refusal } from '../platform/index.js';

type Option = CommandCall['options'][string];

/** Reading what was typed: the same for every command about requests. */
export function textOf(option: Option): string | undefined {
  return typeof option === 'string' && option.trim() !== '' ? option.replaceAll('\0', '').trim() : undefined;
}

export function needed(option: Option, flag: string, what: string): string {
  const text = textOf(option);
  if (text !== undefined) return text;
  throw new Refusal('invalid-input', `${what} is missing. Give it with ${flag}.`);
}

export function oneOf<W extends string>(words: readonly W[], option: Option, flag: string): W {
  const text = textOf(option) ?? '';
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new Refusal('invalid-input', `${flag} does not know "${text}". It knows ${words.join(', ')}.`);
}

/** Only the members that were given. */
export function given<K extends string>(
  options: CommandCall['options'],
  names: readonly K[],
): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const name of names) {
    const text = textOf(options[name]);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

export function listOf(option: Option): readonly string[] {
  return typeof option === 'string' ? [option] : Array.isArray(option) ? option : [];
}

export function wholeOf(option: Option, flag: string): number | undefined {
  const text = textOf(option);
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Refusal('invalid-input', `${flag} takes a whole number, not "${text.slice(0, 40)}".`);
}
