import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AuditTrail,
  Followers,
  KeepStamps,
  Log,
  type MarkStanding,
  readCertificates,
  ReadMarks,
  Sequencer,
  type StampedCheckpoint,
  TimestampAuthorities,
} from '../../src/audit/index.js';
import { isForStamping } from '../../src/audit/marks/chain.rules.js';
import { openAuthorities } from '../../src/audit/marks/adapters/open-markers.js';
import { MemoryObjectStore, ReadDesk } from '../../src/archive/index.js';
import { ExamineInstallation } from '../../src/integrity/index.js';
import { Config, SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { hasOpenssl, type TsaMischief, TimestampTwin } from '../support/timestamp-authority.js';

const ACTOR = system('setup');
const LATE_MS = 6.5 * 3_600_000;

(hasOpenssl ? describe : describe.skip)('timestamps of kept checkpoints', () => {
  let clock: SimulatedClock;
  let store: MemoryObjectStore;
  let archive: ArchiveUnderTest;
  let tsa: TimestampTwin;

  beforeEach(async () => {
    tsa = await TimestampTwin.open();
    await open(new Date());
  }, 60_000);

  afterEach(async () => {
    await archive.close();
    await tsa.close();
  });

  async function open(at: Date): Promise<void> {
    clock = new SimulatedClock(at);
    store = new MemoryObjectStore();
    archive = await openArchive(clock, { store, settings: { TSA_URLS: tsa.url, TSA_CA_FILES: tsa.caFile } });
    await archive.addBody();
    await keep();
  }

  /** Something happens, and a checkpoint is kept over it. */
  async function keep(): Promise<number> {
    await archive.get(AuditTrail).write(ACTOR, (tx) => tx.record('sign-in.failed', { tries: 1 }));
    await archive.get(Sequencer).settle();
    return (await archive.get(Log).keepCheckpoint('hourly')).size;
  }

  const ask = (): Promise<number> => archive.get(KeepStamps).run();
  const rows = async (table: string): Promise<number> =>
    Number((await archive.database.query(`SELECT count(*) FROM ${table}`))[0].count);

  async function standing(): Promise<MarkStanding> {
    const [one] = await archive.get(ReadMarks).standings();
    if (!one) throw new Error('Nobody was asked');
    return one;
  }

  async function newest(): Promise<{ size: number; kept: StampedCheckpoint }> {
    const size = (await archive.get(Log).newestCheckpoint())?.size ?? 0;
    const [kept] = await archive.get(ReadMarks).stampsUpTo(size);
    if (!kept) throw new Error('There is no stamp');
    return { size, kept };
  }

  async function logFindings(): Promise<string[]> {
    const found = await archive.get(ExamineInstallation).run(ACTOR);
    return found.filter(({ subject }) => subject === 'log').map(({ is, says }) => `${is} ${says}`);
  }

  it('come from the authority, are kept with chain and revocation list, and OpenSSL accepts them', async () => {
    expect(await ask()).toBe(1);
    const { size, kept } = await newest();
    expect(kept).toMatchObject({ stamp: { size, unseen: 0 }, checkpoint: { size } });
    expect(kept.stamp.revocations).toHaveLength(1);
    expect(Math.abs(kept.stamp.at.getTime() - Date.now())).toBeLessThan(60_000);
    tsa.write('checkpoint', kept.checkpoint.note);
    tsa.write('stamp.tsr', kept.stamp.answer);
    tsa.write('kept-ca.pem', kept.stamp.ca);
    tsa.write('above-it.pem', kept.stamp.above);
    const said = tsa.openssl('ts', '-verify', '-data', 'checkpoint', '-in', 'stamp.tsr', '-CAfile', 'kept-ca.pem', '-untrusted', 'above-it.pem'); // prettier-ignore
    expect(said).toContain('Verification: OK');
    expect(tsa.openssl('x509', '-in', 'kept-ca.pem', '-noout', '-subject')).toContain('Newford test root');
    tsa.write('asked.tsq', tsa.queries[0] ?? '');
    expect(tsa.openssl('ts', '-query', '-in', 'asked.tsq', '-text')).toMatch(
      /Hash Algorithm: sha256[^]*Nonce: 0x[0-9A-F]{16}[^]*Certificate required: yes/,
    );
    // What the authority said is an event like any other, and its copy lies beside the log's.
    await archive.get(Followers).settle();
    expect(await rows(`audit_event WHERE type = 'checkpoint.stamped'`)).toBe(1);
    const [name = ''] = [...store.objects.keys()].filter((one) => one.startsWith('log/stamp/'));
    expect(name).toMatch(new RegExp(`^log/stamp/${size}/[0-9a-f]{16}$`));
    const copy = JSON.parse(String(store.objects.get(name)?.bytes));
    expect(Buffer.from(copy.answer, 'base64').equals(kept.stamp.answer)).toBe(true);
    expect(await logFindings()).toContain('well log.stamp.there');
    await expectArchiveSound(archive);
  });

  it('are asked for once a checkpoint, and of the newest only', async () => {
    await ask();
    expect(await ask()).toBe(0);
    await keep();
    const later = await keep();
    expect(await ask()).toBe(1);
    expect(await rows('checkpoint_stamp')).toBe(2);
    expect(await rows(`checkpoint_stamp WHERE size = ${later}`)).toBe(1);
  });

  const change = (bytes: Buffer, at: number): Buffer => {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    return changed;
  };

  const BAD: readonly (readonly [says: string, fault: string, TsaMischief])[] = [
    ['of other data', 'other-data', (_, twin) => ({ body: twin.reply(twin.queryFor('other data')) })],
    [
      'without our nonce',
      'wrong-nonce',
      (_, twin) => {
        const size = readFileSync(join(twin.folder, 'known-checkpoint'), 'utf8');
        return { body: twin.reply(twin.queryFor(size, '-no_nonce')) };
      },
    ],
    ['that refuses', 'not-granted', (_, twin) => ({ body: twin.reply(Buffer.from('nonsense')) })],
    ['that is garbage', 'not-an-answer', () => ({ body: Buffer.from('<html>Welcome to the captive portal</html>') })],
    ['that is empty', 'not-an-answer', () => ({ body: Buffer.alloc(0) })],
    ['that is cut short', 'not-an-answer', (query, twin) => ({ body: twin.reply(query).subarray(0, -40) })],
    ['that goes on behind its end', 'not-an-answer', (query, twin) => ({ body: Buffer.concat([twin.reply(query), Buffer.from('more')]) })], // prettier-ignore
    ['that is huge', 'too-large', () => ({ body: Buffer.alloc(2_000_000, 48) })],
    ['of a server in trouble', 'unreachable', () => ({ status: 503, body: Buffer.from('later') })],
    [
      'whose signature does not hold',
      'signature',
      (query, twin) => {
        const body = twin.reply(query);
        return { body: change(body, body.length - 3) };
      },
    ],
    [
      'of a certificate that has expired',
      'expired',
      (query, twin) => {
        twin.certify('an old one', { dates: ['-days', '-1'] });
        return { body: twin.reply(query) };
      },
    ],
    [
      'of a revoked certificate',
      'revoked',
      (query, twin) => {
        twin.revoke();
        return { body: twin.reply(query) };
      },
    ],
  ];

  it.each(BAD)('refuse an answer %s: nothing is kept, nothing is lost', async (_, fault, mischief) => {
    tsa.write('known-checkpoint', (await archive.get(Log).newestCheckpoint())?.note ?? '');
    const honest = readFileSync(join(tsa.folder, 'tsa.pem'));
    const key = readFileSync(join(tsa.folder, 'tsa.key'));
    tsa.mischief = mischief;
    expect(await ask()).toBe(0);
    expect(await standing()).toMatchObject({ fault, lastAt: null, late: false });
    expect(await rows('checkpoint_stamp')).toBe(0);
    expect(await logFindings()).toContain('known log.stamp.refused');
    // A minute later it is asked again, and answers rightly.
    tsa.mischief = null;
    tsa.write('tsa.pem', honest);
    tsa.write('tsa.key', key);
    if (fault === 'revoked') return;
    expect(await ask()).toBe(0);
    clock.advance(61_000);
    expect(await ask()).toBe(1);
    expect(await standing()).toMatchObject({ fault: null, waitingSince: null });
    await expectArchiveSound(archive);
  });

  it('refuse an authority that the named certificates do not lead to, and one whose clock is far off', async () => {
    tsa.mischief = (query, twin) => {
      twin.makeRoot();
      twin.certify('a stranger');
      return { body: twin.reply(query) };
    };
    const before = readFileSync(tsa.caFile);
    const config = archive.get(Config);
    const [named] = config.timestampAuthorities;
    tsa.write('named.pem', before);
    const authorities = openAuthorities(
      {
        contact: config.contact,
        timestampAuthorities: named ? [{ ...named, caFile: join(tsa.folder, 'named.pem') }] : [],
      },
      clock,
    );
    await expect(authorities.all[0]?.stamp(Buffer.from('data'))).rejects.toThrow('unknown-authority');
    tsa.mischief = null;
    clock.advance(2 * 3_600_000);
    expect(await ask()).toBe(0);
    expect(await standing()).toMatchObject({ fault: 'implausible-time' });
  });

  it('are for certificates that serve nothing else', () => {
    const mayStamp = (): boolean => readCertificates(readFileSync(join(tsa.folder, 'tsa.pem'), 'utf8')).every(isForStamping); // prettier-ignore
    expect(mayStamp()).toBe(true);
    tsa.certify('a web server', { use: 'serving' });
    expect(mayStamp()).toBe(false);
  });

  it('are kept although no revocation list can be had, and say so', async () => {
    tsa.listed = false;
    expect(await ask()).toBe(1);
    expect(await archive.database.query(`SELECT unseen, revocations FROM checkpoint_stamp`)).toEqual([
      { unseen: 1, revocations: [] },
    ]);
  });

  it('that do not come for hours are an alarm at the desk and ill for the doctor, until one comes', async () => {
    await archive.close();
    await open(new Date(Date.now() - LATE_MS));
    tsa.mischief = () => ({ status: 500, body: Buffer.from('') });
    await ask();
    const alarms = async (): Promise<unknown> =>
      (await archive.get(ReadDesk).run(ACTOR)).alarms.filter(({ work }) => work === 'stamps');
    expect(await alarms()).toEqual([]);
    clock.advance(LATE_MS);
    await keep();
    await ask();
    expect(await alarms()).toEqual([{ work: 'stamps', is: 'overdue', things: 1, doneAt: null }]);
    expect(await logFindings()).toContain('ill log.stamp.refused');
    tsa.mischief = null;
    clock.advance(61_000);
    expect(await ask()).toBe(1);
    expect(await alarms()).toEqual([]);
  });

  it('need an authority: without one nothing is asked, and the doctor says so', async () => {
    expect(archive.get(TimestampAuthorities).all).toHaveLength(1);
    const plain = await openArchive(clock);
    await plain.get(Log).keepCheckpoint('hourly');
    expect(await plain.get(KeepStamps).run()).toBe(0);
    expect(await plain.database.query(`SELECT 1 FROM mark_request`)).toEqual([]);
    const found = await plain.get(ExamineInstallation).run(ACTOR);
    expect(found).toContainEqual(expect.objectContaining({ subject: 'log', is: 'known', says: 'log.no-authority' }));
    await plain.close();
  });
});
