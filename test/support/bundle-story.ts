import { createHmac } from 'node:crypto';
import type { BundleContent, BundlePlan, OpenedParts } from '../../src/exports/bundle/bundle.types.js';
import { destroyedLines } from '../../src/exports/bundle/paths.rules.js';
import { loadProfiles, profileNamed } from '../../src/exports/load-profiles.js';
import { itemOf, sha, type Written } from './bundle-items.js';
import { fixedId, type FixtureLog, ORIGIN } from './fixture-log.js';

const ZONE = 'America/Chicago';

export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

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

/** What others said of the log that a bundle is made from. */
export type Marking = (log: FixtureLog) => Partial<BundlePlan['marks']>;

export function record(
  log: FixtureLog,
  story: readonly Written[],
  options: {
    languages?: readonly ('en' | 'pl')[];
    clock?: 'real' | 'simulated';
    mostProofFiles?: number;
    marks?: Marking;
    profile?: string;
  },
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

  const other = { item: fixedId('other'), seq: log.lines.length };
  log.add('item.destroyed', '2026-05-20T02:00:01.000Z', { item: other.item, disposition: fixedId('disposition') });
  const lines = destroyedLines(account, [other]);
  const facts = { export: exportId, size: log.lines.length, destroyed: 1, commit: sha(lines) };
  const { seq } = log.add('account.headed', '2026-05-20T02:00:02.000Z', facts, account);

  const plan: BundlePlan = {
    exportId,
    name: 'EXP-2026-0001-unredacted',
    at: '2026-05-20T02:00:00.000Z',
    languages: options.languages ?? ['en'],
    profile: profileNamed(loadProfiles(), options.profile ?? 'full'),
    release: null,
    approvedBy: null,
    custody: [],
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
    mostProofFiles: options.mostProofFiles ?? 5_000,
    storage: null,
    bodies: [{ id: bodyId, name: 'City of Newford', zone: ZONE, languages: ['en', 'pl'], country: 'US' }],
    pagePrefix: 'NEWFORD',
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
    marks: {
      stamped: [],
      cosigned: null,
      earlier: null,
      heads: [{ account, seq, destroyed: [other] }],
      ...options.marks?.(log),
    },
    origin: ORIGIN,
    publicKey: log.publicKey,
    handovers: [],
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
