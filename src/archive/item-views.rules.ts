import { closeRecord } from './close-record.rules.js';
import { type ItemRecord, readItemJson } from './content.rules.js';
import { type Closed, closedPlaces, type Restriction } from './restricted.rules.js';
import type {
  AuthorView,
  FindingView,
  GroundView,
  ItemState,
  ItemSummary,
  ItemView,
  MediumView,
  VersionView,
} from './views.types.js';

export interface ItemRow {
  readonly id: string;
  readonly account_id: string;
  readonly body_id: string;
  readonly kind: ItemView['kind'];
  readonly first_seen_at: Date;
  readonly captured_late: boolean;
  /** Null where the loops have lost sight of it. */
  readonly state: ItemState | null;
  readonly posted_at: Date | null;
  readonly last_seen_at: Date | null;
  readonly parent_id: string | null;
  readonly root_id: string | null;
  readonly quoted_id: string | null;
  readonly reposted_id: string | null;
  readonly basis_stated: boolean;
  /** A direct message nobody has opened. */
  readonly closed_message: boolean;
  /** By decisions about a person's data. */
  readonly restrictions: readonly Restriction[];
}

export interface SnapshotRow {
  readonly id: string;
  readonly item_id: string;
  readonly number: number;
  readonly cause: VersionView['cause'];
  readonly observed_at: Date;
  readonly platform_at: Date | null;
  readonly commit: Buffer;
  readonly exchange_id: string;
  readonly item_json: Buffer;
  readonly seq: string | null;
}

export interface MediumRow {
  readonly snapshot_id: string;
  readonly ordinal: number;
  readonly id: string;
  readonly mime: string;
  readonly bytes: string;
}

export interface FindingRow {
  readonly id: string;
  readonly item_id: string;
  readonly kind: FindingView['kind'];
  readonly cause: FindingView['cause'];
  readonly certainty: FindingView['certainty'];
  readonly last_seen: Date | null;
  readonly first_missing: Date | null;
  readonly confirmed: Date | null;
  readonly at: Date;
  readonly source_at: Date | null;
  readonly grounds: readonly { readonly exchange: string; readonly role: GroundView['role']; readonly at: string }[];
  readonly seq: string | null;
}

export type MediaOf = ReadonlyMap<string, readonly MediumRow[]>;
type Facts = Omit<ItemView, 'versions' | 'findings'>;

/** One version, its body decoded once. */
export interface ReadVersion {
  readonly view: VersionView;
  readonly body: ItemRecord;
}

/** `closed`: what the reader may not see of it. */
export function readVersion(row: SnapshotRow, media: MediaOf, closed: Closed = []): ReadVersion {
  const body = closeRecord(readItemJson(row.item_json), closed);
  const { text, title, contentWarning, lang, poll, links, profile, brought } = body;
  const view: VersionView = {
    snapshotId: row.id,
    number: row.number,
    cause: row.cause,
    observedAt: row.observed_at.toISOString(),
    platformAt: time(row.platform_at),
    text,
    title,
    contentWarning,
    lang,
    media: body.media.map((medium, i) => mediumView(medium, i + 1, shownIn(media.get(row.id), closed))),
    poll,
    links,
    profile: profile && {
      handle: profile.handle,
      displayName: profile.displayName,
      bio: profile.bio,
      fields: profile.fields,
    },
    commit: `sha256:${row.commit.toString('hex')}`,
    seq: number(row.seq),
    exchangeId: row.exchange_id,
    ...(brought ? { brought } : {}),
  };
  return { view, body };
}

/** The stored media of a version that are not closed. */
function shownIn(stored: readonly MediumRow[] | undefined, closed: Closed): readonly MediumRow[] | undefined {
  if (closed === 'all') return undefined;
  return stored?.filter(({ ordinal }) => closed.every(({ part }) => part !== `medium-${ordinal}`));
}

function mediumView(
  medium: { readonly mime: string | null; readonly alt: string },
  ordinal: number,
  stored: readonly MediumRow[] | undefined,
): MediumView {
  const found = stored?.find((row) => row.ordinal === ordinal);
  return {
    ordinal,
    mediumId: found?.id ?? null,
    mime: found?.mime ?? medium.mime,
    bytes: found ? Number(found.bytes) : null,
    alt: medium.alt,
    href: found ? `/api/v1/media/${found.id}` : null,
  };
}

/** `body` is that of the newest version; null where it is withheld: then nothing that somebody wrote is told. */
export function itemFacts(row: ItemRow, body: ItemRecord | null, official: ReadonlySet<string>): Facts {
  return {
    id: row.id,
    accountId: row.account_id,
    kind: row.kind,
    state: row.state ?? 'present',
    url: body?.url ?? null,
    author: body && authorView(row, body, official),
    postedAt: time(row.posted_at),
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: (row.last_seen_at ?? row.first_seen_at).toISOString(),
    capturedLate: row.captured_late,
    parentId: row.parent_id,
    rootId: row.root_id,
    quotedId: row.quoted_id,
    repostedId: row.reposted_id,
    restricted: body === null,
  };
}

function authorView(row: ItemRow, { author }: ItemRecord, official: ReadonlySet<string>): AuthorView | null {
  if (!author) return null;
  const { handle, displayName, canonicalUri } = author;
  return { handle, displayName, official: official.has(`${row.body_id}|${canonicalUri}`) };
}

export function findingView(row: FindingRow): FindingView {
  return {
    id: row.id,
    kind: row.kind,
    cause: row.cause,
    certainty: row.certainty,
    lastSeenAt: time(row.last_seen),
    firstMissingAt: time(row.first_missing),
    confirmedAt: time(row.confirmed),
    at: row.at.toISOString(),
    sourceAt: time(row.source_at),
    grounds: row.grounds.map(({ exchange, role, at }) => ({
      exchangeId: exchange,
      role,
      at: new Date(at).toISOString(),
    })),
    seq: number(row.seq),
  };
}

/** What decisions have restricted in the versions of an item; nothing where they have not. */
export function restrictedIn(
  { restrictions }: ItemRow,
  numbers: readonly number[],
): Pick<ItemView, 'restrictedPlaces'> {
  const restrictedPlaces = closedPlaces(restrictions, numbers);
  return restrictedPlaces.length === 0 ? {} : { restrictedPlaces };
}

/** The finding that says it is gone, while it is. */
export function standingGone(findings: readonly FindingView[]): FindingView | null {
  const last = findings.findLast(({ kind }) => kind === 'gone' || kind === 'restored');
  return last?.kind === 'gone' ? last : null;
}

/** What a list shows in place of a version that is withheld. */
export function withheldVersion({ view }: ReadVersion): ItemSummary['latest'] {
  return { ...view, text: '', title: null, contentWarning: null, media: [], poll: null, links: [], profile: null };
}

/** Rows by key, each group in the order of the rows. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

export function time(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

function number(text: string | null): number | null {
  return text === null ? null : Number(text);
}
