import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { type AccessToken, feedDelivery, type Lab, type Post, signDelivery, startLab } from '../../lab/index.js';
import { seeded } from '../../lab/world/random.rules.js';
import { SetSecret } from '../../src/accounts/index.js';
import { FilesystemObjectStore } from '../../src/archive/index.js';
import { ReceiveDelivery } from '../../src/capture/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { freshDatabase, urlsOf } from '../support/database.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { heldBy } from '../support/expect-truth.js';
import { THOROUGH } from '../support/thorough.js';
import { compileWorker, startWorker } from '../support/worker-process.js';

const HOST = 'facebook.example';
const APP_SECRET = 'the-secret-of-the-app';
const DELIVERIES = THOROUGH ? 10_000 : 400;
/** Delivered in one go, in any order. */
const GUST = THOROUGH ? 500 : 100;
/** Deliveries of a gust that are under way together. */
const AT_ONCE = 25;
const DAY_MS = 86_400_000;
/** Comments that are talked about at the same time. */
const AT_A_TIME = 12;

describe('a storm of deliveries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'akta-storm-'));
  const worker = compileWorker();
  const next = seeded(20_260_519);
  let clock: SimulatedClock;
  let lab: Lab;
  let token: AccessToken;
  let quiet: ArchiveUnderTest;
  let stormy: ArchiveUnderTest;
  let url: string;

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'facebook', rateLimit: null, appSecret: APP_SECRET });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`carol@${HOST}`, { displayName: 'Carol Jensen' });
        world.post(world.account(`newford@${HOST}`), 'Flood warning in force.', { key: 'post' });
      },
    });
    token = lab.world.issueToken(HOST, lab.world.account(`newford@${HOST}`));
    quiet = await openArchive(clock);
    const database = await freshDatabase();
    url = (await urlsOf(database)).akta_app;
    stormy = await openArchive(clock, { database, folder, store: new FilesystemObjectStore(join(folder, 'objects')) });
    for (const archive of [quiet, stormy]) {
      const accountId = await archive.addAccount(lab.facebook(HOST), { token: token.value });
      await archive.get(SetSecret).run(system('setup'), { accountId, name: 'app-secret', secret: APP_SECRET });
      await archive.settle();
    }
    // Deliveries alone speak: a look would show each comment as it is in the end.
    lab.world.revokeToken(token);
  }, 120_000);

  afterAll(async () => {
    await quiet.close();
    await stormy.close();
    await lab.close();
    worker.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const one = <T>(from: readonly T[]): T | undefined => from[Math.floor(next() * from.length)];

  /** One thing that happens to a comment that stands, or a new comment; answers what is delivered of it. */
  const happen = (open: Post[], number: number): string => {
    const { world } = lab;
    clock.advance(1_000);
    const comment = open.length < AT_A_TIME ? undefined : one(open);
    const toggle = (post: Post): void => (post.hidden ? world.show(post) : world.hide(post));
    if (!comment) open.push(world.reply(world.account(`carol@${HOST}`), world.postNamed('post'), `Comment ${number}`));
    else {
      const chance = next();
      if (chance < 0.5) world.edit(comment, `Edited ${number}`);
      else if (chance < 0.8) toggle(comment);
      else {
        world.remove(comment);
        open.splice(open.indexOf(comment), 1);
      }
    }
    const line = world.diary.at(-1);
    return (line && feedDelivery(world, line)) ?? '';
  };

  const deliverOne = async (archive: ArchiveUnderTest, body: string): Promise<void> => {
    const [name, value] = signDelivery(body, APP_SECRET);
    const answer = await archive.get(ReceiveDelivery).run('facebook', {
      method: 'POST',
      path: '/webhooks/facebook',
      query: {},
      headers: { [name.toLowerCase()]: value },
      body: Buffer.from(body),
      receivedAt: clock.now().toISOString(),
    });
    expect(answer.accepted).toBe(true);
  };
  const deliver = async (archive: ArchiveUnderTest, bodies: readonly string[], atOnce = 1): Promise<void> => {
    for (let from = 0; from < bodies.length; from += atOnce)
      await Promise.all(bodies.slice(from, from + atOnce).map((body) => deliverOne(archive, body)));
  };

  const work = async (archive: ArchiveUnderTest): Promise<void> => {
    clock.advance(2_000);
    await archive.settle();
  };

  /** In any order, a third of them twice, and some comments' first delivery only with the next gust. */
  const gusts = (bodies: readonly string[]): string[][] => {
    const own: string[][] = [];
    for (let from = 0; from < bodies.length; from += GUST) own.push(bodies.slice(from, from + GUST));
    const late = own.map((gust, place) => {
      const isLate = (body: string): boolean => body.includes('"verb":"add"') && next() < 0.1;
      return new Set(place === own.length - 1 ? [] : gust.filter(isLate));
    });
    const cut = own.map((gust, place) => [
      ...gust.filter((body) => !late[place]?.has(body)),
      ...(late[place - 1] ?? []),
    ]);
    return cut.map((gust) =>
      [...gust, ...gust.filter(() => next() < 0.33)]
        .map((body) => ({ body, at: next() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ body }) => body),
    );
  };

  const told = async (database: DataSource): Promise<unknown> => {
    const held = await heldBy(database);
    const findings = await database.query(
      `SELECT convert_from(b.item_json, 'UTF8')::jsonb #>> '{ref,canonicalUri}' AS uri, f.kind, f.cause, f.certainty, f.source_at
         FROM finding f JOIN snapshot_body b ON b.item_id = f.item_id AND b.number = 1 ORDER BY 1, f.source_at, f.kind`,
    );
    const hidden = await database.query(`SELECT count(*)::int AS n FROM item_watch WHERE hidden`);
    return { items: Object.fromEntries([...held].toSorted(([a], [b]) => (a < b ? -1 : 1))), findings, hidden };
  };

  it(
    `of ${DELIVERIES}, with duplicates, in disorder and with workers killed, ends like the quiet run`,
    async () => {
      const open: Post[] = [];
      const bodies = Array.from({ length: DELIVERIES }, (_, number) => happen(open, number));
      for (let from = 0; from < bodies.length; from += GUST) {
        await deliver(quiet, bodies.slice(from, from + GUST));
        await work(quiet);
      }
      let killed = 0;
      for (const gust of gusts(bodies)) {
        await deliver(stormy, gust, AT_ONCE);
        clock.advance(2_000);
        const workers = [1, 2].map(() => startWorker(worker.script, [url, folder, clock.now().toISOString()]));
        await Promise.all(
          workers.map(async ({ ready, ended, kill }) => {
            await ready;
            await wait(next() * 1_500);
            kill();
            if ((await ended).code === null) killed += 1;
          }),
        );
        // What a dead worker held is claimable once its lease has ended.
        clock.advance(6 * 60_000);
        await work(stormy);
      }
      expect(killed).toBeGreaterThan(0);
      // What waited for another, which a worker took into the archive before it was killed, waits to the end of its time.
      clock.advance(DAY_MS);
      await work(stormy);
      const waiting = `SELECT count(*)::int AS n FROM webhook_delivery WHERE done_at IS NULL`;
      expect(await stormy.database.query(waiting)).toEqual([{ n: 0 }]);
      expect(await told(stormy.database)).toEqual(await told(quiet.database));
      lab.world.revokeToken(token, false);
      for (const archive of [quiet, stormy]) {
        clock.advance(6 * 60_000);
        await archive.settle();
      }
      const [quietly, stormily] = [await heldBy(quiet.database), await heldBy(stormy.database)];
      expect(Object.fromEntries(stormily)).toEqual(Object.fromEntries(quietly));
      await expectArchiveSound(stormy);
    },
    THOROUGH ? 1_200_000 : 240_000,
  );
});
