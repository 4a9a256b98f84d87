import { lastPlace, type Token, tokens } from './tokens.rules.js';

/** What of an item is searched. An `ItemBody` is one. */
export interface Searched {
  readonly text: string;
  readonly contentWarning: string | null;
  readonly title: string | null;
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
/** Stands in the document of an item too long to be indexed whole. No text can bring it about: no word holds a space. */
export const CUT_SHORT = 'cut short';

/** Every word of an item, each field after the other. */
export function documentTokens(item: Searched): Token[] {
  const found: Token[] = [];
  let last = 0;
  for (const field of fieldsOf(item)) {
    const part = tokens(field, last);
    for (const token of part) found.push(token);
    const end = part.at(-1);
    last = (end ? lastPlace(end) : last) + BETWEEN_FIELDS;
  }
  return found;
}

function fieldsOf(item: Searched): string[] {
  const { author, profile } = item;
  const fields = [
    item.title,
    item.contentWarning,
    item.text,
    ...(item.poll?.options ?? []).map(({ title }) => title),
    ...item.media.map(({ alt }) => alt),
    ...item.links.flatMap(({ url, title }) => [title, url]),
    author ? mention(author.handle) : null,
    author?.displayName,
    ...(profile ? [mention(profile.handle), profile.displayName, profile.bio] : []),
    ...(profile?.fields ?? []).flatMap(({ name, value }) => [name, value]),
  ];
  return fields.filter((field): field is string => typeof field === 'string' && field !== '');
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
    else places.set(word, [at]);
  };
  for (const token of words) {
    put(token);
    token.bare.forEach(put);
  }
  const parts = Array.from(places, ([word, at]) => `${quoteLexeme(word)}:${at.join(',')}`);
  return (whole ? parts : [...parts, quoteLexeme(CUT_SHORT)]).join(' ');
}

/** A word as it stands in a tsvector or tsquery literal: whatever it holds, it stays one word. */
export function quoteLexeme(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
