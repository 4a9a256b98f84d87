import { fold } from './fold.rules.js';

/**
 * One place in a text. `word` is what stands there; `bare` are other names it is also found by: a tag, mention or
 * cashtag without its sign, the words inside an address, an emoji without its skin tone.
 */
export interface Token {
  readonly word: string;
  /** Counted from 1. Words inside an address have places of their own, so a phrase over them works. */
  readonly at: number;
  readonly bare: readonly { readonly word: string; readonly at: number }[];
}

const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const HOST = `(?:${LABEL}\\.){1,9}\\p{L}{2,24}(?![\\p{L}\\p{N}])`;
const TAIL = '(?::\\d{1,5})?(?:[/?#][^\\s<>"]*)?';
const PICTURE = '\\p{Extended_Pictographic}\\uFE0F?\\p{EMod}?';

// Order matters: a word that plainly ends first, for speed; then an address before a mention before a word. Whatever may
// fail after a long run is bounded, so that hostile text costs no more than linear time.
const PLACES = new RegExp(
  [
    `([\\p{L}\\p{N}\\p{M}_]+)(?=[,.:]?(?:\\s|$)|[;!?"'’)])`,
    `https?://([^\\s<>"]+)`,
    `([\\p{L}\\p{N}][\\p{L}\\p{N}._%+-]{0,63}@${HOST})`,
    `@([\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,63}(?:@${HOST})?)`,
    `(${HOST}${TAIL})`,
    `(#[\\p{L}\\p{N}\\p{M}_]{1,256}|\\$\\p{L}{1,6}(?![\\p{L}\\p{N}])|:\\p{L}[\\p{L}\\p{N}_]{1,63}:)`,
    `((?:\\p{RI}\\p{RI})|(?:[0-9#*]\\uFE0F?\\u20E3)|(?:${PICTURE}(?:\\u200D${PICTURE}){0,8}))`,
    `(\\d+(?:[.,]\\d+){1,9}(?![\\p{L}\\p{N}]))`,
    `([\\p{L}\\p{N}\\p{M}_\\u200C\\u200D]+)`,
  ].join('|'),
  'gu',
);
const WORD = /[\p{L}\p{N}\p{M}_]+/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Characters inside a word that are no part of it. */
export const JOINERS = /[\u200c\u200d]+/g;
const TRAILING = new Set(".,;:!?'’…)]}»”*/");
const SIGN = /[#$:]/g;
const TONES = /\p{EMod}|\uFE0F/gu;

/** A lexeme of PostgreSQL is at most 2,046 bytes; 512 UTF-16 units are never more than 1,536. */
const LONGEST = 512;

const STRETCH = new RegExp(`.{1,${LONGEST}}`, 'gsu');

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The one way text becomes words: for documents, queries, snippets and every check of them. `from` is the place before the first. */
export function tokens(text: string, from = 0): Token[] {
  const found: Token[] = [];
  let last = from;
  for (const match of fold(text).matchAll(PLACES)) {
    for (const one of read(match, last)) {
      found.push(one);
      last = lastPlace(one);
    }
  }
  return found;
}

/** The last place a token takes up: an address takes one for each word inside it. */
export function lastPlace({ at, bare }: Token): number {
  return Math.max(at, bare.at(-1)?.at ?? 0);
}

function read(match: RegExpExecArray, last: number): Token[] {
  const [, plain, url, mail, mention, host, signed, emoji, decimal, word] = match;
  const at = last + 1;
  const run = plain ?? word;
  if (run !== undefined) return wordsIn(run).map((piece, i) => token(piece, at + i));
  const address = url ?? mail ?? host;
  if (address !== undefined) return addressToken(withoutRim(address), at);
  if (mention !== undefined) return [mentionToken(withoutRim(mention), at)];
  if (emoji !== undefined) return [token(emoji.replaceAll('\uFE0F', ''), at, [emoji.replace(TONES, '')])];
  if (decimal !== undefined) return [token(decimal, at)];
  return signed === undefined ? [] : [token(signed, at, [signed.replaceAll(SIGN, '')])];
}

function token(word: string, at: number, names: readonly string[] = []): Token {
  const bare = names.filter((name) => name !== word).map((name) => ({ word: clip(name), at }));
  return { word: clip(word), at, bare };
}

function addressToken(address: string, at: number): Token[] {
  const inside = address.match(WORD) ?? [];
  if (inside.length === 0) return [];
  return [{ word: clip(address), at, bare: inside.map((word, i) => ({ word: clip(word), at: at + i })) }];
}

function mentionToken(mention: string, at: number): Token {
  const name = mention.split('@', 1)[0] ?? mention;
  return token(`@${mention}`, at, [`@${name}`, name]);
}

/** Without what a sentence puts around an address: stops and brackets after it, `www.` before it, a last slash. */
function withoutRim(address: string): string {
  let end = address.length;
  while (TRAILING.has(address.charAt(end - 1))) end -= 1;
  return address.slice(address.startsWith('www.') ? 4 : 0, end);
}

function wordsIn(run: string): readonly string[] {
  const word = run.replace(JOINERS, '');
  if (!UNSPACED.test(word)) return word === '' ? [] : [word];
  return stretches(word).flatMap((part) => Array.from(segmenter.segment(part), ({ segment }) => segment));
}

/** The segmenter's time grows with the square of what it is given. */
function stretches(run: string): readonly string[] {
  return run.length <= LONGEST ? [run] : (run.match(STRETCH) ?? []);
}

function clip(word: string): string {
  return word.length <= LONGEST ? word : word.slice(0, LONGEST).replace(/\p{Surrogate}$/u, '');
}
