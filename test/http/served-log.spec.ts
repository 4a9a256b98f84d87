import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AuditTrail, type KeptCheckpoint, leafHash, Log, openCheckpoint, Sequencer } from '../../src/audit/index.js';
import { readTilePath, tileNumber } from '../../src/audit/served/tile-path.rules.js';
import { system } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { buildGoTlog, hasGo } from '../support/go-tlog.js';

const HASH = 32;

describe('the log that anybody can watch', () => {
  let app: TestApp;
  let log: Log;
  let earlier: KeptCheckpoint;
  let newest: KeptCheckpoint;

  async function growTo(size: number): Promise<KeptCheckpoint> {
    const trail = app.akta.app.get(AuditTrail, { strict: false });
    const { size: now } = await log.head();
    const event = { type: 'sign-in.failed', facts: { tries: 1 } } as const;
    await trail.write(system('setup'), (tx) => tx.recordAll(Array.from({ length: size - now }, () => event)));
    await app.akta.app.get(Sequencer, { strict: false }).settle();
    return log.keepCheckpoint('asked');
  }

  beforeAll(async () => {
    app = await startTestApp();
    log = app.akta.app.get(Log, { strict: false });
    await app.akta.app.get(Sequencer, { strict: false }).settle();
    earlier = await growTo(300);
    newest = await growTo(600);
    // What comes after the newest checkpoint is not served.
    await app.akta.app
      .get(AuditTrail, { strict: false })
      .write(system('setup'), (tx) =>
        tx.recordAll(Array.from({ length: 30 }, () => ({ type: 'sign-in.failed', facts: { tries: 2 } }) as const)),
      );
    await app.akta.app.get(Sequencer, { strict: false }).settle();
  }, 60_000);

  afterAll(() => app.close());

  const ask = (path: string, key: string | null = null): Promise<Response> => app.ask('GET', `/log/${path}`, { key });
  const bytes = async (path: string): Promise<Buffer> => Buffer.from(await (await ask(path)).arrayBuffer());

  it('shows its newest kept checkpoint to whoever asks, never from a cache', async () => {
    const answer = await ask('checkpoint');
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    const note = await answer.text();
    expect(note).toBe(newest.note);
    expect(openCheckpoint(note, log.publicKey)).toMatchObject({ valid: true, checkpoint: { size: 600 } });
  });

  it('shows its tiles, full and partial, which may be kept for ever', async () => {
    const answer = await ask('tile/0/001');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect((await bytes('tile/0/000')).length).toBe(256 * HASH);
    const partial = await bytes('tile/0/002.p/88');
    expect(partial.length).toBe(88 * HASH);
    const [entry] = await log.entriesAt([599]);
    expect(partial.subarray(-HASH).equals(leafHash(entry?.line ?? ''))).toBe(true);
    expect((await bytes('tile/1/000.p/2')).length).toBe(2 * HASH);
    // Also as it was at an earlier size.
    expect((await bytes('tile/0/001.p/44')).equals((await bytes('tile/0/001')).subarray(0, 44 * HASH))).toBe(true);
  });

  it.each([
    'tile/0/002', 'tile/0/002.p/89', 'tile/0/003.p/1', 'tile/1/000', 'tile/1/000.p/3', 'tile/2/000.p/1',
    'tile/0/1', 'tile/0/x000/001', 'tile/00/001', 'tile/0/001.p/0', 'tile/0/001.p/256', 'tile/0/001.p/044',
    'tile/64/000', 'tile/-1/000', 'tile/0/', 'tile/0/001/', 'tile/0/001.p/', 'tile/0/%30%30%31', 'tile/0/..%2fcheckpoint',
    'tile/0/x999/x999/x999/x999/x999/x999/999', 'tile/data/000',
  ])('has nothing at %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control') ?? '').not.toContain('immutable');
    expect(await answer.json()).toMatchObject({ type: expect.stringContaining('not-found') });
  }); // prettier-ignore

  it('shows its entries only to those who may read the trail', async () => {
    expect((await ask('tile/entries/000')).status).toBe(401);
    expect((await ask('tile/entries/000', await app.keyOf('custodian'))).status).toBe(403);
    const answer = await ask('tile/entries/002.p/88', await app.keyOf('auditor'));
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const bundle = Buffer.from(await answer.arrayBuffer());
    const lines: string[] = [];
    for (let at = 0; at < bundle.length;) {
      const length = bundle.readUInt16BE(at);
      lines.push(bundle.toString('utf8', at + 2, at + 2 + length));
      at += 2 + length;
    }
    expect(lines).toEqual((await log.entriesAfter(511, 88)).map(({ line }) => line));
    expect((await ask('tile/entries/002', await app.keyOf('auditor'))).status).toBe(404);
  });

  it('names tiles as C2SP does', () => {
    expect([0, 67, 1_000, 1_234_067].map(tileNumber)).toEqual(['000', '067', 'x001/000', 'x001/x234/067']);
    expect(readTilePath('1/x001/x234/067.p/5')).toEqual({ level: 1, n: 1_234_067, width: 5 });
  });

  (hasGo ? it : it.skip)(
    'is enough for Go’s own tlog to prove an entry, and that nothing was rewritten',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'akta-served-'));
      const program = buildGoTlog(folder);
      const [entry] = await log.entriesAt([299]);
      writeFileSync(join(folder, 'entry'), entry?.line ?? '');
      writeFileSync(join(folder, 'earlier'), earlier.note);
      const args = [await log.verifierKey(), 'served', `${app.url}/log`, join(folder, 'entry'), '299', join(folder, 'earlier')]; // prettier-ignore
      const { stdout } = await promisify(execFile)(program, args);
      expect(stdout).toBe('served: entry 299 is in the log of 600, which continues that of 300\n');
      writeFileSync(join(folder, 'entry'), (entry?.line ?? '').replace('failed', 'tailed'));
      await expect(promisify(execFile)(program, args)).rejects.toThrow('invalid transparency proof');
      rmSync(folder, { recursive: true, force: true });
    },
    120_000,
  );
});
