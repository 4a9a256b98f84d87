import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { ObjectStore } from '../src/archive/index.js';
import { Followers } from '../src/audit/index.js';
import { WorkQueue } from '../src/capture/index.js';
import { ReadFixity, RunFixity } from '../src/integrity/index.js';
import { ahead, system } from '../src/platform/index.js';
import { addBenchAccount, backfill } from './bench-capture.js';
import { type BenchArchive, openBenchArchive } from './bench-archive.js';
import { openSource } from './open-source.js';
import { type Figure, type Measured, quantile } from './report.js';
import { watchProcess } from './watch-process.js';

const MEBI = 1024 * 1024;
const MEGA = 1e6;
/** Every third post shows a picture of its own, of 0.3 to 2.1 MB. */
const PICTURES = 3;
const AT_ONCE = 4;
const FILES_A_CALL = 500;
/** Taken in turns, so that what others do on the machine meets all of them; the middle one is told. */
const ROUNDS = 3;
const ACTOR = system('integrity');

interface Round {
  readonly openssl: number;
  readonly digests: number;
  readonly full: Awaited<ReturnType<typeof fullRound>>;
}

/**
 * What is stored read back: the bytes of each object through SHA-256, beside `openssl dgst -sha256` over the same files;
 * then the whole round as a server makes it, to the commitment of each version. All of it after one reading, so that
 * each finds the files where the other does.
 */
export async function benchFixity(items: number): Promise<Measured> {
  const source = await openSource(items, { pictures: PICTURES });
  const archive = await openBenchArchive({
    settings: { FIXITY_MEGABYTES_PER_SECOND: '10000', FIXITY_REQUESTS_PER_SECOND: '10000' },
  });
  try {
    const { accountId } = await addBenchAccount(archive, source.url);
    await backfill(archive, accountId);
    await archive.context.get(WorkQueue, { strict: false }).stop();
    await archive.context.get(Followers, { strict: false }).settle();
    const { objects, bytes, media } = await storedObjects(archive);
    const files = objects.map((object) => join(archive.config.objectsDir, ...object.split('/')));
    opensslSeconds(files);
    const small = await fullRound(archive, Math.ceil(objects.length / 4));
    const rounds: Round[] = [];
    for (let i = 0; i < ROUNDS; i += 1) {
      const openssl = opensslSeconds(files);
      const digests = await digestSeconds(archive, objects);
      rounds.push({ openssl, digests, full: await fullRound(archive, objects.length) });
    }
    const openssl = middle(rounds, (round) => round.openssl);
    const [digests, full] = [middle(rounds, (round) => round.digests), middle(rounds, (round) => round.full.seconds)];
    const last = rounds.at(-1)?.full ?? small;
    await demandWhole(archive);
    const rate = (seconds: number, of = bytes): number => of / MEGA / seconds;
    const figures: Figure[] = [
      { name: 'openssl dgst -sha256', value: rate(openssl), unit: 'MB/s' },
      { name: 'digests', value: rate(digests), unit: 'MB/s' },
      {
        name: 'digests, of openssl',
        value: middle(rounds, (round) => round.openssl / round.digests),
        unit: 'of 1',
        goal: { least: 0.7 },
      },
      { name: 'full check', value: rate(full), unit: 'MB/s' },
      {
        name: 'full check, of openssl',
        value: middle(rounds, (round) => round.openssl / round.full.seconds),
        unit: 'of 1',
        goal: { least: 0.25 },
      },
      { name: 'full check', value: objects.length / full, unit: 'objects/s' },
      { name: 'processor time of it', value: last.processorMs / 1_000, unit: 's' },
      { name: 'statements an object', value: last.statements / objects.length, unit: '' },
      { name: 'largest resident set, a quarter of it', value: small.peakBytes / MEBI, unit: 'MiB' },
      { name: 'largest resident set, all of it', value: last.peakBytes / MEBI, unit: 'MiB', goal: { most: 600 } },
    ];
    const setting = {
      items,
      objects: objects.length,
      bytes,
      pictures: `1 of ${PICTURES} posts, 0.3 to 2.1 MB`,
      'bytes of pictures': media,
    };
    return { bench: 'fixity', setting, figures };
  } finally {
    await archive.close();
    source.close();
  }
}

function middle(rounds: readonly Round[], of: (round: Round) => number): number {
  return quantile(rounds.map(of), 0.5);
}

async function storedObjects({ admin }: BenchArchive): Promise<{ objects: string[]; bytes: number; media: number }> {
  const { rows } = await admin.query<{ object: string; bytes: string; medium: boolean }>(
    `SELECT object, stored AS bytes, false AS medium FROM exchange UNION ALL SELECT object, bytes + 28, true FROM medium ORDER BY object`,
  );
  const sum = (of: typeof rows): number => of.reduce((total, { bytes }) => total + Number(bytes), 0);
  return {
    objects: rows.map(({ object }) => object),
    bytes: sum(rows),
    media: sum(rows.filter(({ medium }) => medium)),
  };
}

function opensslSeconds(files: readonly string[]): number {
  const began = performance.now();
  for (let at = 0; at < files.length; at += FILES_A_CALL) {
    const run = spawnSync('openssl', ['dgst', '-sha256', ...files.slice(at, at + FILES_A_CALL)], { stdio: 'ignore' });
    if (run.status !== 0) throw new Error('openssl could not be run');
  }
  return (performance.now() - began) / 1_000;
}

async function digestSeconds({ context }: BenchArchive, objects: readonly string[]): Promise<number> {
  const store = context.get(ObjectStore, { strict: false });
  const began = performance.now();
  for await (const [, bytes] of ahead(objects, AT_ONCE, (object) => store.get(object))) hash('sha256', bytes, 'buffer');
  return (performance.now() - began) / 1_000;
}

/** The round of a server over so many objects: those read longest ago. */
async function fullRound({ context, admin }: BenchArchive, objects: number): ReturnType<typeof watchProcess<unknown>> {
  await admin.query(`UPDATE fixity SET next_at = 'infinity'`);
  await admin.query(
    `UPDATE fixity SET next_at = 'epoch', verified_at = NULL WHERE kind IN ('exchange', 'medium') AND (kind, name) IN
       (SELECT kind, name FROM fixity WHERE kind IN ('exchange', 'medium') ORDER BY kind, name LIMIT $1)`,
    [objects],
  );
  return watchProcess(() => context.get(RunFixity, { strict: false }).run(ACTOR, null, async () => undefined));
}

async function demandWhole({ context }: BenchArchive): Promise<void> {
  const { open, never } = await context.get(ReadFixity, { strict: false }).run(ACTOR);
  if (open > 0 || never > 0) throw new Error(`Not everything was as recorded: ${open} findings, ${never} not read`);
}
