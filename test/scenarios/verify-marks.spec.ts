import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CosignedCheckpoint, rawPublicKey, type StampedCheckpoint } from '../../src/audit/index.js';
import { cosignatureLine, cosignedText, printWitnessKey } from '../../src/audit/marks/cosignature.rules.js';
import { judgeStamp } from '../../src/audit/marks/stamp.rules.js';
import type { Report } from '../../src/exports/verify/verify.types.js';
import { verifyBundle } from '../../src/exports/verify/verify-bundle.js';
import { runAkta } from '../support/command-line.js';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';
import type { Marking } from '../support/bundle-story.js';
import { FixtureLog } from '../support/fixture-log.js';
import { hasOpenssl, TimestampTwin } from '../support/timestamp-authority.js';
import { hasPython, type Run, verifyByPython } from '../support/verify-py.js';

const STAMP = 'data/log/stamps/tsa.example/stamp.tsr';

(hasOpenssl ? describe : describe.skip)('what others said of the log, in a bundle', () => {
  let tsa: TimestampTwin;
  let fixture: Fixture | null = null;

  beforeAll(async () => {
    tsa = await TimestampTwin.open();
  });

  afterEach(async () => {
    if (fixture) await removeFixture(fixture);
    fixture = null;
  });

  afterAll(() => tsa.close());

  /** A stamp of these bytes, filed as one of the log's first entries. */
  function stampOf(log: FixtureLog, size: number, data?: string): StampedCheckpoint {
    const checkpoint = log.checkpoint(size);
    const answer = tsa.reply(tsa.queryFor(data ?? checkpoint.note));
    const ca = readFileSync(tsa.caFile, 'utf8');
    const question = { data: Buffer.from(data ?? checkpoint.note), nonce: null, ca, now: null };
    const { at, chain } = judgeStamp(answer, question);
    const above = chain.slice(0, -1).map(String).join('');
    const stamp = { size, authority: 'tsa.example', at, answer, above, ca, revocations: [], unseen: 0 };
    return { checkpoint, stamp };
  }

  async function built(marks: Marking, log = new FixtureLog()): Promise<Fixture> {
    fixture = await buildFixture({ log, marks, languages: ['en', 'pl'] });
    return fixture;
  }

  interface Judged {
    readonly report: Report;
    readonly python: Run | null;
  }

  async function judge({ zip, folder, log }: Fixture, roots?: string): Promise<Judged> {
    const key = join(folder, 'log.pub.pem');
    writeFileSync(key, log.pem);
    const named = roots === undefined ? undefined : { name: roots, pem: readFileSync(roots, 'utf8') };
    const report = await verifyBundle({ path: zip, key: { name: key, pem: log.pem }, roots: named, language: 'en' });
    const more = roots === undefined ? [] : ['--tsa-ca', roots];
    return { report, python: hasPython ? await verifyByPython(zip, ['--key', key, ...more]) : null };
  }

  function expectBoth({ report, python }: Judged, named: string): void {
    expect(report.verdict).toBe('wrong');
    expect(report.failures.map(({ file }) => file)).toEqual([named]);
    if (!python) return;
    expect(python.code).toBe(1);
    expect(python.text).toContain(named);
  }

  it('is told by both verifiers, and on page one', async () => {
    const one = await built((log) => ({ stamped: [stampOf(log, 9)], earlier: log.checkpoint(5) }));
    const { report, python } = await judge(one);
    expect(report.verdict).toBe('authentic');
    expect(report.marks).toMatchObject({ earlier: 5, stamps: [{ authority: 'tsa.example', size: 9, named: false }] });
    const claims = ['tsa.example says that the first 9 entries of the log were there by', 'came with the bundle', 'which had 5 entries']; // prettier-ignore
    for (const claim of claims) {
      expect(report.sentence).toContain(claim);
      if (python) expect(python.text).toContain(claim);
    }
    if (python) expect(python.text).toContain(report.marks.stamps[0]?.fingerprint);
    const readme = readFileSync(join(one.unpacked, one.plan.name, 'README.txt'), 'utf8');
    expect(readme).toContain(
      'the timestamp authority tsa.example says that the first 9 entries of the log were there by',
    );
    expect(readme).toContain('urząd znakowania czasem tsa.example stwierdza');
    expect(readme).toContain('compare data/log/earlier/checkpoint');
  });

  it('is trusted by the certificate that the reader names, where he names one', async () => {
    const one = await built((log) => ({ stamped: [stampOf(log, 9)] }));
    const { report, python } = await judge(one, tsa.caFile);
    expect(report.marks.stamps).toMatchObject([{ named: true }]);
    expect(report.sentence).toContain('by a certificate you named');
    if (python) expect(python.text).toContain('by a certificate you named');
    const key = join(one.folder, 'log.pub.pem');
    const typed = await runAkta(['verify', one.zip, '--key', key, '--tsa-ca', tsa.caFile], { env: {} });
    expect([typed.exit, typed.out]).toEqual([0, expect.stringContaining('by a certificate you named')]);
  });

  it('is seen not to come from the authority he names, where somebody made one of his own', async () => {
    const stranger = await TimestampTwin.open();
    const roots = stranger.caFile;
    const { report, python } = await judge(await built((log) => ({ stamped: [stampOf(log, 9)] })), roots);
    await stranger.close();
    expect(report.marks.stamps).toMatchObject([{ named: false }]);
    expect(report.sentence).toContain('came with the bundle');
    if (python) expect(python.text).toContain('came with the bundle');
  });

  it('is wrong where the stamp is of something else', async () => {
    expectBoth(await judge(await built((log) => ({ stamped: [stampOf(log, 9, 'other data')] }))), STAMP);
  });

  it('is wrong where the stamp does not lead to the certificate beside it', async () => {
    const stranger = await TimestampTwin.open();
    const marks: Marking = (log) => {
      const { checkpoint, stamp } = stampOf(log, 9);
      return { stamped: [{ checkpoint, stamp: { ...stamp, ca: readFileSync(stranger.caFile, 'utf8') } }] };
    };
    const judged = await judge(await built(marks));
    await stranger.close();
    expectBoth(judged, STAMP);
  });

  const witness = generateKeyPairSync('ed25519').privateKey;
  const named = { name: 'records.oldford.example/witness', key: rawPublicKey(createPublicKey(witness)) };
  const key = printWitnessKey(named);

  /** What the witness signed of the log's first entries, unless it signed something else. */
  function cosigned(log: FixtureLog, size: number, signed = log.checkpoint(size).note): CosignedCheckpoint {
    const text = Buffer.from(cosignedText(`${signed.split('\n\n')[0]}\n`, 1_780_000_000));
    const line = cosignatureLine(named, 1_780_000_000, sign(null, text, witness));
    const at = new Date(1_780_000_000_000);
    return { checkpoint: log.checkpoint(size), cosignatures: [{ name: named.name, key, at, line }] };
  }

  it('holds what a witness signed, and both verifiers name its key', async () => {
    const one = await built((log) => ({ cosigned: cosigned(log, 7) }));
    const { report, python } = await judge(one);
    expect([report.verdict, report.details]).toEqual(['authentic', []]);
    expect(report.marks.cosignatures).toEqual([{ key, size: 7, at: '2026-05-28T20:26:40.000Z' }]);
    expect(report.sentence).toContain(`compare its key with the one it publishes: ${key}`);
    if (python) expect(python.text).toContain('A witness signed on 2026-05-28 20:26:40 UTC');
    const readme = readFileSync(join(one.unpacked, one.plan.name, 'README.txt'), 'utf8');
    expect(readme).toContain('the witness records.oldford.example/witness saw the log only grow, to 7 entries by');
  });

  it('is wrong where the witness signed another log', async () => {
    const judged = await judge(await built((log) => ({ cosigned: cosigned(log, 7, log.checkpoint(6).note) })));
    expectBoth(judged, 'data/log/cosigned/checkpoint');
  });

  it('finds an operator who wrote his log anew behind a stamp, and behind an earlier bundle', async () => {
    const log = new FixtureLog();
    const before = FixtureLog.signedAs(log);
    before.add('log.opened', '2026-05-18T11:00:00.000Z', { clock: 'simulated' });
    before.add('body.added', '2026-05-18T11:00:01.000Z', { body: '00000000-0000-7000-8000-000000000000' });
    const stamped = stampOf(before, 2);
    expectBoth(
      await judge(await built(() => ({ stamped: [stamped] }), log)),
      STAMP.replace('stamp.tsr', 'consistency'),
    );
    await removeFixture(fixture ?? (await built(() => ({}))));
    const other = new FixtureLog();
    const first = FixtureLog.signedAs(other);
    first.add('log.opened', '2026-05-18T11:00:00.000Z', { clock: 'simulated' });
    expectBoth(
      await judge(await built(() => ({ earlier: first.checkpoint() }), other)),
      'data/log/earlier/consistency',
    );
  });

  it('finds destroyed records that the archive itself leaves out of its list', async () => {
    const marks: Marking = (log) => {
      const { accountId = '', seq } = log.lines.findLast(({ type }) => type === 'account.headed') ?? { seq: 0 };
      return { heads: [{ account: accountId ?? '', seq, destroyed: [] }] };
    };
    const { report, python } = await judge(await built(marks));
    expect(report.failures.map(({ file }) => file)).toContain('data/destroyed.txt');
    if (python) expect(python.text).toContain('data/destroyed.txt');
  });
});
