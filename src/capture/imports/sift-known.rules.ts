/** What a download says of items the archive has already: it is older than any look, and tells less of them. */
import { refText } from '../../archive/content.rules.js';
import type { ItemBody, Observation, Page } from '../../connectors/index.js';
import type { Known } from '../judgement.types.js';
import type { Differs, Shown, SiftedPage } from '../loop-run.types.js';

type Showing = Extract<Observation, { type: 'snapshot' | 'version' }>;

export interface SiftOptions {
  readonly contentHash: (body: ItemBody) => Buffer;
  /** Differences that are on a person's list already, or were decided: `differenceKey`. */
  readonly listed: ReadonlySet<string>;
}

/**
 * New items stay. Of known ones a version the platform itself says is newer stays, unless the item is gone; what says the
 * same goes; what says something else goes to a person. So a second import of the same download brings nothing, and an
 * old one brings nothing back.
 */
export function siftKnown(page: Page, known: Known, options: SiftOptions): SiftedPage {
  const alike: Shown[] = [];
  const differs: Differs[] = [];
  const observations = page.observations.filter((observation) => {
    if (observation.type !== 'snapshot' && observation.type !== 'version') return true;
    const found = known.known.get(refText(observation.ref));
    const before = found && known.before.get(found.itemId);
    if (!found || (before && isNewer(observation, before, found.state))) return true;
    const shown = shownIn(page, observation, found.itemId);
    const other = before ? otherwise(observation, before, shown, options) : null;
    if (other) differs.push(other);
    else alike.push(shown);
    return false;
  });
  return { page: { ...page, observations }, alike, differs };
}

/** Null where it says what is known, or what is on the list already. */
function otherwise(
  observation: Showing,
  before: Before,
  shown: Shown,
  { contentHash: hashOf, listed }: SiftOptions,
): Differs | null {
  const { body } = observation;
  const fields = isKnownVersion(observation, before) ? [] : differing(before.newest, body);
  const contentHash = hashOf(body);
  if (fields.length === 0 || listed.has(differenceKey(shown.itemId, contentHash))) return null;
  return { ...shown, fields, contentHash, ref: before.newest.ref, body };
}

export function differenceKey(itemId: string, contentHash: Buffer): string {
  return `${itemId}|${contentHash.toString('hex')}`;
}

type Before = NonNullable<ReturnType<Known['before']['get']>>;

function isNewer({ type, body }: Showing, { newest }: Before, state: string): boolean {
  if (body.editedAt === null || state === 'gone') return false;
  const isLater = Date.parse(body.editedAt) > Date.parse(newest.editedAt ?? newest.postedAt ?? body.editedAt);
  return isLater && (type === 'version' || differing(newest, body).length > 0);
}

/** The platform's own times tell versions apart. */
function isKnownVersion({ type, body }: Showing, { platformTimes }: Before): boolean {
  const at = body.editedAt ?? body.postedAt;
  return type === 'version' && at !== null && platformTimes.has(Date.parse(at));
}

/**
 * What people read of it. Addresses, markup, languages and names of media are told otherwise by a download than by the
 * platform's own answers, and nobody changed anything.
 */
export function differing(newest: ItemBody, body: ItemBody): string[] {
  const pairs: readonly (readonly [field: string, known: string, told: string])[] = [
    ['text', plain(newest.text), plain(body.text)],
    ['title', plain(newest.title ?? ''), plain(body.title ?? '')],
    ['content-warning', plain(newest.contentWarning ?? ''), plain(body.contentWarning ?? '')],
    ['posted-at', second(newest.postedAt), second(body.postedAt)],
    ['media', String(newest.media.length), String(body.media.length)],
    ['profile', profileOf(newest), profileOf(body)],
  ];
  return pairs.flatMap(([field, known, told]) => (known === told ? [] : [field]));
}

function plain(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}

function second(time: string | null): string {
  return time?.slice(0, 19) ?? '';
}

function profileOf({ profile }: ItemBody): string {
  return profile ? plain(`${profile.displayName}\n${profile.bio}`) : '';
}

function shownIn(page: Page, { evidence }: Showing, itemId: string): Shown {
  const length = page.exchanges[evidence.exchange]?.body.length ?? 0;
  const { range } = evidence;
  return { itemId, exchange: evidence.exchange, range: range === null || range === 'whole' ? [0, length] : range };
}
