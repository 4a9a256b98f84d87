import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { ReadCounts } from '../../src/archive/index.js';
import { Followers, ReadTrail } from '../../src/audit/index.js';
import { WorkExports } from '../../src/exports/index.js';
import {
  calendarDate,
  type Config,
  type Language,
  readConfig,
  readEnv,
  type Secrets,
  SimulatedClock,
  system,
} from '../../src/platform/index.js';
import { type Akta, startAkta } from '../../src/start-akta.js';
import { CloseRequest, closedInWords } from '../../src/requests/index.js';
import {
  type Day,
  dayTotals,
  ERASURE,
  type Lab,
  LETTER,
  LETTER_TO_NOWY_BROD,
  newfordDay,
  paperTotals,
  startLab,
} from '../index.js';
import { alterCopy } from './alter-copy.js';
import {
  type Office,
  placeHold,
  registerInNowyBrod,
  registerRequest,
  reviewRequest,
  tellDue,
  threadsOf,
  tryToDestroy,
} from './answer-request.js';
import { answerErasure } from './decide-erasure.js';
import { letIn } from './let-in.js';
import { judgeBundle, makeBundle, publishKey, unpackBundle } from './make-bundles.js';
import { openTown, type Town } from './open-town.js';
import { playDay, playNights, playUntilOpening } from './play-day.js';
import { makeStrangersBundle } from './strangers-bundle.js';
import { TellDay } from './tell-day.js';

const { values: flags } = parseArgs({
  options: { once: { type: 'boolean', default: false }, lang: { type: 'string', default: 'en' } },
});
const language: Language = flags.lang === 'pl' ? 'pl' : 'en';
const write = (line: string): void => void process.stdout.write(`${line}\n`);
const stopping = new AbortController();

interface Demo {
  readonly akta: Akta;
  readonly lab: Lab;
  readonly day: Day;
  readonly town: Town;
  readonly tell: TellDay;
  readonly config: Config;
}

process.on('SIGINT', () => stopping.abort());
process.on('SIGTERM', () => stopping.abort());
process.exitCode = await play().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});

async function play(): Promise<number> {
  const { config, secrets } = demoConfig();
  const clock = new SimulatedClock(new Date('2026-05-12T13:00:00Z'));
  let world: Day | undefined;
  const lab = await startLab({ clock, prepare: (made) => void (world = newfordDay(made)) });
  if (!world) throw new Error('The lab did not open its world');
  const day = playUntilOpening(world, clock);
  const akta = await startAkta({ config, secrets, clock, ticking: false });
  try {
    const tell = new TellDay(akta.app, language, write);
    tell.say('opening');
    tell.say('watch', { url: akta.url });
    tell.say('key', { key: akta.firstKey ?? '' });
    const town = await openTown(akta.app, lab, day);
    tell.lastAt = clock.now();
    await tell.begin();
    const demo = { akta, lab, day: world, town, tell, config };
    await playTown(demo, clock, day);
    if (stopping.signal.aborted) return 0;
    const daySound = await tellTotals(demo);
    const { file, isSound, office } = await workPapers(demo, clock);
    await showBundles(demo, file);
    await showTrail(demo);
    // It is of two weeks later, and the page that is looked at afterwards is of this day.
    const isErased = !flags.once || (await tellErasure(demo, office));
    await pointAt(demo, file);
    if (!flags.once) await serveUntilStopped(demo);
    return daySound && isSound && isErased ? 0 : 1;
  } finally {
    await akta.close();
    await lab.close();
  }
}

/** A folder of its own for each demonstration; nothing of an archive in use is touched. */
function demoConfig(): { config: Config; secrets: Secrets } {
  const env = readEnv();
  const { config } = readConfig({ ...env, DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined });
  const folder = join(config.dataDir, `demo-${new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)}`);
  const settings = { LOG_LEVEL: 'error', REQUESTS_PER_SECOND: '10000', LOG_ORIGIN: 'records.newford.example/log' };
  return readConfig({ PORT: env['PORT'], HOST: env['HOST'], HOME: env['HOME'], ...settings, AKTA_DATA_DIR: folder });
}

async function playTown({ akta, tell }: Demo, clock: SimulatedClock, day: Day): Promise<void> {
  await playDay({
    app: akta.app,
    clock,
    day,
    onStep: () => (tell.lastAt = clock.now()),
    onLooked: async () => {
      tell.lastAt = clock.now();
      await tell.catchUp();
    },
    signal: stopping.signal,
  });
}

/** What the archive counts, beside what the world that was played knows to be true. */
async function tellTotals({ akta, lab, day, tell }: Demo): Promise<boolean> {
  const counts = [...(await akta.app.get(ReadCounts).run()).values()];
  const sum = (of: (each: (typeof counts)[number]) => number): number =>
    counts.reduce((all, each) => all + of(each), 0);
  const truth = dayTotals(lab.world, day);
  const found = {
    items: sum(({ items }) => items),
    versions: sum(({ versions }) => versions),
    gone: sum(({ gone }) => gone),
    hiddenAndShown: await hiddenAndShown(akta),
    capturedLate: sum(({ capturedLate }) => capturedLate),
    gaps: sum(({ gaps }) => gaps),
    gapMinutes: sum(({ gapMinutes }) => gapMinutes),
  };
  tell.say('totals', {
    ...found,
    accounts: truth.accounts,
    bodies: truth.bodies,
    late: found.capturedLate,
    minutes: found.gapMinutes,
    alikes: truth.lookAlikes,
  });
  tell.say('latency', { seconds: await medianLatency(akta) });
  tell.say('unseen', { count: truth.unseen });
  const { items, versions, gone, hiddenAndShown: turned, capturedLate, gaps, gapMinutes } = truth;
  const known = { items, versions, gone, hiddenAndShown: turned, capturedLate, gaps, gapMinutes };
  const differing = differencesOf(found, known);
  if (differing !== '') tell.say('totals-differ', { expected: differing });
  return differing === '';
}

/** Items that were hidden at the source and shown again. */
async function hiddenAndShown(akta: Akta): Promise<number> {
  const [row] = await akta.app.get(DataSource, { strict: false }).query<{ n: number }[]>(
    `SELECT count(DISTINCT s.item_id)::int AS n FROM finding s JOIN finding h ON h.item_id = s.item_id
      WHERE s.kind = 'shown' AND h.kind = 'hidden' AND h.at < s.at`,
  );
  return row?.n ?? 0;
}

/** Seconds from the platform's time to ours, over what was not captured late. */
async function medianLatency(akta: Akta): Promise<number> {
  const [row] = await akta.app.get(DataSource, { strict: false }).query<{ seconds: number }[]>(
    `SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM i.first_seen_at - w.posted_at)))::int AS seconds
       FROM item i JOIN item_watch w ON w.item_id = i.id
      WHERE NOT i.captured_late AND w.posted_at IS NOT NULL AND i.kind NOT IN ('profile', 'original')`,
  );
  return row?.seconds ?? 0;
}

/** From the letter to the answer; what it counts is held beside what the world that was played knows to be true. */
async function workPapers(
  demo: Demo,
  clock: SimulatedClock,
): Promise<{ file: string; isSound: boolean; office: Office }> {
  const { akta, town, tell, lab, day, config } = demo;
  const { app } = akta;
  const [marta, adam] = [
    await letIn(app, 'Marta Zielinski', ['records-officer']),
    await letIn(app, 'Adam Okafor', ['legal']),
  ];
  await letIn(app, 'Inez Duarte', ['auditor']);
  const until = (at: Date): Promise<void> => playNights({ app, clock, signal: stopping.signal }, at);
  const office = { app, clock, town, marta, language, until };
  const request = await registerRequest(office);
  tell.say('request', { number: request.number, name: LETTER.name, due: await tellDue(office, LETTER) });
  const elsewhere = await registerInNowyBrod(office);
  tell.say('request', {
    number: elsewhere.number,
    name: elsewhere.requester,
    due: await tellDue(office, LETTER_TO_NOWY_BROD),
  });
  await placeHold({ ...office, marta: adam }, await threadsOf(office));
  await reviewRequest(office, request.id);
  tell.say('destroy');
  write(`  ${await tryToDestroy(office)}`);
  const folder = join(config.dataDir, 'bundles');
  await mkdir(folder, { recursive: true });
  const { file, made } = await makeBundle(app, marta, { accountIds: [], requestId: request.id, language, folder });
  tell.say('answer', { number: request.number, file, ...made.checked });
  const closed = await app.get(CloseRequest).run(marta, { id: request.id, letter: 'Release letter of 21 May 2026' });
  write(`  ${closedInWords(closed, language)}`);
  const differing = differencesOf({ ...closed.counts }, paperTotals(lab.world, day));
  const isDue = request.dueOn === LETTER.due && elsewhere.dueOn === LETTER_TO_NOWY_BROD.due;
  if (differing !== '' || !isDue) tell.say('totals-differ', { expected: `${differing} ${LETTER.due}` });
  return { file, isSound: differing === '' && isDue, office };
}

/** A person of the story asks to have erased what he wrote. */
async function tellErasure({ tell }: Demo, office: Office): Promise<boolean> {
  const { number, due, said, isSound } = await answerErasure(office);
  tell.say('erasure', { name: ERASURE.name, number, due: calendarDate(`${due}T12:00:00Z`, 'UTC', language) });
  for (const line of said) write(`  ${line}`);
  if (!isSound) tell.say('erasure-differs');
  return isSound;
}

function differencesOf<T extends object>(found: T, truth: T): string {
  const keys = Object.keys(truth).filter((key) => Reflect.get(found, key) !== Reflect.get(truth, key));
  return keys.map((key) => `${key} ${String(Reflect.get(truth, key))}`).join(', ');
}

async function showBundles({ akta, lab, day, tell, config }: Demo, file: string): Promise<void> {
  const folder = join(config.dataDir, 'bundles');
  const key = await publishKey(akta.app, join(folder, 'newford-log-key.pem'));
  tell.say('verify-own');
  write(`  ${await judgeBundle(file, language, key)}`);
  tell.say('verify-altered');
  write(`  ${await judgeBundle(await alterCopy(file, folder), language, key)}`);
  const stranger = await makeStrangersBundle({ lab, day, clock: new SimulatedClock(day.closes), config, language });
  tell.say('verify-stranger');
  write(`  ${await judgeBundle(stranger, language)}`);
  tell.say('verify-stranger-key');
  write(`  ${await judgeBundle(stranger, language, key)}`);
  await unpackBundle(file, join(folder, 'unpacked'));
}

async function showTrail({ akta, tell }: Demo): Promise<void> {
  await akta.app.get(Followers).settle();
  const { items } = await akta.app.get(ReadTrail).run(system('demo'), {}, { limit: 6, language });
  tell.say('trail');
  for (const { sentence } of items.toReversed()) write(`  ${sentence}`);
}

async function pointAt({ akta, tell, config }: Demo, file: string): Promise<void> {
  const bag = join(config.dataDir, 'bundles', 'unpacked', file.replace(/^.*[/\\]|\.zip$/g, ''));
  tell.say('three-things');
  tell.say('open-page', { url: akta.url, key: akta.firstKey ?? '' });
  tell.say('open-pdf', { file: join(bag, 'data', 'pdf') });
  tell.say('open-start', { file: join(bag, 'START-HERE.html') });
  tell.say('own-account');
  if (!flags.once) tell.say('stop');
  tell.say('bundle-at', { file });
  tell.say('data-at', { folder: config.dataDir });
}

/** The day is over and the town's clock stands; what is asked for in the page is still done. */
async function serveUntilStopped({ akta }: Demo): Promise<void> {
  const { signal } = stopping;
  while (!signal.aborted) {
    await akta.app.get(WorkExports).tick({ signal });
    await akta.app.get(Followers).settle();
    await wait(500, undefined, { signal }).catch(() => undefined);
  }
}
