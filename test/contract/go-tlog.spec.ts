import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { AuditTrail, type KeptCheckpoint, Log, MemorySigner, OpenLog, Sequencer } from '../../src/audit/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { freshDatabase } from '../support/database.js';
import { buildGoTlog, hasGo } from '../support/go-tlog.js';

const FIRST = 300;
const SECOND = 620;

(hasGo ? describe : describe.skip)('the log before golang.org/x/mod/sumdb', () => {
  const folder = mkdtempSync(join(tmpdir(), 'akta-go-'));
  let program: string;
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  let database: DataSource;
  let log: Log;
  let key: string;
  let earlier: KeptCheckpoint;
  let later: KeptCheckpoint;

  async function growTo(size: number): Promise<void> {
    const trail = new AuditTrail(database, clock);
    const { size: now } = await log.head();
    await trail.write(system('setup'), (tx) =>
      tx.recordAll(
        Array.from({ length: size - now }, (_, i) => ({ type: 'sign-in.failed', facts: { tries: i } }) as const),
      ),
    );
    await new Sequencer(database).settle();
  }

  beforeAll(async () => {
    program = buildGoTlog(folder);
    database = await freshDatabase();
    log = new Log(database, new MemorySigner(), clock);
    await new OpenLog(database, new AuditTrail(database, clock), clock).run('records.newford.example/log');
    await new Sequencer(database).settle();
    await growTo(FIRST);
    earlier = await log.keepCheckpoint('asked');
    await growTo(SECOND);
    later = await log.keepCheckpoint('asked');
    key = await log.verifierKey();
  }, 180_000);

  afterAll(async () => {
    await database?.destroy();
    rmSync(folder, { recursive: true, force: true });
  });

  function judge(
    what: 'inclusion' | 'consistency',
    texts: readonly string[],
    by = key,
  ): { code: number | null; said: string } {
    const files = texts.map((text, i) => {
      const file = join(folder, `input-${i}`);
      writeFileSync(file, text);
      return file;
    });
    const { status, stdout, stderr } = spawnSync(program, [by, what, ...files], { encoding: 'utf8' });
    return { code: status, said: stdout + stderr };
  }

  async function entry(index: number): Promise<{ line: string; proof: string }> {
    const [found] = await log.entriesAt([index]);
    return { line: found?.line ?? '', proof: await log.proofText(index, later) };
  }

  const path = async (): Promise<string> =>
    (await log.proveConsistency(earlier.size, later.size)).map((step) => `${step.toString('base64')}\n`).join('');

  it('finds entries on both sides of each border of a tile in it', async () => {
    expect([earlier.size, later.size]).toEqual([FIRST, SECOND]);
    for (const index of [0, 1, 255, 256, 257, 299, 300, 511, 512, 619]) {
      const { line, proof } = await entry(index);
      expect(judge('inclusion', [line, proof])).toEqual({
        code: 0,
        said: `entry ${index} is in the log of ${SECOND}\n`,
      });
    }
  });

  it('finds them also where several are proved at once', async () => {
    const indices = [0, 255, 256, 300, 619];
    const proofs = await log.proofTexts(indices, later);
    expect(proofs).toEqual(await Promise.all(indices.map((index) => log.proofText(index, later))));
    await expect(log.proofTexts([0, SECOND], later)).rejects.toThrow(`has no entry ${SECOND}`);
  });

  it('agrees that the later log continues the earlier one', async () => {
    const judged = judge('consistency', [earlier.note, later.note, await path()]);
    expect(judged).toEqual({ code: 0, said: `the log of ${SECOND} continues the log of ${FIRST}\n` });
  });

  it('refuses one changed byte of an entry, a proof, a path, a checkpoint, and another key', async () => {
    const { line, proof } = await entry(257);
    const other = (await entry(258)).line;
    expect(judge('inclusion', [other, proof]).code).toBe(1);
    const altered = line.replace('sign-in.failed', 'sign-in.tailed');
    expect(altered).not.toBe(line);
    expect(judge('inclusion', [altered, proof]).code).toBe(1);
    expect(judge('inclusion', [line, proof.replace('index 257', 'index 256')]).code).toBe(1);
    const steps = (await path()).split('\n');
    expect(judge('consistency', [earlier.note, later.note, [...steps.slice(1), steps[0]].join('\n')]).code).toBe(1);
    const resized = later.note.replace(`\n${SECOND}\n`, `\n${SECOND - 1}\n`);
    expect(judge('consistency', [earlier.note, resized, await path()]).said).toContain('invalid signature');
    const stranger = await new Log(database, new MemorySigner(), clock).verifierKey();
    expect(judge('inclusion', [line, proof], stranger).code).toBe(1);
  });
});
