import { setTimeout as wait } from 'node:timers/promises';
import { LiveLoops } from '../src/capture/index.js';
import { type BenchArchive, openBenchArchive } from './bench-archive.js';
import { addBenchAccount } from './bench-capture.js';
import type { LiveSource } from './live-sources/live-source.js';
import { openMastodon } from './live-sources/mastodon.js';
import { type Figure, type Measured, quantile } from './report.js';

const SOURCES: Readonly<Record<string, () => Promise<LiveSource>>> = { mastodon: openMastodon };
const LOOK_EVERY_MS = 10;
const PATIENCE_MS = 60_000;

/** So many posts a second on each platform that pushes, and how long each takes until it is durable in the archive. */
export async function benchLive(seconds: number, rate: number): Promise<Measured> {
  const figures: Figure[] = [];
  for (const [name, open] of Object.entries(SOURCES)) {
    const source = await open();
    const archive = await openBenchArchive();
    try {
      figures.push(...figuresOf(name, await measure(archive, source, { seconds, rate })));
    } finally {
      await archive.context.get(LiveLoops, { strict: false }).stop();
      await archive.close();
      await source.close();
    }
  }
  return { bench: 'live', setting: { seconds, rate }, figures };
}

function figuresOf(name: string, delays: readonly number[]): Figure[] {
  return [
    { name: `${name}, median`, value: quantile(delays, 0.5), unit: 'ms' },
    { name: `${name}, 95 of 100`, value: quantile(delays, 0.95), unit: 'ms', goal: { most: 2_000 } },
    { name: `${name}, 99 of 100`, value: quantile(delays, 0.99), unit: 'ms' },
    { name: `${name}, posts`, value: delays.length, unit: '' },
  ];
}

/** From a post in the lab to its commit, in milliseconds. What is posted first is in the archive first. */
async function measure(
  archive: BenchArchive,
  source: LiveSource,
  { seconds, rate }: { seconds: number; rate: number },
): Promise<number[]> {
  const { accountId } = await addBenchAccount(archive, source.address, source.token);
  await archive.context.get(LiveLoops, { strict: false }).tick();
  while (source.listening() === 0) await wait(LOOK_EVERY_MS);
  const said: number[] = [];
  const talking = talk(source, { count: seconds * rate, rate }, said);
  const delays: number[] = [];
  const before = await held(archive, accountId);
  const end = performance.now() + seconds * 1_000 + PATIENCE_MS;
  while (delays.length < seconds * rate) {
    if (performance.now() > end) throw new Error(`Of ${seconds * rate} posts ${delays.length} came into the archive`);
    await wait(LOOK_EVERY_MS);
    const known = (await held(archive, accountId)) - before;
    const now = performance.now();
    while (delays.length < known) delays.push(now - (said[delays.length] ?? now));
  }
  await talking;
  return delays;
}

async function talk(
  source: LiveSource,
  { count, rate }: { count: number; rate: number },
  said: number[],
): Promise<void> {
  const began = performance.now();
  for (let i = 0; i < count; i += 1) {
    const ahead = began + (i * 1_000) / rate - performance.now();
    if (ahead > 0) await wait(ahead);
    said.push(performance.now());
    source.say(`Water main repairs on Oak Avenue, report ${i}. #Newford`);
  }
}

async function held({ admin }: BenchArchive, accountId: string): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(`SELECT count(*)::int AS n FROM item WHERE account_id = $1`, [
    accountId,
  ]);
  return rows[0]?.n ?? 0;
}
