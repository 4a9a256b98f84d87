import { setTimeout as wait } from 'node:timers/promises';
import { LiveLoops } from '../src/capture/index.js';
import { type BenchArchive, openBenchArchive } from './bench-archive.js';
import { addBenchAccount } from './bench-capture.js';
import { openBluesky } from './live-sources/bluesky.js';
import { openFacebook } from './live-sources/facebook.js';
import type { LiveSource, OpenLiveSource } from './live-sources/live-source.js';
import { openMastodon } from './live-sources/mastodon.js';
import { type Figure, type Measured, quantile } from './report.js';

export const LIVE_SOURCES: Readonly<Record<string, OpenLiveSource>> = {
  mastodon: openMastodon,
  bluesky: openBluesky,
  facebook: openFacebook,
};
const LOOK_EVERY_MS = 10;
const PATIENCE_MS = 60_000;

interface Pace {
  readonly seconds: number;
  readonly rate: number;
}

/** So many posts a second on each platform that pushes, and how long each takes until it is durable in the archive. */
export async function benchLive(pace: Pace, names = Object.keys(LIVE_SOURCES)): Promise<Measured> {
  const figures: Figure[] = [];
  const used: Record<string, string> = {};
  const texts = Array.from(
    { length: pace.seconds * pace.rate },
    (_, place) => `Water main repairs on Oak Avenue, report ${place}. #Newford`,
  );
  for (const name of names) {
    const source = await LIVE_SOURCES[name]?.(texts);
    if (!source) continue;
    used[name] = source.what;
    figures.push(...figuresOf(name, await measureOn(source, pace)));
  }
  return { bench: 'live', setting: { ...pace, ...used }, figures };
}

async function measureOn(source: LiveSource, pace: Pace): Promise<number[]> {
  const archive = await openBenchArchive({ settings: source.settings ?? {}, serves: source.delivers });
  try {
    return await measure(archive, source, pace);
  } finally {
    await archive.context.get(LiveLoops, { strict: false }).stop();
    await archive.close();
    await source.close();
  }
}

function figuresOf(name: string, delays: readonly number[]): Figure[] {
  return [
    { name: `${name}, median`, value: quantile(delays, 0.5), unit: 'ms' },
    { name: `${name}, 95 of 100`, value: quantile(delays, 0.95), unit: 'ms', goal: { most: 2_000 } },
    { name: `${name}, 99 of 100`, value: quantile(delays, 0.99), unit: 'ms' },
    { name: `${name}, posts`, value: delays.length, unit: '' },
  ];
}

/** From a post on the platform to its commit, in milliseconds. What is posted first counts as the first in the archive. */
async function measure(archive: BenchArchive, source: LiveSource, { seconds, rate }: Pace): Promise<number[]> {
  const { accountId } = await addBenchAccount(archive, source.address, source.token);
  await source.begin(archive, accountId);
  const said: number[] = [];
  const before = await held(archive, accountId);
  const talking = talk(source, { count: seconds * rate, rate }, said);
  const delays: number[] = [];
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
  for (let place = 0; place < count; place += 1) {
    const ahead = began + (place * 1_000) / rate - performance.now();
    if (ahead > 0) await wait(ahead);
    said.push(performance.now());
    source.say(place);
  }
}

/** Profiles come by themselves, with the looks that follow the opening of a stream. */
async function held({ admin }: BenchArchive, accountId: string): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM item WHERE account_id = $1 AND kind <> 'profile'`,
    [accountId],
  );
  return rows[0]?.n ?? 0;
}
