import { fold } from './fold.rules.js';
import { lastPlace, type Token, tokens } from './tokens.rules.js';

/** What of an item is searched. An `ItemBody` is one. */
export interface Searched {
  readonly text: string;
  readonly contentWarning: string | null;
  readonly title: string | null;
  readonly lang: string | null;
  readonly tags: readonly string[];
  readonly mentions: readonly string[];
  readonly author: { readonly handle: string; readonly displayName: string } | null;
  readonly media: readonly { readonly alt: string }[];
  readonly links: readonly { readonly url: string; readonly title: string | null }[];
  readonly poll: { readonly options: readonly { readonly title: string }[] } | null;
  readonly profile: {
    readonly handle: string;
    readonly displayName: string;
    readonly bio: string;
    readonly fields: readonly { readonly name: string; readonly value: string }[];
  } | null;
}

/** Places left empty between two fields, so that no phrase and no nearness reaches across. */
const BETWEEN_FIELDS = 64;
/** Limits of PostgreSQL's tsvector. */
const LAST_PLACE = 16_383;
const PLACES_PER_WORD = 256;
const MOST_BYTES = 1_000_000;
/** Stands in the document of an item too long to be indexed whole. */
export const CUT_SHORT = ' cut short';
/** The place of a fact: none. */
const NOWHERE = 0;
const LONGEST_FACT = 200;
const NO_BARE: Token['bare'] = [];

/** A part of an item by which it is searched, in the order of the document. */
export interface SearchedField {
  readonly name: 'title' | 'warning' | 'text' | 'poll' | 'alt' | 'link' | 'tag' | 'author' | 'profile';
  readonly text: string;
}

/**
 * Every word of an item, each field after the other; then, at no place, the facts that fields of a query ask for. A fact
 * begins with a space, which no word of a text does: no text can bring one about, and no beginning of a word meets one.
 */
export function documentTokens(item: Searched): Token[] {
  const found: Token[] = [];
  let last = 0;
  for (const { text } of searchedFields(item)) {
    const part = tokens(text, last);
    for (const token of part) found.push(token);
    const end = part.at(-1);
    last = (end ? lastPlace(end) : last) + BETWEEN_FIELDS;
  }
  for (const word of factsOf(item)) found.push({ word, at: NOWHERE, bare: NO_BARE });
  return found;
}

/** How a field of a query finds its fact: `lang`, `pl`. */
export function factWord(name: 'author' | 'mention' | 'lang' | 'has', value: string): string {
  return ` ${name}:${fold(value).slice(0, LONGEST_FACT)}`;
}

function factsOf(item: Searched): ReadonlySet<string> {
  const { author, mentions, lang } = item;
  const facts = new Set<string>();
  for (const name of author ? [...namesOf(author.handle), author.displayName] : []) facts.add(factWord('author', name));
  for (const handle of mentions) for (const name of namesOf(handle)) facts.add(factWord('mention', name));
  for (const name of lang ? [lang, lang.split('-', 1)[0] ?? lang] : []) facts.add(factWord('lang', name));
  for (const what of contentsOf(item)) facts.add(factWord('has', what));
  return facts;
}

function contentsOf({ media, links, poll, contentWarning }: Searched): string[] {
  return [
    ...(media.length > 0 ? ['media'] : []),
    ...(media.some(({ alt }) => alt !== '') ? ['alt'] : []),
    ...(links.length > 0 ? ['link'] : []),
    ...(poll ? ['poll'] : []),
    ...(contentWarning ? ['warning'] : []),
  ];
}

/** `@dana@social.example` is also called `dana`. */
export function namesOf(handle: string): readonly string[] {
  const whole = handle.replace(/^@/, '');
  const name = whole.split('@', 1)[0] ?? whole;
  return name === whole || name === '' ? [whole] : [whole, name];
}

export function searchedFields(item: Searched): readonly SearchedField[] {
  const { author } = item;
  const fields: SearchedField[] = [];
  const put = (name: SearchedField['name'], text: string | null): void => {
    if (text !== null && text !== '') fields.push({ name, text });
  };
  put('title', item.title);
  put('warning', item.contentWarning);
  put('text', item.text);
  for (const { title } of item.poll ? item.poll.options : []) put('poll', title);
  for (const { alt } of item.media) put('alt', alt);
  for (const { url, title } of item.links) {
    put('link', title);
    put('link', url);
  }
  for (const name of author ? [mention(author.handle), author.displayName] : []) put('author', name);
  for (const text of profileTexts(item)) put('profile', text);
  for (const tag of item.tags) if (!item.text.includes(`#${tag}`)) put('tag', tagOf(tag));
  return fields;
}

function profileTexts({ profile }: Searched): readonly string[] {
  if (!profile) return [];
  const { handle, displayName, bio, fields } = profile;
  return [mention(handle), displayName, bio, ...fields.flatMap(({ name, value }) => [name, value])];
}

/** A category of a feed may hold what no hashtag does. */
function tagOf(tag: string): string {
  return `#${tag.replaceAll(/[^\p{L}\p{N}\p{M}_]/gu, '_')}`;
}

function mention(handle: string): string {
  return handle === '' || handle.startsWith('@') || handle.includes('://') ? handle : `@${handle}`;
}

/**
 * The words as a tsvector literal with places: no text configuration of PostgreSQL is involved, and no length of text
 * makes it throw. What passes the limits of a tsvector is left out and the document marked `CUT_SHORT`.
 */
export function tsvectorLiteral(words: readonly Token[]): string {
  const places = new Map<string, number[]>();
  let bytes = 0;
  let whole = true;
  const put = ({ word, at }: { word: string; at: number }): void => {
    const known = places.get(word);
    bytes += known ? 2 : 8 + 3 * word.length;
    if (at > LAST_PLACE || bytes > MOST_BYTES || known?.length === PLACES_PER_WORD) whole = false;
    else if (known) known.push(at);
    else places.set(word, at === NOWHERE ? [] : [at]);
  };
  for (const token of words) {
    put(token);
    token.bare.forEach(put);
  }
  const parts = Array.from(places, ([word, at]) =>
    at.length === 0 ? quoteLexeme(word) : `${quoteLexeme(word)}:${at.join(',')}`,
  );
  return (whole ? parts : [...parts, quoteLexeme(CUT_SHORT)]).join(' ');
}

/** A word as it stands in a tsvector or tsquery literal: whatever it holds, it stays one word. */
export function quoteLexeme(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
