import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import {
  AuditTrail,
  checkpointBody,
  KeepCosignatures,
  keyId,
  Log,
  openCheckpoint,
  rawPublicKey,
  ReadMarks,
  Sequencer,
  signedNote,
  verifierKey,
  WitnessLogs,
} from '../../src/audit/index.js';
import { cosignedAt, printAddCheckpoint, readNamedKey } from '../../src/audit/marks/cosignature.rules.js';
import { readConfig, system, SystemClock } from '../../src/platform/index.js';
import { type Akta, startAkta } from '../../src/start-akta.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { runAkta } from '../support/command-line.js';
import { FixtureLog } from '../support/fixture-log.js';
import { addressOf, listenLocally } from '../support/local-server.js';

interface Office {
  readonly plain: TestApp;
  readonly env: Readonly<Record<string, string>>;
  readonly akta: Akta;
  readonly log: Log;
  readonly witnessKey: string;
}

async function freePort(): Promise<string> {
  const server = createServer();
  const stop = await listenLocally(server);
  const [, port = ''] = addressOf(server).split(':');
  await stop();
  return port;
}

describe('archives that watch each other’s logs', () => {
  const stranger: KeyObject = generateKeyPairSync('ed25519').privateKey;
  const fork = new FixtureLog(stranger);
  const plain: TestApp[] = [];
  let newford: Office;
  let oldford: Office;

  beforeAll(async () => {
    for (const name of ['newford', 'oldford']) {
      plain.push(await startTestApp({ settings: { PUBLIC_URL: `http://records.${name}.example` } }));
    }
    const ports = [await freePort(), await freePort()];
    const keys = await Promise.all(
      plain.map(async ({ akta }) => ({
        log: await akta.app.get(Log, { strict: false }).verifierKey(),
        witness: akta.app.get(WitnessLogs, { strict: false }).verifierKey(),
      })),
    );
    const open = async (own: 0 | 1, other: 0 | 1): Promise<Office> => {
      const env = {
        ...plain[own]?.env,
        PORT: ports[own] ?? '',
        WITNESS_URLS: `http://127.0.0.1:${ports[other]}/witness/`,
        WITNESS_KEYS: keys[other]?.witness ?? '',
        WITNESSED_LOGS: `${keys[other]?.log} ${verifierKey(fork.origin, fork.publicKey)}`,
      };
      const akta = await startAkta({ ...readConfig(env), clock: new SystemClock(), ticking: false });
      const app = plain[own];
      if (!app) throw new Error('The office has no archive');
      return { plain: app, env, akta, log: akta.app.get(Log, { strict: false }), witnessKey: keys[own]?.witness ?? '' };
    };
    newford = await open(0, 1);
    oldford = await open(1, 0);
  }, 120_000);

  afterAll(async () => {
    for (const office of [newford, oldford]) await closeOnce(office);
    for (const app of plain) await app.close();
  });

  const closed = new Set<Office>();
  async function closeOnce(office: Office): Promise<void> {
    if (!closed.has(office)) await office.akta.close();
    closed.add(office);
  }

  async function grow({ akta, log }: Office, by: number): Promise<number> {
    const event = { type: 'sign-in.failed', facts: { tries: 1 } } as const;
    const trail = akta.app.get(AuditTrail, { strict: false });
    await trail.write(system('setup'), (tx) => tx.recordAll(Array.from({ length: by }, () => event)));
    await akta.app.get(Sequencer, { strict: false }).settle();
    return (await log.keepCheckpoint('asked')).size;
  }

  const ask = ({ akta }: Office): Promise<number> => akta.app.get(KeepCosignatures, { strict: false }).run();
  const send = (body: string, { akta } = oldford): Promise<Response> =>
    fetch(`${akta.url}/witness/add-checkpoint`, { method: 'POST', body });
  const faultOf = async ({ akta }: Office): Promise<string | null | undefined> =>
    (await akta.app.get(ReadMarks, { strict: false }).standings())[0]?.fault;

  it('sign each other, as long as each log continues what was signed before', async () => {
    for (const [office, other] of [[newford, oldford], [oldford, newford]] as const) {
      for (const by of [3, 300]) {
        const size = await grow(office, by);
        expect(await ask(office)).toBe(1);
        expect(await ask(office)).toBe(0);
        const note = await (await fetch(`${office.akta.url}/log/checkpoint`)).text();
        const opened = openCheckpoint(note, office.log.publicKey);
        expect(opened).toMatchObject({ valid: true, checkpoint: { size } });
        const witness = readNamedKey(other.witnessKey, 'cosignature');
        const [body = ''] = note.split('\n\n');
        const signed = witness && cosignedAt(note, `${body}\n`, witness);
        expect(Math.abs((signed?.at.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
        expect(witness && cosignedAt(note, `${body}x\n`, witness)).toBeNull();
      }
    }
    const { exit, out } = await runAkta(['witness', '--json'], { env: newford.env });
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      witnessKey: newford.witnessKey,
      watched: [{ origin: 'records.oldford.example/log' }, { size: null }],
      witnesses: [{ name: 'records.oldford.example/witness', fault: null }],
    });
  }); // prettier-ignore

  function noteOf(size: number, root: Buffer, key = stranger): string {
    const body = checkpointBody({ origin: fork.origin, size, root });
    const raw = key === stranger ? fork.publicKey : rawPublicKey(createPublicKey(key));
    return signedNote(body, [{ name: fork.origin, keyId: keyId(fork.origin, raw), signature: sign(null, Buffer.from(body), key) }]); // prettier-ignore
  }

  it('refuse a log that was forked, shrunk, proved wrongly, signed by another or unknown', async () => {
    for (let i = 0; i < 9; i += 1) fork.add('sign-in.failed', '2026-05-18T12:00:00.000Z', { tries: i });
    const at = (size: number): string => fork.checkpoint(size).note;
    const path = await fork.proveConsistency(5, 9);
    expect((await send(printAddCheckpoint({ old: 0, path: [], note: at(5) }))).status).toBe(200);
    // The same again is signed again: it was perhaps not heard.
    expect((await send(printAddCheckpoint({ old: 5, path: [], note: at(5) }))).status).toBe(200);
    // Another log of the same size, and one that says it begins at nothing.
    expect((await send(printAddCheckpoint({ old: 5, path: [], note: noteOf(5, Buffer.alloc(32, 7)) }))).status).toBe(
      409,
    );
    const behind = await send(printAddCheckpoint({ old: 0, path: [], note: at(9) }));
    expect([behind.status, behind.headers.get('content-type'), await behind.text()]).toEqual([409, expect.stringContaining('text/x.tlog.size'), '5\n']); // prettier-ignore
    // Grown, but from another past.
    expect((await send(printAddCheckpoint({ old: 5, path, note: noteOf(9, Buffer.alloc(32, 7)) }))).status).toBe(422);
    expect((await send(printAddCheckpoint({ old: 5, path: path.toReversed(), note: at(9) }))).status).toBe(422);
    expect((await send(printAddCheckpoint({ old: 5, path: [], note: at(9) }))).status).toBe(422);
    // Smaller than what it says was known.
    expect((await send(printAddCheckpoint({ old: 5, path: [], note: at(3) }))).status).toBe(400);
    const other = generateKeyPairSync('ed25519').privateKey;
    expect((await send(printAddCheckpoint({ old: 5, path, note: noteOf(9, Buffer.alloc(32), other) }))).status).toBe(
      403,
    );
    const unknown = at(9).replace(fork.origin, 'records.elsewhere.example/log');
    expect((await send(printAddCheckpoint({ old: 0, path: [], note: unknown }))).status).toBe(404);
    for (const garbage of ['', 'old 5', 'old -1\n\nx', `old 5\n${'A'.repeat(43)}=\n`, 'x'.repeat(100_000)]) {
      expect((await send(garbage)).status).toBe(400);
    }
    // Nothing of this changed what is known: the rightful log goes on.
    expect((await send(printAddCheckpoint({ old: 5, path, note: at(9) }))).status).toBe(200);
  });

  it('sign one of two logs that ask at the same moment', async () => {
    const size = fork.lines.length;
    fork.add('sign-in.failed', '2026-05-18T12:00:00.000Z', { tries: 1 });
    const path = await fork.proveConsistency(size, size + 1);
    const request = printAddCheckpoint({ old: size, path, note: fork.checkpoint().note });
    const statuses = await Promise.all(Array.from({ length: 6 }, async () => (await send(request)).status));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    const events = await oldford.plain.database.query(
      `SELECT count(*)::int AS n FROM audit_event WHERE type = 'log.witnessed' AND facts->>'size' = $1`,
      [String(size + 1)],
    );
    expect(events).toEqual([{ n: 1 }]);
  });

  it('say so when their own log was rewritten, or an old backup restored', async () => {
    await grow(newford, 1);
    await ask(newford);
    // The witness has seen more than there is now.
    await oldford.akta.app.get(AuditTrail, { strict: false }).write(system('setup'), async (tx) => {
      await tx.record('sign-in.failed', { tries: 1 });
      await tx.rows.query(`UPDATE witnessed_log SET size = size + 1000 WHERE origin = 'records.newford.example/log'`);
    });
    await grow(newford, 1);
    expect(await ask(newford)).toBe(0);
    expect(await faultOf(newford)).toBe('fork');
  });

  it('are asked again when the witness was not there', async () => {
    await closeOnce(oldford);
    await grow(newford, 1);
    expect(await ask(newford)).toBe(0);
    expect(await faultOf(newford)).toBe('unreachable');
  });
});
