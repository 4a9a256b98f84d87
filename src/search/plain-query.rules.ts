import { quoteLexeme } from './document.rules.js';
import { type Token, tokens } from './tokens.rules.js';

/** Words that stand one after the other, `step` places after the one before; the last may be only a word's beginning. */
export interface Phrase {
  readonly words: readonly { readonly word: string; readonly step: number }[];
  readonly prefix: boolean;
}

/** All phrases must stand in one version. */
export type PlainQuery = readonly Phrase[];

export type Parsed = { readonly query: PlainQuery } | { readonly fault: string };

const LONGEST = 2_000;
const MOST_PHRASES = 64;
const SHORTEST_BEGINNING = 2;

/** `flood warning "Mill Street" evacu*`: every word, every phrase in its order, every word that begins so. */
export function parsePlainQuery(text: string): Parsed {
  const fault = faultOfText(text);
  if (fault !== null) return { fault };
  const query: Phrase[] = [];
  for (const [i, part] of text.split('"').entries()) {
    for (const piece of i % 2 === 1 ? [part] : part.split(/\s+/u)) {
      const prefix = piece.endsWith('*');
      const phrase = phraseOf(prefix ? piece.slice(0, -1) : piece, prefix);
      if (prefix && !isLongEnough(phrase)) return { fault: LONE_ASTERISK };
      if (phrase) query.push(phrase);
    }
  }
  return faultOfQuery(query, text);
}

const LONE_ASTERISK = `An asterisk stands for the rest of a word. Put it after at least ${SHORTEST_BEGINNING} letters, as in flood*.`;

function faultOfText(text: string): string | null {
  if (text.length > LONGEST) return `The search is longer than ${LONGEST} characters. Use fewer words.`;
  if (text.includes('\0')) return 'The search holds a character that is no text. Type it again.';
  const isOpen = text.split('"').length % 2 === 0;
  return isOpen ? 'A quotation mark is opened and not closed. Close it, or leave it out.' : null;
}

function faultOfQuery(query: PlainQuery, text: string): Parsed {
  if (query.length > MOST_PHRASES) return { fault: `The search has more than ${MOST_PHRASES} words. Use fewer.` };
  if (query.length === 0 && text.trim() !== '') return { fault: 'There is no word in the search. Type at least one.' };
  return { query };
}

function isLongEnough(phrase: Phrase | null): boolean {
  return (phrase?.words.at(-1)?.word.length ?? 0) >= SHORTEST_BEGINNING;
}

function phraseOf(text: string, prefix: boolean): Phrase | null {
  const found = tokens(text);
  if (found.length === 0) return null;
  return { words: found.map(({ word, at }, i) => ({ word, step: at - (found[i - 1]?.at ?? at) })), prefix };
}

/** As a tsquery literal. */
export function tsqueryLiteral(query: PlainQuery): string {
  return query.map((phrase) => `(${phraseLiteral(phrase)})`).join(' & ');
}

function phraseLiteral({ words, prefix }: Phrase): string {
  return words
    .map(({ word, step }, i) => {
      const lexeme = `${quoteLexeme(word)}${prefix && i === words.length - 1 ? ':*' : ''}`;
      return i === 0 ? lexeme : `<${step}> ${lexeme}`;
    })
    .join(' ');
}

/** In plain words, to be shown beside the result: what was really looked for. */
export function canonicalText(query: PlainQuery): string {
  return query
    .map(({ words, prefix }) => {
      const text = `${words.map(({ word }) => word).join(' ')}${prefix ? '*' : ''}`;
      return words.length > 1 ? `"${text}"` : text;
    })
    .join(' ');
}

/** Looks for a person by handle or address. */
export function namesPerson(query: PlainQuery): boolean {
  return query.some(({ words }) => words.some(({ word }) => /^@.|^[^/]+@[^/]+$/u.test(word)));
}

/** The same by walking the words of a document, without an index: what the index must agree with. */
export function matches(query: PlainQuery, document: readonly Token[]): boolean {
  const places = document.flatMap(({ word, at, bare }) => [{ word, at }, ...bare]);
  return query.every(({ words, prefix }) => {
    const placesOf = (word: string, isLast: boolean): number[] =>
      places
        .filter((place) => (prefix && isLast ? place.word.startsWith(word) : place.word === word))
        .map(({ at }) => at);
    const ends = words.reduce<readonly number[] | null>((before, { word, step }, i) => {
      const here = placesOf(word, i === words.length - 1);
      return before === null ? here : here.filter((at) => before.includes(at - step));
    }, null);
    return ends !== null && ends.length > 0;
  });
}
