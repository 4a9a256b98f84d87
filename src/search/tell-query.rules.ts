import { type Language, say } from '../platform/sentences/sentences.js';
import type { FieldReaders, Phrase, Query } from './query.types.js';
import { querySentences } from './query.sentences.js';
import { tokens } from './tokens.rules.js';

/** The one spelling of a query: reading it gives the same query again. */
export function canonicalText(query: Query): string {
  switch (query.op) {
    case 'everything':
      return '';
    case 'and':
      return query.parts.map((part) => bracketed(part, ['or'])).join(' AND ');
    case 'or':
      return query.parts.map((part) => canonicalText(part)).join(' OR ');
    case 'not':
      return `NOT ${bracketed(query.part, ['and', 'or'])}`;
    case 'words':
      return phraseText(query.phrase);
    case 'near':
      return `${sideText(query.left)} NEAR/${query.within} ${sideText(query.right)}`;
    case 'field':
    default:
      return `${query.name}:${/[\s()"“”„]/u.test(query.value) ? `"${query.value}"` : query.value}`;
  }
}

function bracketed(query: Query, within: readonly Query['op'][]): string {
  const text = canonicalText(query);
  return within.includes(query.op) ? `(${text})` : text;
}

function sideText(phrases: readonly Phrase[]): string {
  const texts = phrases.map(phraseText);
  return texts.length === 1 ? texts.join('') : `(${texts.join(' OR ')})`;
}

function phraseText({ text, words, prefix }: Phrase): string {
  const star = prefix ? '*' : '';
  const isPlain = words.length === 1 && !/[\s():*]/u.test(text);
  return isPlain ? `${text}${star}` : `"${text}${star}"`;
}

/** The query in plain words, as it is carried out. */
export function queryInWords(query: Query, fields: FieldReaders, language: Language): string {
  const tell = (part: Query, inBrackets: readonly Query['op'][]): string => {
    const told = queryInWords(part, fields, language);
    return inBrackets.includes(part.op) ? `(${told})` : told;
  };
  switch (query.op) {
    case 'everything':
      return say(querySentences, 'everything', language);
    case 'and':
      return query.parts.map((part) => tell(part, ['or'])).join(say(querySentences, 'and', language));
    case 'or':
      return query.parts.map((part) => tell(part, ['and'])).join(say(querySentences, 'or', language));
    case 'not':
      return say(querySentences, 'not', language, { part: tell(query.part, ['and', 'or']) });
    case 'words':
      return phraseInWords(query.phrase, language);
    case 'near':
      return say(querySentences, 'near', language, {
        within: query.within,
        left: sideInWords(query.left, language),
        right: sideInWords(query.right, language),
      });
    case 'field':
    default:
      return fields.get(query.name)?.inWords(query.value, language) ?? canonicalText(query);
  }
}

function sideInWords(phrases: readonly Phrase[], language: Language): string {
  const told = phrases.map((phrase) => phraseInWords(phrase, language)).join(say(querySentences, 'or', language));
  return phrases.length === 1 ? told : `(${told})`;
}

function phraseInWords({ text, words, prefix }: Phrase, language: Language): string {
  const isPhrase = words.length > 1;
  if (prefix) return say(querySentences, isPhrase ? 'phrase-beginning' : 'beginning', language, { text });
  return say(querySentences, isPhrase ? 'phrase' : 'word', language, { text });
}

/** Every word and phrase whose standing in a text makes it found, for marking: what stands under NOT is none of them. */
export function soughtPhrases(query: Query): readonly Phrase[] {
  switch (query.op) {
    case 'and':
    case 'or':
      return query.parts.flatMap(soughtPhrases);
    case 'words':
      return [query.phrase];
    case 'near':
      return [...query.left, ...query.right];
    case 'field':
      return query.name === 'hashtag' ? [tagPhrase(query.value)] : [];
    case 'everything':
    case 'not':
    default:
      return [];
  }
}

function tagPhrase(value: string): Phrase {
  const prefix = value.endsWith('*');
  const text = `#${prefix ? value.slice(0, -1) : value}`;
  return { words: tokens(text).map(({ word }) => ({ word, step: 0 })), prefix, text };
}

/** Looks for a person by handle or address. */
export function namesPerson(query: Query): boolean {
  switch (query.op) {
    case 'and':
    case 'or':
      return query.parts.some(namesPerson);
    case 'not':
      return namesPerson(query.part);
    case 'field':
      return query.name === 'author' || query.name === 'mention';
    case 'words':
      return phraseNamesPerson(query.phrase);
    case 'near':
      return [...query.left, ...query.right].some(phraseNamesPerson);
    case 'everything':
    default:
      return false;
  }
}

function phraseNamesPerson({ words }: Phrase): boolean {
  return words.some(({ word }) => /^@.|^[^/]+@[^/]+$/u.test(word));
}
