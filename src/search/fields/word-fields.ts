import { factWord, quoteLexeme } from '../document.rules.js';
import { fold } from '../fold.rules.js';
import type { FieldValue } from '../query.types.js';
import type { SearchField } from '../search-field.js';

const HAS = {
  media: { en: 'it has a picture, video or sound', pl: 'zawiera obraz, film lub dźwięk' },
  alt: { en: 'it has a picture with a description', pl: 'zawiera obraz z opisem' },
  link: { en: 'it has a link', pl: 'zawiera odnośnik' },
  poll: { en: 'it has a poll', pl: 'zawiera ankietę' },
  warning: { en: 'it has a content warning', pl: 'zawiera ostrzeżenie o treści' },
} as const;

const LONGEST_NAME = 100;

/** A name, or its beginning with an asterisk; as it is spelled in documents. */
function nameOf(typed: string, sign: string, what: { en: string; pl: string }): FieldValue {
  const name = fold(typed).replaceAll('"', ' ').trim();
  const bare = name.startsWith(sign) ? name.slice(1) : name;
  const isName = bare.length > 0 && bare.length <= LONGEST_NAME && /^[^*\p{C}]+\*?$/u.test(bare);
  return isName && (!bare.endsWith('*') || bare.length > 2) ? { value: bare } : { expected: what };
}

function sought(value: string, wordOf: (name: string) => string): string {
  const prefix = value.endsWith('*');
  return `${quoteLexeme(wordOf(prefix ? value.slice(0, -1) : value))}${prefix ? ':*' : ''}`;
}

const author: SearchField = {
  name: 'author',
  example: 'author:@dana_k',
  help: {
    en: 'Who wrote it, or what it repeats: a handle with or without its server, a whole name in quotes, or a beginning*.',
    pl: 'Autor wpisu lub tego, co wpis powtarza: nazwa konta z serwerem lub bez, całe nazwisko w cudzysłowie albo początek*.',
  },
  read: (typed) =>
    nameOf(typed, '@', { en: 'a handle such as @dana_k, or a name', pl: 'nazwa konta, np. @dana_k, albo nazwisko' }),
  inWords: (value, language) => (language === 'pl' ? `autor „${value}”` : `written by “${value}”`),
  mean: (value) => ({ in: 'words', tsquery: sought(value, (name) => factWord('author', name)) }),
};

const mention: SearchField = {
  name: 'mention',
  example: 'mention:@newford',
  help: {
    en: 'Whom it addresses by handle, with or without the server, or a beginning*.',
    pl: 'Kogo wpis wymienia: nazwa konta z serwerem lub bez albo początek*.',
  },
  read: (typed) => nameOf(typed, '@', { en: 'a handle such as @newford', pl: 'nazwa konta, np. @newford' }),
  inWords: (value, language) => (language === 'pl' ? `wymienia „${value}”` : `mentions “${value}”`),
  mean: (value) => ({ in: 'words', tsquery: sought(value, (name) => factWord('mention', name)) }),
};

const hashtag: SearchField = {
  name: 'hashtag',
  example: 'hashtag:NewfordFlood',
  help: {
    en: 'A hashtag, with or without its sign, or a beginning*.',
    pl: 'Hasztag ze znakiem lub bez albo początek*.',
  },
  read: (typed) => {
    const found = nameOf(typed, '#', { en: 'a hashtag such as NewfordFlood', pl: 'hasztag, np. NewfordPowódź' });
    const isTag = 'value' in found && /^[\p{L}\p{N}\p{M}_]+\*?$/u.test(found.value);
    return isTag || 'expected' in found
      ? found
      : { expected: { en: 'a hashtag without spaces', pl: 'hasztag bez odstępów' } };
  },
  inWords: (value, language) => (language === 'pl' ? `hasztag „#${value}”` : `the hashtag “#${value}”`),
  mean: (value) => ({ in: 'words', tsquery: sought(value, (name) => `#${name}`) }),
};

const lang: SearchField = {
  name: 'lang',
  example: 'lang:pl',
  help: {
    en: 'The language its author or the platform states.',
    pl: 'Język podany przez autora lub platformę.',
  },
  read: (typed) =>
    /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(typed)
      ? { value: typed.toLowerCase() }
      : { expected: { en: 'a language such as pl or en-US', pl: 'język, np. pl albo en-US' } },
  inWords: (value, language) => (language === 'pl' ? `w języku „${value}”` : `in the language “${value}”`),
  mean: (value) => ({ in: 'words', tsquery: quoteLexeme(factWord('lang', value)) }),
};

const has: SearchField = {
  name: 'has',
  example: 'has:media',
  help: {
    en: `What it contains: ${Object.keys(HAS).join(', ')}.`,
    pl: `Co zawiera: ${Object.keys(HAS).join(', ')}.`,
  },
  read: (typed) => {
    const value = Object.keys(HAS).find((what) => what === typed.toLowerCase());
    const names = Object.keys(HAS).join(', ');
    return value === undefined ? { expected: { en: `one of ${names}`, pl: `jedno z: ${names}` } } : { value };
  },
  inWords: (value, language) => Object.entries(HAS).find(([what]) => what === value)?.[1][language] ?? value,
  mean: (value) => ({ in: 'words', tsquery: quoteLexeme(factWord('has', value)) }),
};

/** Fields that one look into the index of words answers. */
export const WORD_FIELDS: readonly SearchField[] = [author, mention, hashtag, lang, has];
