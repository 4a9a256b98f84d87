import { hash } from 'node:crypto';
import type { Withheld, WithheldText } from './leak-test.types.js';
import { squeezedText, wordsOf } from './squeeze.rules.js';

/** Letters and digits that say enough by themselves; fewer where a digit is among them. */
export const SAYS_ENOUGH = 12;
export const SAYS_ENOUGH_WITH_DIGIT = 6;
/** From here on, it is also sought inside longer words. */
export const INSIDE_WORDS = 10;
/** Fewer bytes than this turn up by chance. */
const FEWEST_BYTES = 6;
const SAMPLE = 48;

export interface TextNeedle {
  /** Which of the withheld things. */
  readonly of: number;
  readonly squeezed: string;
  /** Else only where it begins and ends with a word. */
  readonly insideWords: boolean;
}

export interface BytesNeedle {
  readonly of: number;
  readonly bytes: Buffer;
}

export interface Needles {
  readonly texts: readonly TextNeedle[];
  readonly bytes: readonly BytesNeedle[];
}

export async function needlesOf(withheld: readonly Withheld[]): Promise<Needles> {
  const texts: TextNeedle[] = [];
  const bytes: BytesNeedle[] = [];
  for (const [of, one] of withheld.entries()) {
    const found = one.kind === 'picture' ? pictureNeedles(await one.open()) : textNeedles(one);
    texts.push(...found.texts.filter(({ squeezed }) => squeezed !== '').map((needle) => ({ ...needle, of })));
    bytes.push(...found.bytes.filter((form) => form.length >= FEWEST_BYTES).map((form) => ({ of, bytes: form })));
  }
  return { texts, bytes };
}

interface Forms {
  readonly texts: readonly Omit<TextNeedle, 'of'>[];
  readonly bytes: readonly Buffer[];
}

/**
 * Whether a withheld text is sought everywhere, or only beside the words it stood between. A single plain word, or fewer
 * letters than say enough, would be found in half the bundle by chance: it leaks where a neighbour stands with it.
 */
export function isSoughtEverywhere({ kind, value, before, after }: WithheldText): boolean {
  const squeezed = squeezedText(value);
  if (!['text', 'name', 'address'].includes(kind) || (before === null && after === null)) return true;
  if (/\p{N}/u.test(squeezed)) return squeezed.length >= SAYS_ENOUGH_WITH_DIGIT;
  return squeezed.length >= SAYS_ENOUGH && wordsOf(value).length > 1;
}

function textNeedles(one: WithheldText): Forms {
  const squeezed = squeezedText(one.value);
  if (squeezed === '') return { texts: [], bytes: [Buffer.from(one.value), ...encodings(one.value)] };
  if (!isSoughtEverywhere(one)) return { texts: besideNeighbours(one, squeezed), bytes: [] };
  const digest = one.kind === 'digest' && /^([0-9a-f]{2})+$/i.test(one.value) ? digestForms(one.value) : [];
  return {
    texts: [{ squeezed, insideWords: squeezed.length >= INSIDE_WORDS }],
    bytes: [...digest, ...encodings(one.value)],
  };
}

function besideNeighbours({ before, after }: WithheldText, squeezed: string): Omit<TextNeedle, 'of'>[] {
  const [left, right] = [wordsOf(before ?? '').at(-1), wordsOf(after ?? '').at(0)];
  return [
    ...(left === undefined ? [] : [{ squeezed: left + squeezed, insideWords: false }]),
    ...(right === undefined ? [] : [{ squeezed: squeezed + right, insideWords: false }]),
  ];
}

/** Forms that a reader of UTF-8 text does not see through: UTF-16 either way round, base64 at each offset, hex. */
function encodings(value: string): Buffer[] {
  const utf8 = Buffer.from(value);
  const little = Buffer.from(value, 'utf16le');
  const hex = utf8.length >= FEWEST_BYTES ? [utf8.toString('hex'), utf8.toString('hex').toUpperCase()] : [];
  return [little, Buffer.from(little).swap16(), ...base64Cores(utf8), ...hex.map((text) => Buffer.from(text))];
}

/** What base64 makes of the bytes wherever they stand in it, without the signs that others have a part in. */
function base64Cores(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor(((offset + bytes.length) * 8) / 6);
    return Buffer.from(text.slice(from, to));
  });
}

function digestForms(hex: string): Buffer[] {
  const raw = Buffer.from(hex, 'hex');
  return [raw, Buffer.from(raw.toString('base64').replace(/=+$/, '')), Buffer.from(raw.toString('base64url'))];
}

/** The file itself, by a stretch from its middle, and whatever names it by its digest. */
function pictureNeedles(bytes: Buffer): Forms {
  const middle = Math.max(0, Math.floor((bytes.length - SAMPLE) / 2));
  const digests = ['sha256', 'sha1', 'md5'].map((algorithm) => hash(algorithm, bytes));
  return {
    texts: digests.map((hex) => ({ squeezed: hex, insideWords: true })),
    bytes: [Buffer.from(bytes.subarray(middle, middle + SAMPLE)), ...digests.flatMap(digestForms)],
  };
}
