import type { ItemRecord } from './content.rules.js';
import type { Closed, RestrictedPlace } from './restricted.rules.js';

/** Stands for each character of a stretch, so that every other place in the text keeps its number. */
const BLOCK = '█';
/** Stands for a field closed whole: as wide as any other. */
const FIELD = BLOCK.repeat(5);
/** A shorter stretch stands in too much by chance. */
const SHORTEST = 4;

/** A version without what is closed in it: what is left is what those may see, find and be told who are not legal staff. */
export function closeRecord(record: ItemRecord, closed: Closed): ItemRecord {
  if (closed === 'all') return emptied(record);
  if (closed.length === 0) return record;
  return withoutCopies(closeParts(record, closed), hiddenStrings(record, closed));
}

/** Nothing that somebody wrote, and nobody who wrote it: what it is, when, and what it belongs to. */
function emptied(record: ItemRecord): ItemRecord {
  const { ref, kind, nativeId, postedAt, editedAt, audience, inReplyTo, quoted, reposted } = record;
  const known = { ref, kind, nativeId, postedAt, editedAt, audience, inReplyTo, quoted, reposted };
  const closed = { url: null, author: null, text: '', contentWarning: null, lang: null, title: null, profile: null };
  return { ...known, ...closed, media: [], links: [], tags: [], mentions: [], emoji: [], poll: null };
}

function closeParts(record: ItemRecord, closed: readonly RestrictedPlace[]): ItemRecord {
  const of = (part: string, text: string): string => blocked(text, placesOf(closed, part));
  const maybe = (part: string, text: string | null): string | null => (text === null ? null : of(part, text));
  const { author, poll } = record;
  const named = closed.some(({ part }) => part === 'author-handle' || part === 'author-name');
  return {
    ...record,
    text: of('text', record.text),
    title: maybe('title', record.title),
    contentWarning: maybe('content-warning', record.contentWarning),
    // Either alone would name the author, and so would the address.
    author: author && named ? { canonicalUri: '', handle: FIELD, displayName: FIELD } : author,
    url: named ? null : record.url,
    media: record.media.map((medium, i) => ({ ...medium, alt: of(`alt-${i + 1}`, medium.alt) })),
    poll: poll && {
      ...poll,
      options: poll.options.map((option, i) => ({ ...option, title: of(`poll-${i + 1}`, option.title) })),
    },
    ...('place' in record && placesOf(closed, 'place').length > 0 ? { place: FIELD } : {}),
  };
}

function placesOf(closed: readonly RestrictedPlace[], part: string): readonly RestrictedPlace[] {
  return closed.filter((place) => place.part === part);
}

function blocked(text: string, places: readonly RestrictedPlace[]): string {
  if (places.length === 0) return text;
  const points = Array.from(text);
  for (const { range } of places) points.fill(BLOCK, range?.start ?? 0, range?.end ?? points.length);
  return points.join('');
}

/** What the closed stretches say: it is not to be read beside them either. */
function hiddenStrings(record: ItemRecord, closed: readonly RestrictedPlace[]): readonly string[] {
  const texts = new Map<string, string>([
    ['text', record.text],
    ['title', record.title ?? ''],
    ['content-warning', record.contentWarning ?? ''],
    ...record.media.map(({ alt }, i) => [`alt-${i + 1}`, alt] as const),
    ...(record.poll?.options ?? []).map(({ title }, i) => [`poll-${i + 1}`, title] as const),
  ]);
  return closed.flatMap(({ part, range }) => {
    const points = Array.from(texts.get(part) ?? '');
    const said = points
      .slice(range?.start ?? 0, range?.end ?? points.length)
      .join('')
      .trim();
    return Array.from(said).length < SHORTEST ? [] : [said];
  });
}

/** Repetitions in other fields, and the addresses, tags and mentions that a platform makes of a text. */
function withoutCopies(record: ItemRecord, hidden: readonly string[]): ItemRecord {
  if (hidden.length === 0) return record;
  const told = (text: string): boolean => {
    const bare = bareText(text);
    return hidden.some((one) => bare.includes(bareText(one)));
  };
  const of = (text: string): string => hidden.reduce(replaced, text);
  const maybe = (text: string | null): string | null => (text === null ? null : of(text));
  const { author, poll, profile } = record;
  return {
    ...record,
    text: of(record.text),
    title: maybe(record.title),
    contentWarning: maybe(record.contentWarning),
    author: author && { ...author, displayName: of(author.displayName) },
    media: record.media.map((medium) => ({ ...medium, alt: of(medium.alt) })),
    poll: poll && { ...poll, options: poll.options.map((option) => ({ ...option, title: of(option.title) })) },
    links: record.links.filter(({ url, title }) => !told(url) && !told(title ?? '')),
    tags: record.tags.filter((tag) => !told(tag)),
    mentions: record.mentions.filter((mention) => !told(mention)),
    profile: profile && {
      ...profile,
      bio: of(profile.bio),
      fields: profile.fields.map(({ name, value }) => ({ name: of(name), value: of(value) })),
    },
  };
}

function replaced(text: string, hidden: string): string {
  return text.replaceAll(hidden, BLOCK.repeat(Array.from(hidden).length));
}

function bareText(text: string): string {
  const plain = decoded(text).normalize('NFKC').toLowerCase();
  return plain.replaceAll(/\s+/gu, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
