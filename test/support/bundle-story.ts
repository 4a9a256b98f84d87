import { createHash, createHmac } from 'node:crypto';
import type { ItemView, VersionView } from '../../src/archive/views.types.js';
import type { BundleContent, BundlePlan, OpenedParts } from '../../src/exports/bundle/bundle.types.js';
import { fixedId, type FixtureLog, ORIGIN } from './fixture-log.js';

const ZONE = 'America/Chicago';

export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export interface Written {
  readonly who: string;
  readonly texts: readonly string[];
  readonly posted: string;
  readonly reply?: number;
  readonly gone?: boolean;
  readonly picture?: Buffer;
}

export const STORY: readonly Written[] = [
  {
    who: '@newford',
    posted: '2026-05-19T13:20:00.000Z',
    texts: ['A Flood Watch starts at noon.', 'A Flood Watch starts at 1 pm.'],
    picture: PIXEL,
  },
  {
    who: '@river_rat77',
    posted: '2026-05-19T18:46:00.000Z',
    texts: ['=They OPENED "Miller Dam",\non purpose. SHARE!!'],
    reply: 0,
    gone: true,
  },
  {
    who: '@newford',
    posted: '2026-05-19T19:10:00.000Z',
    texts: ['RUMOR CHECK: Miller Dam has NOT been opened. Zażółć 😀'],
    reply: 0,
  },
];

export function record(
  log: FixtureLog,
  story: readonly Written[],
  options: { languages?: readonly ('en' | 'pl')[]; clock?: 'real' | 'simulated' },
): { content: BundleContent; plan: BundlePlan } {
  const clock = options.clock ?? 'simulated';
  const account = fixedId('account');
  const bodyId = fixedId('body');
  const exportId = fixedId('export');
  const parts = new Map<string, OpenedParts>();
  log.add('log.opened', '2026-05-18T12:00:00.000Z', { clock });
  log.add('body.added', '2026-05-18T12:00:01.000Z', { body: bodyId });
  log.add(
    'account.added',
    '2026-05-18T12:00:02.000Z',
    { body: bodyId, character: 'official', commit: sha('c') },
    account,
  );
  log.add('capture.quiet', '2026-05-18T13:00:00.000Z', { loop: 'incremental', runs: 3, exchanges: 3 }, account);
  const gap = {
    gap: fixedId('gap'),
    loop: 'incremental',
    from: '2026-05-19T18:53:00.000Z',
    reason: 'platform-unavailable',
  };

  const items = story.map((written, i) => itemOf(log, parts, { written, i, account }));
  log.add('gap.opened', '2026-05-19T18:54:00.000Z', gap, account);
  log.add('gap.closed', '2026-05-19T19:22:00.000Z', { ...gap, to: '2026-05-19T19:21:00.000Z', minutes: 28 }, account);
  log.add(
    'snapshot.stored',
    '2026-05-19T21:00:00.000Z',
    {
      item: fixedId('other'),
      snapshot: fixedId('other 1'),
      number: 1,
      exchange: fixedId('exchange'),
      commit: sha('o'),
    },
    account,
  );
  const window = { id: account, zone: ZONE, from: '2026-05-19T05:00:00.000Z', to: '2026-05-21T04:59:59.999Z' };
  const scope = { text: JSON.stringify({ accounts: [window] }), salt: sha('scope') };
  const last = log.next(account) - 1;
  log.add(
    'export.started',
    '2026-05-20T02:00:00.000Z',
    { export: exportId, scope: createHmac('sha256', Buffer.from(scope.salt, 'hex')).update(scope.text).digest('hex') },
    account,
  );

  const plan: BundlePlan = {
    exportId,
    name: 'EXP-2026-0001-unredacted',
    at: '2026-05-20T02:00:00.000Z',
    languages: options.languages ?? ['en'],
    clock,
    asked: {
      accounts: ['@newford'],
      fromDay: '2026-05-19',
      toDay: '2026-05-20',
      zone: ZONE,
      from: '2026-05-19T05:00:00.000Z',
      to: '2026-05-21T04:59:59.999Z',
      text: null,
      state: null,
      by: 'Marta Zielinski',
    },
    scope,
    bodies: [{ id: bodyId, name: 'City of Newford', zone: ZONE, languages: ['en', 'pl'], country: 'US' }],
    accounts: [
      {
        id: account,
        bodyId,
        platform: 'mastodon',
        software: 'Mastodon 4.5.2',
        handle: '@newford@social.newford.example',
        url: 'https://social.newford.example/@newford',
        title: 'City of Newford',
        character: 'official',
        state: 'active',
        stateReason: null,
        addedAt: '2026-05-18T12:00:02.000Z',
        legalBasis: null,
        custodians: [],
        limits: [],
        lastSeenAt: null,
        trouble: null,
        counts: { items: 3, versions: 4, gone: 1, gaps: 1 },
      },
    ],
    knownAccounts: [
      {
        id: fixedId('known'),
        bodyId,
        platform: 'instagram',
        handle: 'Newford Parks',
        reason: 'permission asked 2026-05-04',
        decidedBy: 'Marta Zielinski',
        decidedAt: '2026-05-04',
      },
    ],
    gaps: [
      {
        id: gap.gap,
        accountId: account,
        loop: 'incremental',
        from: gap.from,
        to: '2026-05-19T19:21:00.000Z',
        reason: 'platform-unavailable',
        capturedLateCount: 1,
        recoveredEdits: 0,
      },
    ],
    ranges: [{ account, first: 2, last }],
    checkpoint: log.checkpoint(),
    origin: ORIGIN,
    publicKey: log.publicKey,
  };
  const content: BundleContent = {
    async *items() {
      yield* items;
    },
    async partsOf(snapshotId) {
      const found = parts.get(snapshotId);
      if (!found) throw new Error(`no parts of ${snapshotId}`);
      return found;
    },
    async exchange(id) {
      const body = Buffer.from(`[{"one":1},{"two":2}]`);
      const known = items
        .map((item) => ({ itemId: item.id, ranges: [[1, 10]] as const, destroyed: false }))
        .slice(0, 1);
      const stranger = { itemId: fixedId('other'), ranges: [[11, 20]] as const, destroyed: false };
      return {
        id,
        method: 'GET',
        url: 'https://social.newford.example/api/v1/accounts/1/statuses?limit=40',
        status: 200,
        body,
        requestHeaders: [['Accept', 'application/json']],
        responseHeaders: [['Content-Type', 'application/json']],
        receivedAt: '2026-05-19T19:22:00.000Z',
        masked: [],
        owners: id === fixedId('exchange 0') ? known : [...known, stranger],
      };
    },
  };
  return { content, plan };
}

function itemOf(
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
    grounds: [{ exchangeId: about.exchangeId, role: 'last-positive', at: lastSeen }],
    seq: entry.seq,
  };
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
