import { createHash } from 'node:crypto';
import type { ItemRecord } from '../../archive/index.js';
import { searchedFields, type SearchedField } from '../document.rules.js';
import { fold } from '../fold.rules.js';

/**
 * One item in an index of discovery: the words of all its versions, folded as record search folds them, so that `Łódź` is
 * found as `lodz` whatever an engine makes of letters. It is never shown: what is shown is read from the tables.
 */
export interface DiscoveryDocument {
  readonly id: string;
  readonly account: string;
  /** `2026-05` in UTC. */
  readonly month: string;
  /** Account and month: what the index is compared by. */
  readonly bucket: string;
  readonly kind: string;
  /** Seconds since 1970 of when it was posted, else first seen. */
  readonly at: number;
  readonly title: string;
  /** Of the newest version. */
  readonly text: string;
  /** Of the versions before it. */
  readonly earlier: string;
  /** Warnings, descriptions of pictures, polls and links, of every version. */
  readonly aside: string;
  readonly tags: string;
  readonly author: string;
  /** Stands for everything else in it, so that one that is out of date is seen. */
  readonly print: string;
}

export interface OpenItem {
  readonly id: string;
  readonly accountId: string;
  readonly kind: string;
  readonly at: Date;
  /** The newest first. */
  readonly versions: readonly ItemRecord[];
}

/** Words further back in one part of an item are not discovered. */
const LONGEST = 100_000;
const ASIDE: readonly SearchedField['name'][] = ['warning', 'alt', 'poll', 'link', 'profile'];

export function bucketOf(account: string, month: string): string {
  return `${account} ${month}`;
}

export function discoveryDocument({ id, accountId, kind, at, versions }: OpenItem): DiscoveryDocument {
  const [latest = [], ...before] = versions.map(searchedFields);
  const every = [latest, ...before];
  const month = at.toISOString().slice(0, 7);
  const document = {
    id,
    account: accountId,
    month,
    bucket: bucketOf(accountId, month),
    kind,
    at: Math.floor(at.getTime() / 1000),
    title: textOf(every, ['title']),
    text: textOf([latest], ['text']),
    earlier: textOf(before, ['text']),
    aside: textOf(every, ASIDE),
    tags: textOf(every, ['tag']),
    author: textOf(every, ['author']),
  };
  const print = createHash('sha256')
    .update(JSON.stringify(Object.values(document)))
    .digest('hex');
  return { ...document, print };
}

/** Every text once, each on a line. */
function textOf(versions: readonly (readonly SearchedField[])[], names: readonly SearchedField['name'][]): string {
  const texts = versions.flat().flatMap(({ name, text }) => (names.includes(name) ? [fold(text)] : []));
  return [...new Set(texts)].join('\n').slice(0, LONGEST);
}
