import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  ListObjectVersionsCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type Lab, startLab } from '../../lab/index.js';
import { MirrorLog, ObjectStore } from '../../src/archive/index.js';
import { AuditTrail, Log } from '../../src/audit/index.js';
import { DailyWork } from '../../src/integrity/index.js';
import { system } from '../../src/platform/index.js';
import { MirrorHolds, OpenMatter, PlaceHold } from '../../src/retention/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { hasRadosgw, type Radosgw, radosgw } from '../support/radosgw.js';
import { ForwardClock, Scenario } from '../support/scenario.js';

const HOST = 'social.newford.example';
const suite = hasRadosgw ? describe : describe.skip;

suite('an archive whose evidence lies on S3 (Ceph)', () => {
  let ceph: Radosgw;
  let owner: S3Client;
  let bucket: string;
  let lab: Lab;
  let app: TestApp;
  let story: Scenario;
  let account: string;
  let bodyId: string;
  const clock = new ForwardClock();

  const settings = (named: string): Record<string, string> => ({
    S3_ENDPOINT: ceph.endpoint,
    S3_BUCKET: named,
    S3_ACCESS_KEY_ID: 'akta',
    S3_SECRET_ACCESS_KEY: 'akta-secret',
  });
  const versions = async (prefix: string): Promise<{ Key: string; VersionId: string }[]> => {
    const { Versions = [] } = await owner.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix }));
    return Versions.map(({ Key = '', VersionId = '' }) => ({ Key, VersionId }));
  };

  beforeAll(async () => {
    ceph = await radosgw();
    owner = ceph.client('owner');
    bucket = await ceph.bucket();
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
      },
    });
    app = await startTestApp({ clock, settings: settings(bucket) });
    story = new Scenario(app);
    const who = lab.world.account(`newford@${HOST}`);
    lab.world.post(who, 'A Flood Watch starts at noon.', { key: 'watch', media: [{ scene: 'map', alt: 'The map' }] });
    bodyId = await story.addBody();
    account = await story.addAccount(bodyId, `${lab.mastodon(HOST)}/@newford`);
    await story.stateBasis(account);
    clock.advance(60_000);
    await story.settle();
    lab.world.edit(lab.world.postNamed('watch'), 'A Flood Watch starts at 1 pm.');
    clock.advance(600_000);
    await story.settle();
    await story.get(DailyWork).settle(new AbortController().signal);
  }, 180_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
    owner.destroy();
  });

  it('is captured, found sound by every check, and leaves in a bundle that both verifiers call authentic', async () => {
    const item = await story.itemSaying(account, 'A Flood Watch starts at 1 pm.');
    expect(item.versions.map(({ text }) => text)).toEqual([
      'A Flood Watch starts at noon.',
      'A Flood Watch starts at 1 pm.',
    ]);
    for (const prefix of ['x/', 'm/', 'k/']) expect([prefix, (await versions(prefix)).length > 0]).toEqual([prefix, true]); // prettier-ignore
    await story.expectSound();
    const report = await story.expectAuthentic(await story.bundle({ accountIds: [account] }));
    expect(report.counts).toMatchObject({ items: 1, versions: 2 });
  });

  it('keeps its evidence even from the owner of the bucket', async () => {
    const [object] = await versions('x/');
    const at = { Bucket: bucket, ...object, Key: object?.Key ?? '' };
    const shorter = { Mode: 'COMPLIANCE', RetainUntilDate: new Date(Date.now() + 60_000) } as const;
    const refused = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: Error) => error.name); // prettier-ignore
    for (const BypassGovernanceRetention of [false, true]) {
      const asked = { ...at, BypassGovernanceRetention };
      expect(await refused(owner.send(new DeleteObjectCommand(asked)))).toBe('AccessDenied');
      expect(await refused(owner.send(new PutObjectRetentionCommand({ ...asked, Retention: shorter })))).toBe('AccessDenied'); // prettier-ignore
    }
    // A deletion without a version only hides it: what the archive names by its version is there.
    await owner.send(new DeleteObjectCommand({ Bucket: bucket, Key: at.Key }));
    expect(await refused(owner.send(new GetObjectCommand({ Bucket: bucket, Key: at.Key })))).toBe('NoSuchKey');
    await story.expectSound();
  });

  it('mirrors its log once, though a store takes a name twice, and finds a second log there', async () => {
    await story.get(AuditTrail).write(system('setup'), (tx) => tx.record('export.failed', { export: account }));
    await story.settle();
    await story.get(Log).keepCheckpoint('export');
    await story.get(MirrorLog).follow();
    await app.database.query(`UPDATE checkpoint SET mirrored = false`);
    const before = await versions('log/');
    await story.get(MirrorLog).follow();
    expect(await versions('log/')).toEqual(before);
    expect(before.length).toBeGreaterThan(0);

    await app.database.query(`UPDATE checkpoint SET mirrored = false`);
    const store = story.get(ObjectStore);
    const { Key = '' } = before[0] ?? {};
    const forged = await store.put(`${Key}0`, Buffer.from('another log'), new Date(Date.now() + 2_000));
    expect(await story.get(MirrorLog).refuseFork()).toMatch(/an older backup was restored/);
    await app.database.query(`UPDATE log_head SET refused = NULL`);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await store.remove(forged, new Date());
    await story.get(MirrorLog).follow();
    await story.expectSound();
  }, 30_000);

  it('is held in the store while a hold reaches it', async () => {
    const item = await story.itemSaying(account, 'A Flood Watch starts at 1 pm.');
    const actor = system('setup');
    const matter = { bodyId, number: '2026-CV-0417', name: 'Kowalczyk', kind: 'litigation' } as const;
    const { id: matterId } = await story.get(OpenMatter).run(actor, matter);
    const hold = { matterId, reason: 'A claim', triggerAt: clock.now().toISOString(), scope: { itemIds: [item.id] } };
    await story.get(PlaceHold).run(actor, hold);
    await story.settle();
    const { told, waiting } = await story.get(MirrorHolds).run(new AbortController().signal);
    expect([told > 1, waiting]).toEqual([true, 0]);
    const [row] = await app.database.query<{ object: string }[]>(
      `SELECT object FROM object_hold ORDER BY object LIMIT 1`,
    );
    const [Key = '', VersionId = ''] = row?.object.split('@') ?? [];
    const program = ceph.client('akta');
    const { LegalHold } = await program.send(new GetObjectLegalHoldCommand({ Bucket: bucket, Key, VersionId }));
    program.destroy();
    expect(LegalHold?.Status).toBe('ON');
    await story.expectSound();
  });

  it('is examined on the store itself: each promise tried, each known hole named', async () => {
    const { found } = await story.send<{ found: { subject: string; is: string; sentence: string }[] }>(
      'POST',
      '/examinations',
      {},
    );
    const ofStore = found.filter(({ subject }) => subject === 'store');
    expect(ofStore.filter(({ is }) => is !== 'well').map(({ sentence }) => sentence)).toEqual([
      'A name can be put once only (If-None-Match): not enforced, worked around: nothing here relies on it.',
      'What is uploaded in parts keeps its lock: not enforced, worked around: nothing here relies on it.',
      'What is copied keeps its lock: not enforced, worked around: nothing here relies on it.',
      'Bytes that do not fit their SHA-256 are refused: not enforced, worked around: nothing here relies on it.',
      'A lock beyond the year 2106 is kept as asked for: not enforced, worked around: nothing here relies on it.',
    ]);
    expect(ofStore).toHaveLength(13);
    expect(ofStore.at(-1)?.sentence).toMatch(/^\d+ objects are under holds; the store is still to be told of 0\.$/);
    await story.expectSound();
  }, 30_000);

  it('is not begun in a bucket that locks nothing, nor with keys that open nothing', async () => {
    const plain = `akta-plain-${Date.now()}`;
    await owner.send(new CreateBucketCommand({ Bucket: plain }));
    await expect(startTestApp({ settings: settings(plain) })).rejects.toThrow('could not be read');
    const asOwner = { ...settings(plain), S3_ACCESS_KEY_ID: 'owner', S3_SECRET_ACCESS_KEY: 'owner-secret' };
    await expect(startTestApp({ settings: asOwner })).rejects.toThrow(
      `The bucket "${plain}" has no Object Lock, so nothing in it is safe`,
    );
    const wrong = { ...settings(bucket), S3_SECRET_ACCESS_KEY: 'not-the-secret' };
    const failed = startTestApp({ settings: wrong }).then(
      () => 'started',
      (error: Error) => `${error.message} ${JSON.stringify(error)}`,
    );
    expect(await failed).toMatch(/^The object store could not be read or written\.(?!.*not-the-secret)/);
  }, 60_000);
});
