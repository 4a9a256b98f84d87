import { createHash, createHmac } from 'node:crypto';
import type { ItemView, VersionView } from '../../src/archive/views.types.js';
import type { OpenedParts } from '../../src/exports/bundle/bundle.types.js';
import { fixedId, type FixtureLog } from './fixture-log.js';

export interface Written {
  readonly who: string;
  readonly texts: readonly string[];
  readonly posted: string;
  readonly reply?: number;
  readonly gone?: boolean;
  readonly picture?: Buffer;
}

export function itemOf(
  log: FixtureLog,
  parts: Map<string, OpenedParts>,
  { written, i, account }: { written: Written; i: number; account: string },
): ItemView {
  const id = fixedId(`item ${i}`);
  const exchangeId = fixedId(`exchange ${i}`);
  const root = written.reply === undefined ? id : fixedId(`item ${written.reply}`);
  const versions = written.texts.map((text, n): VersionView => {
    const snapshotId = fixedId(`snapshot ${i}.${n}`);
    const mediumId = fixedId(`medium ${i}`);
    const alt = 'Map of Newford.';
    const media = written.picture
      ? [{ ordinal: 1, mediumId, mime: 'image/png', bytes: written.picture.length, alt, href: null }]
      : [];
    const body = {
      kind: written.reply === undefined ? 'post' : 'reply',
      text,
      title: null,
      contentWarning: null,
      lang: 'en',
      poll: null,
      links: [],
      media: media.map((medium) => ({ key: 'm', url: 'https://x.example/m', mime: medium.mime, alt })),
      author: {
        canonicalUri: `https://x.example/${written.who}`,
        handle: written.who,
        displayName: written.who.slice(1),
      },
      profile: null,
    };
    const found: [string, Buffer][] = [
      ['item.json', Buffer.from(JSON.stringify(body))],
      ['field:text', Buffer.from(text)],
      ['field:author', Buffer.from(JSON.stringify(body.author))],
      ...(written.picture ? ([['medium-1', written.picture]] as [string, Buffer][]) : []),
    ];
    const opened = found.map(([name, bytes]) => ({
      name,
      bytes,
      salt: createHash('sha256').update(`${snapshotId}${name}`).digest(),
    }));
    const partsTxt = Buffer.from(
      opened
        .map(({ name, bytes, salt }) => `${createHmac('sha256', salt).update(bytes).digest('hex')}  ${name}\n`)
        .join(''),
    );
    parts.set(snapshotId, { partsTxt, parts: opened });
    const observedAt = new Date(Date.parse(written.posted) + 60_000 * (n + 1)).toISOString();
    const commit = createHash('sha256').update(partsTxt).digest('hex');
    const entry = log.add(
      'snapshot.stored',
      observedAt,
      { item: id, snapshot: snapshotId, number: n + 1, exchange: exchangeId, commit },
      account,
    );
    return {
      snapshotId,
      number: n + 1,
      cause: n === 0 ? 'first-seen' : 'edited',
      observedAt,
      platformAt: null,
      text,
      title: null,
      contentWarning: null,
      lang: 'en',
      media,
      poll: null,
      links: [],
      profile: null,
      commit: `sha256:${commit}`,
      seq: entry.seq,
      exchangeId,
    };
  });
  const findings = written.gone ? [findingOf(log, { id, i, account, exchangeId })] : [];
  return {
    id,
    accountId: account,
    kind: written.reply === undefined ? 'post' : 'reply',
    state: written.gone ? 'gone' : 'present',
    url: `https://social.newford.example/${written.who}/${i}`,
    author: { handle: written.who, displayName: written.who.slice(1), official: written.who === '@newford' },
    postedAt: written.posted,
    firstSeenAt: written.posted,
    lastSeenAt: written.posted,
    capturedLate: i === 2,
    parentId: written.reply === undefined ? null : root,
    rootId: root,
    quotedId: null,
    repostedId: null,
    versions,
    findings,
    restricted: false,
  };
}

function findingOf(
  log: FixtureLog,
  about: { id: string; i: number; account: string; exchangeId: string },
): ItemView['findings'][number] {
  const finding = fixedId(`finding ${about.i}`);
  const [lastSeen, firstMissing, at] = [
    '2026-05-19T19:30:00.000Z',
    '2026-05-19T19:32:00.000Z',
    '2026-05-19T19:47:00.000Z',
  ];
  const facts = { item: about.id, finding, certainty: 'confirmed', cause: 'unknown', lastSeen, firstMissing };
  const entry = log.add('item.gone', at, facts, about.account);
  return {
    id: finding,
    kind: 'gone',
    cause: 'unknown',
    certainty: 'confirmed',
    lastSeenAt: lastSeen,
    firstMissingAt: firstMissing,
    confirmedAt: at,
    at,
    sourceAt: null,
    grounds: [{ exchangeId: about.exchangeId, role: 'last-positive', at: lastSeen }],
    seq: entry.seq,
  };
}

export function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
