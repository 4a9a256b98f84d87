import { fault, type Stretch } from './query-fault.rules.js';
import type { Phrase } from './query.types.js';
import { tokens } from './tokens.rules.js';

/** A piece of a query with the place where it stands. */
export type Lexeme = Stretch &
  (
    | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' }
    | { readonly kind: 'near'; readonly within: number }
    | { readonly kind: 'words'; readonly phrase: Phrase }
    | { readonly kind: 'field'; readonly name: string; readonly typed: string }
  );

export const FARTHEST = 50;
const SHORTEST_BEGINNING = 2;

const QUOTES = '"“”„';
const SPACE = /\s*/uy;
const BARE = new RegExp(`[^\\s()${QUOTES}]+`, 'uy');
const QUOTED = new RegExp(`[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]`, 'uy');
const FIELD = /([a-z][a-z-]*):(?!\/\/)/iy;
const NEAR = /^NEAR(?:\/(\d*))?$/;
const WORDS_BETWEEN = { AND: 'and', OR: 'or', NOT: 'not' } as const;

/** The pieces of a query; what holds no word (a dash, a smile) is left out. */
export function lexemes(text: string): Lexeme[] {
  const found: Lexeme[] = [];
  for (let at = after(SPACE, text, 0); at < text.length; at = after(SPACE, text, at)) {
    const lexeme = next(text, at);
    if (lexeme.kind !== 'words' || lexeme.phrase.words.length > 0) found.push(lexeme);
    at += lexeme.length;
  }
  return found;
}

function next(text: string, at: number): Lexeme {
  const character = text.charAt(at);
  if (character === '(') return { kind: 'open', at, length: 1 };
  if (character === ')') return { kind: 'close', at, length: 1 };
  if (QUOTES.includes(character)) {
    const { inside, length } = quoted(text, at);
    return { kind: 'words', at, length, phrase: phraseOf(inside, { at, length }) };
  }
  return field(text, at) ?? bare(text, at);
}

function field(text: string, at: number): Lexeme | null {
  const name = match(FIELD, text, at)?.[1];
  if (name === undefined) return null;
  const from = at + name.length + 1;
  const isQuoted = from < text.length && QUOTES.includes(text.charAt(from));
  const value = isQuoted
    ? quoted(text, from)
    : { inside: match(BARE, text, from)?.[0] ?? '', length: match(BARE, text, from)?.[0].length ?? 0 };
  return {
    kind: 'field',
    at,
    length: name.length + 1 + value.length,
    name: name.toLowerCase(),
    typed: value.inside.trim(),
  };
}

function bare(text: string, at: number): Lexeme {
  const piece = match(BARE, text, at)?.[0] ?? text.charAt(at);
  const stretch = { at, length: piece.length };
  const between = Object.entries(WORDS_BETWEEN).find(([word]) => word === piece)?.[1];
  if (between !== undefined) return { kind: between, ...stretch };
  const near = NEAR.exec(piece);
  if (near) return { kind: 'near', within: distance(near[1] ?? '', stretch), ...stretch };
  const star = piece.search(/\*(?!\uFE0F?\u20E3)/u);
  if (star !== -1 && star < piece.length - 1) throw fault('fault.asterisk', { at: at + star, length: 1 });
  return { kind: 'words', ...stretch, phrase: phraseOf(piece, stretch) };
}

function distance(digits: string, stretch: Stretch): number {
  const within = /^\d{1,2}$/.test(digits) ? Number(digits) : 0;
  if (within >= 1 && within <= FARTHEST) return within;
  throw fault('fault.near-distance', stretch);
}

function quoted(text: string, at: number): { readonly inside: string; readonly length: number } {
  const found = match(QUOTED, text, at);
  if (!found) throw fault('fault.quote-open', { at, length: 1 });
  return { inside: found[1] ?? '', length: found[0].length };
}

function phraseOf(typed: string, stretch: Stretch): Phrase {
  const prefix = /\*\s*$/u.test(typed);
  const inside = prefix ? typed.replace(/\*+\s*$/u, '') : typed;
  const phrase = makePhrase(inside, prefix);
  if (prefix && (phrase.words.at(-1)?.word.length ?? 0) < SHORTEST_BEGINNING) throw fault('fault.asterisk', stretch);
  return phrase;
}

function makePhrase(typed: string, prefix: boolean): Phrase {
  const found = tokens(typed);
  const words = found.map(({ word, at }, i) => ({ word, step: at - (found[i - 1]?.at ?? at) }));
  const joined = words.map(({ word }) => word).join(' ');
  const again = tokens(joined);
  const isSame = again.length === found.length && again.every(({ word, at }, i) => sameAs(found[i], word, at));
  // Some words are words only where they stand (a script without spaces, an address without a dot): then as typed.
  return { words, prefix, text: isSame ? joined : typed.replaceAll(new RegExp(`[\\s${QUOTES}]+`, 'gu'), ' ').trim() };
}

function sameAs(token: { readonly word: string; readonly at: number } | undefined, word: string, at: number): boolean {
  return token?.word === word && token.at === at;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function after(pattern: RegExp, text: string, at: number): number {
  return at + (match(pattern, text, at)?.[0].length ?? 0);
}
