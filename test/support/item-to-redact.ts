import { EMPTY_BODY } from '../../src/connectors/empty-body.rules.js';
import type { ItemRecord, ItemView, VersionView } from '../../src/archive/index.js';
import {
  faultInWords,
  type ItemToRedact,
  planMasks,
  type RedactedItem,
  type Redaction,
  redactItem,
  type Ruling,
  type Target,
} from '../../src/requests/index.js';

export const HOST = 'https://social.newford.example';
export const CODE = '7(1)(b)';

export interface Told {
  readonly no: number;
  readonly who: string;
  readonly name?: string;
  readonly texts: readonly string[];
  readonly more?: Partial<ItemRecord>;
}

export function recordOf({ no, who, name = who, texts, more }: Told, version: number): ItemRecord {
  return {
    ref: { platform: 'mastodon', canonicalUri: `${HOST}/users/${who}/statuses/${1_000_000 + no}`, lineage: '' },
    ...EMPTY_BODY,
    kind: 'reply',
    nativeId: String(1_000_000 + no),
    url: `${HOST}/@${who}/${1_000_000 + no}`,
    author: { canonicalUri: `${HOST}/users/${who}`, handle: `@${who}@social.newford.example`, displayName: name },
    text: texts[version] ?? '',
    lang: 'en',
    postedAt: '2026-05-19T18:52:00.000Z',
    ...more,
  };
}

export function itemOf(told: Told): ItemToRedact {
  const records = told.texts.map((_, i) => recordOf(told, i));
  const versions = records.map((record, i): VersionView => ({
    snapshotId: `${told.no}.${i + 1}`,
    number: i + 1,
    cause: i === 0 ? 'first-seen' : 'edited',
    observedAt: '2026-05-19T18:53:00.000Z',
    platformAt: null,
    text: record.text,
    title: record.title,
    contentWarning: record.contentWarning,
    lang: record.lang,
    media: record.media.map(({ alt, mime }, j) => ({
      ordinal: j + 1,
      mediumId: `medium-of-${told.no}-${j + 1}`,
      mime,
      bytes: 9,
      alt,
      href: `/m/${j}`,
    })),
    poll: record.poll,
    links: record.links,
    profile: record.profile,
    commit: `sha256:${'0'.repeat(64)}`,
    seq: told.no,
    exchangeId: `exchange-${told.no}`,
  }));
  const newest = records.at(-1);
  const view: ItemView = {
    id: `item-${told.no}`,
    accountId: 'account',
    kind: 'reply',
    state: 'present',
    url: newest?.url ?? null,
    author: newest?.author
      ? { handle: newest.author.handle, displayName: newest.author.displayName, official: false }
      : null,
    postedAt: '2026-05-19T18:52:00.000Z',
    firstSeenAt: '2026-05-19T18:53:00.000Z',
    lastSeenAt: '2026-05-19T19:53:00.000Z',
    capturedLate: false,
    parentId: null,
    rootId: null,
    quotedId: null,
    repostedId: null,
    versions,
    findings: [],
    restricted: false,
  };
  const digests = new Map(
    versions.flatMap(({ media }) => media.map(({ mediumId }) => [mediumId ?? '', 'ab'.repeat(32)] as const)),
  );
  return {
    no: told.no,
    view,
    records: new Map(versions.map(({ snapshotId }, i) => [snapshotId, records[i] ?? recordOf(told, i)])),
    digests,
    country: 'US',
  };
}

export const redaction = (snapshotId: string, target: Target, code = CODE): Redaction => ({ snapshotId, code, target });
export const inPart = (...redactions: Redaction[]): Ruling => ({ decision: 'in-part', codes: [], redactions });
export const released: Ruling = { decision: 'released', codes: [], redactions: [] };

/** A stretch of a field, found by what stands there. */
export function stretch(item: ItemToRedact, snapshotId: string, said: string, field = 'text'): Redaction {
  const text = item.records.get(snapshotId)?.text ?? '';
  const start = Array.from(text.slice(0, text.indexOf(said))).length;
  return redaction(snapshotId, { kind: 'text', field, start, end: start + Array.from(said).length });
}

export function redacted(item: ItemToRedact, ruling: Ruling, masks = planMasks([{ item, ruling }], [])): RedactedItem {
  const outcome = redactItem(item, ruling, masks);
  if (outcome.fault) throw new Error(faultInWords(outcome.fault, 'en'));
  return outcome.value;
}
