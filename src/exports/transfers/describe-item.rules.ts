import type { ItemView } from '../../archive/index.js';

const FIRST_WORDS = 120;

type Described = Pick<ItemView, 'kind' | 'author' | 'postedAt' | 'firstSeenAt' | 'versions'>;

/** The day and hour it was posted; where that is not known, when it was first seen. */
export function createdAt({ postedAt, firstSeenAt }: Described): string {
  return postedAt ?? firstSeenAt;
}

/** One line that tells it from others: its title, else the first words of what it says at last, else its kind. */
export function titleOfItem(item: Described): string {
  const newest = item.versions.at(-1);
  const words = [newest?.title, newest?.text].map((text) => oneLine(text ?? '')).find((text) => text !== '');
  if (words === undefined) return `${item.kind} ${createdAt(item).slice(0, 10)}`;
  return words.length <= FIRST_WORDS ? words : `${words.slice(0, FIRST_WORDS).replace(/\S*$/u, '').trimEnd()} …`;
}

/** What it is, without what it says. */
export function descriptionOfItem(item: Described): string {
  const newest = item.versions.at(-1);
  const alts = (newest?.media ?? []).flatMap(({ alt }) => (alt === '' ? [] : [oneLine(alt)]));
  return [`${item.kind}, ${item.versions.length} version(s)`, ...alts].join('; ');
}

export function creatorOf({ author }: Described, body: string): string {
  if (author === null || author.official) return body;
  return [author.displayName, author.handle].map(oneLine).filter((text) => text !== '').join(' ') || body; // prettier-ignore
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
}
