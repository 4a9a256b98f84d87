import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { Client } from 'pg';
import { type Lab, startLab } from '../../lab/index.js';
import { AddAccount, AddBody, StateLegalBasis } from '../../src/accounts/index.js';
import { RestoreKeys, type Scrubbed, ScrubArchive } from '../../src/archive/index.js';
import { Followers } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { ReadExports, StartExport, WorkExports } from '../../src/exports/index.js';
import { DailyWork } from '../../src/integrity/index.js';
import { readConfig, SimulatedClock, system, Upkeep } from '../../src/platform/index.js';
import { type Akta, startAkta } from '../../src/start-akta.js';
import { destroyLawfully } from '../support/destroy-lawfully.js';

const HOST = 'social.newford.example';
const ACTOR = system('setup');
/** Stands in nothing else on this machine. */
const WORDS = { text: 'zumbrafel', handle: 'quixomar', alt: 'plovingate', kept: 'wendlestrom' };
const MEANWHILE = ['drantiflex', 'morbelquay'] as const;
const DAY = 86_400_000;
const forever = new AbortController().signal;

describe('scrubbing the database of what was destroyed', () => {
  let folder: string;
  let lab: Lab;
  let akta: Akta;
  let clock: SimulatedClock;
  let account: string;
  let destroyed: string[];

  const get = <T>(type: Type<T> | (abstract new (...args: never[]) => T)): T => akta.app.get(type, { strict: false });
  const upkeep = <R extends object>(sql: string): Promise<R[]> =>
    get<Upkeep>(Upkeep).use(async (client: Client) => (await client.query<R>(sql)).rows);
  const settle = async (): Promise<void> => {
    await get(WorkQueue).settle();
    await get(Followers).settle();
  };
  const exported = async (): Promise<string> => {
    const { id } = await get(StartExport).run(ACTOR, { accountIds: [account], language: 'en' });
    await get(WorkExports).tick();
    return id;
  };
  const destroy = (itemIds: readonly string[]): Promise<void> => destroyLawfully(get, itemIds);

  const itemsWith = async (words: string): Promise<string[]> => {
    const sql = `SELECT DISTINCT item_id AS id FROM snapshot_body WHERE convert_from(item_json, 'UTF8') ~ '${words}'`;
    return (await upkeep<{ id: string }>(sql)).map(({ id }) => id);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'akta-scrub-'));
    chmodSync(folder, 0o755);
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        const other = world.openAccount(`${WORDS.handle}@${HOST}`, { displayName: 'Dana' });
        world.post(city, `The ${WORDS.kept} bridge is open.`);
        for (const word of MEANWHILE) world.post(city, `Closed: ${word}.`);
        const post = world.post(city, `Mind the ${WORDS.text}.`, { media: [{ scene: 'map', alt: WORDS.alt }] });
        world.reply(other, post, `Which ${WORDS.text}?`);
      },
    });
    const { config, secrets } = readConfig({
      AKTA_DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', REQUESTS_PER_SECOND: '10000',
    }); // prettier-ignore
    akta = await startAkta({ config, secrets, clock, ticking: false });
    const body = { name: 'City of Newford', zone: 'America/Chicago', languages: ['en'], country: 'US', prefix: 'TEST' };
    const { id: bodyId } = await get(AddBody).run(ACTOR, body);
    const address = `${lab.mastodon(HOST)}/@newford`;
    const added = { address, bodyId, character: 'official' as const, privateAllowed: true };
    account = (await get(AddAccount).run(ACTOR, added)).id;
    await get(StateLegalBasis).run(ACTOR, {
      accountId: account,
      statute: '50 ILCS 205',
      scheduleItem: '1',
      officer: 'Marta Zielinski',
    });
    for (let hour = 0; hour < 6; hour += 1) {
      await settle();
      clock.advance(3_600_000);
    }
    await upkeep('ANALYZE');
    clock.advance(DAY);
    await get(DailyWork).settle(forever);
    destroyed = await itemsWith(`${WORDS.text}|${WORDS.handle}`);
  }, 180_000);

  afterAll(async () => {
    await akta.close();
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('does nothing where nothing was destroyed', async () => {
    expect(await get(ScrubArchive).run(ACTOR, async () => undefined)).toMatchObject({ needed: false, whole: true });
  });

  it('leaves no word of it in any file of the installation, and what is kept where it was', async () => {
    const made = await exported();
    expect(destroyed).toHaveLength(2);
    for (const word of [WORDS.text, WORDS.handle, WORDS.alt]) expect(filesWith(folder, word)).not.toEqual([]);

    await destroy(destroyed);
    expect(filesWith(folder, WORDS.text)).not.toEqual([]);
    const steps: string[] = [];
    const scrubbed: Scrubbed = await get(ScrubArchive).run(ACTOR, async (step) => {
      steps.push(step);
    });

    expect(scrubbed).toMatchObject({ needed: true, destroyed: 2, seen: [], whole: true, elsewhere: [] });
    expect(scrubbed.log).toMatchObject({ left: 0 });
    expect(new Set(steps)).toEqual(new Set(['tables', 'log']));
    for (const word of [WORDS.text, WORDS.handle, WORDS.alt])
      expect([word, filesWith(folder, word)]).toEqual([word, []]);
    expect(filesWith(folder, WORDS.kept)).not.toEqual([]);
    expect(await get(ReadExports).one({ ...ACTOR }, made)).toMatchObject({ status: 'removed', files: [] });
    await expect(get(ReadExports).finished(made, null)).rejects.toMatchObject({ problem: 'destroyed' });
    expect(await get(ScrubArchive).run(ACTOR, async () => undefined)).toMatchObject({ needed: false });
  });

  it('is followed by later captures and bundles that hold none of it', async () => {
    clock.advance(DAY);
    await settle();
    const made = await exported();
    expect(await get(ReadExports).one(ACTOR, made)).toMatchObject({ status: 'ready' });
    expect(await upkeep(`SELECT FROM item_key WHERE item_id IN ('${destroyed.join(`','`)}')`)).toHaveLength(0);
    for (const word of [WORDS.text, WORDS.handle, WORDS.alt])
      expect([word, filesWith(folder, word)]).toEqual([word, []]);
  });

  it('leaves what is destroyed while it runs to the next one', async () => {
    const [before, meanwhile] = MEANWHILE;
    await destroy(await itemsWith(before));
    let late: Promise<void> | undefined;
    const first = await get(ScrubArchive).run(ACTOR, async (step) => {
      if (step === 'log') await (late ??= itemsWith(meanwhile).then(destroy));
    });
    expect(first).toMatchObject({ destroyed: 1, whole: true });
    expect(await get(ScrubArchive).run(ACTOR, async () => undefined)).toMatchObject({ needed: true, destroyed: 1 });
    for (const word of MEANWHILE) expect([word, filesWith(folder, word)]).toEqual([word, []]);
    expect(await get(ScrubArchive).run(ACTOR, async () => undefined)).toMatchObject({ needed: false });
  });

  it('leaves the keys in key files until these end, and in none after', async () => {
    const keyFiles = async (): Promise<number> => {
      const [row] = await upkeep<{ n: number }>(
        `SELECT count(*)::int AS n FROM key_file WHERE made_at <= (SELECT max(executed_at) FROM disposition) AND kept_until > '${clock.now().toISOString()}'`,
      );
      return row?.n ?? -1;
    };
    expect(await keyFiles()).toBeGreaterThan(0);
    for (let day = 0; day < 37; day += 1) {
      clock.advance(DAY);
      await get(DailyWork).settle(forever);
    }
    expect(await keyFiles()).toBe(0);
    const restored = await get(RestoreKeys).run(ACTOR);
    expect(restored.files.every(({ left }) => left.destroyed === 0)).toBe(true);
  }, 120_000);
});

/** Files below a folder in which this stands as it was written, whatever they are. */
function filesWith(folder: string, word: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() && readFileSync(path).includes(word));
}
