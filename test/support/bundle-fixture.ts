import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ItemView, VersionView } from '../../src/archive/views.types.js';
import { checkpointBody, keyId, printProof, rawPublicKey, signedNote } from '../../src/audit/checkpoint.rules.js';
import { entryLine } from '../../src/audit/entry.rules.js';
import type { KeptCheckpoint, LogEntry } from '../../src/audit/log.js';
import {
  appendLeaves,
  consistencyRanges,
  hashRange,
  inclusionRanges,
  leafHash,
  type Tiles,
} from '../../src/audit/merkle.rules.js';
import type { BundleContent, BundleLog, BundlePlan, OpenedParts } from '../../src/exports/bundle/bundle.types.js';
import { writeSeal } from '../../src/exports/bundle/seal-bundle.js';
import { writeBundle } from '../../src/exports/bundle/write-bundle.js';
import { zipFolder } from '../../src/exports/bundle/zip-bundle.js';

export const VERIFIER_FOLDER = join(import.meta.dirname, '../../exports/verify');
const ORIGIN = 'records.newford.example/log1';
const ZONE = 'America/Chicago';

/** UUIDs that are the same in every run, so that two builds can be compared byte for byte. */
export function fixedId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A log in memory: the tree, the proofs and the notes are those of src/audit; only the rows are missing. */
export class FixtureLog implements BundleLog {
  readonly origin = ORIGIN;
  readonly lines: LogEntry[] = [];
  private readonly tiles: Tiles = new Map();
  private readonly counters = new Map<string, number>();
  readonly privateKey: KeyObject;
  readonly publicKey: Buffer;

  constructor() {
    const pair = generateKeyPairSync('ed25519');
    this.privateKey = pair.privateKey;
    this.publicKey = rawPublicKey(pair.publicKey);
  }

  get pem(): string {
    const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), this.publicKey]);
    return `-----BEGIN PUBLIC KEY-----\n${key.toString('base64')}\n-----END PUBLIC KEY-----\n`;
  }

  add(type: string, at: string, facts: LogEntry['facts'], account: string | null = null): LogEntry {
    const seq = this.lines.length;
    const accountSeq = account === null ? null : (this.counters.get(account) ?? 0);
    if (account !== null) this.counters.set(account, (accountSeq ?? 0) + 1);
    const eventId = fixedId(`event ${seq}`);
    const line = entryLine({
      id: eventId,
      at,
      actor: 'system:capture',
      type,
      accountId: account,
      facts,
      seq,
      accountSeq,
    });
    const entry = { seq, line, type, at, eventId, accountId: account, accountSeq, facts };
    this.lines.push(entry);
    appendLeaves(this.tiles, seq, [leafHash(line)]);
    return entry;
  }

  next(account: string): number {
    return this.counters.get(account) ?? 0;
  }

  checkpoint(): KeptCheckpoint {
    const size = this.lines.length;
    const root = hashRange([0, size], this.tiles);
    const body = checkpointBody({ origin: ORIGIN, size, root });
    const signature = sign(null, Buffer.from(body), this.privateKey);
    const note = signedNote(body, [{ name: ORIGIN, keyId: keyId(ORIGIN, this.publicKey), signature }]);
    return { size, root, note, at: new Date('2026-05-21T15:02:00.000Z') };
  }

  async entriesAt(seqs: readonly number[]): Promise<LogEntry[]> {
    return seqs.flatMap((seq) => this.lines[seq] ?? []);
  }

  async entriesOfAccount(accountId: string, from: number, to: number): Promise<LogEntry[]> {
    return this.lines.filter(
      (entry) => entry.accountId === accountId && (entry.accountSeq ?? -1) >= from && (entry.accountSeq ?? -1) <= to,
    );
  }

  async proofText(index: number, { size, note }: KeptCheckpoint): Promise<string> {
    const path = inclusionRanges(index, size).map((range) => hashRange(range, this.tiles));
    return printProof(index, path, note);
  }

  async proveConsistency(from: number, to: number): Promise<Buffer[]> {
    return consistencyRanges(from, to).map((range) => hashRange(range, this.tiles));
  }
}

export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface Written {
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

export interface Fixture {
  readonly folder: string;
  readonly log: FixtureLog;
  readonly plan: BundlePlan;
  /** Below it: the bag's folder and its seal, before packing. */
  readonly unpacked: string;
  readonly zip: string;
}

/** A real bundle of a small invented account: real log, real parts and salts, the real writer. */
export async function buildFixture(
  options: {
    story?: readonly Written[];
    languages?: readonly ('en' | 'pl')[];
    log?: FixtureLog;
    clock?: 'real' | 'simulated';
  } = {},
): Promise<Fixture> {
  const log = options.log ?? new FixtureLog();
  const { content, plan } = record(log, options.story ?? STORY, options);
  const folder = await mkdtemp(join(tmpdir(), 'akta-bundle-'));
  const unpacked = join(folder, 'unpacked');
  const viewer = join(folder, 'viewer');
  await mkdir(viewer);
  await writeFile(join(viewer, 'START-HERE.html'), START);
  await writeFile(join(viewer, 'viewer.js'), '// viewer\n');
  await writeFile(join(viewer, 'viewer.css'), 'body {}\n');
  const progress = async (): Promise<void> => undefined;
  const written = await writeBundle({
    plan,
    content,
    log,
    folder: unpacked,
    viewer,
    verifier: VERIFIER_FOLDER,
    progress,
  });
  const { items, versions } = written.counts;
  const entry = log.add('export.built', '2026-05-21T15:02:30.000Z', {
    export: plan.exportId,
    commit: written.commit,
    items,
    versions,
  });
  log.add('export.downloaded', '2026-05-21T15:03:00.000Z', { export: plan.exportId });
  await writeSeal(unpacked, log, { plan, entry, checkpoint: log.checkpoint() });
  const zip = join(folder, `${plan.name}.zip`);
  await zipFolder(unpacked, zip, progress);
  return { folder, log, plan, unpacked, zip };
}

export async function removeFixture({ folder }: Fixture): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

export async function packAgain(fixture: Fixture, name: string): Promise<string> {
  const zip = join(fixture.folder, name);
  await zipFolder(fixture.unpacked, zip, async () => undefined);
  return zip;
}

/** What somebody does who changes a file and covers it: both manifests in the bag made anew. */
export async function recomputeManifests(fixture: Fixture): Promise<void> {
  const bag = join(fixture.unpacked, fixture.plan.name);
  const renew = async (name: string): Promise<void> => {
    const lines = (await readFile(join(bag, name), 'utf8')).trimEnd().split('\n');
    const fresh: string[] = [];
    for (const line of lines) {
      const path = line.slice(66);
      fresh.push(
        `${createHash('sha256')
          .update(await readFile(join(bag, path)))
          .digest('hex')}  ${path}\n`,
      );
    }
    await writeFile(join(bag, name), fresh.join(''));
  };
  await renew('manifest-sha256.txt');
  await renew('tagmanifest-sha256.txt');
}

const START = `<!doctype html>
<html lang="en">
  <body>
    <noscript>
      <!--akta:plain-pages-->
    </noscript>
    <!--akta:data-scripts-->
    <script src="data/viewer/viewer.js"></script>
  </body>
</html>
`;

function record(
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
