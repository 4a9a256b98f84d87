import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { unpackBundle } from '../lab/demo/make-bundles.js';
import { type ExportView, ReadExports, StartExport, verifyBundle, WorkExports } from '../src/exports/index.js';
import { Followers } from '../src/audit/index.js';
import { system } from '../src/platform/index.js';
import {
  CollectItems,
  DecideItems,
  FreezeRequest,
  OpenRequest,
  ReadReview,
  RedactItem,
  type ReviewDecision,
} from '../src/requests/index.js';
import { addBenchAccount, backfill } from './bench-capture.js';
import { openBenchArchive } from './bench-archive.js';
import { openSource } from './open-source.js';
import type { Figure, Measured } from './report.js';
import { watchProcess } from './watch-process.js';

const MEBI = 1024 * 1024;
const ACTOR = system('setup');
const BATCH = 200;
const GROUND = { code: '(b)(6)', harm: 'A name.' };

/** When a step began, in milliseconds of the clock and of the processor, and its largest resident set so far. */
interface Begun {
  readonly clock: number;
  readonly processor: number;
  largest: number;
}

type Get = <T>(type: Type<T> | (abstract new (...args: never[]) => T)) => T;

/**
 * A request over a whole account, answered: captured, frozen, reviewed (of twenty items one is not about it, one is
 * withheld, and in one the text is covered), redacted, rendered, searched for leaks, sealed and packed; then
 * verified, beside `sha256sum -c` over the same files.
 */
export async function benchExport(items: number): Promise<Measured> {
  const source = await openSource(items);
  const archive = await openBenchArchive();
  try {
    const get: Get = (type) => archive.context.get(type, { strict: false });
    const { bodyId, accountId } = await addBenchAccount(archive, source.url);
    await backfill(archive, accountId);
    const requestId = await review(get, { bodyId, accountId });
    const steps = new Map<string, Begun>();
    const before = process.memoryUsage.rss();
    const built = await watchProcess(() => build(get, requestId, steps));
    const { path, bytes } = await get(ReadExports).file(ACTOR, built.result.id);
    const verified = await watchProcess(() => verifyBundle({ path, language: 'en' }));
    const summed = await sumFiles(path, built.result.name);
    const figures: Figure[] = [
      { name: 'whole bundle', value: built.seconds, unit: 's', goal: { most: 120 } },
      { name: 'processor time of it', value: built.processorMs / 1_000, unit: 's' },
      { name: 'largest resident set', value: built.peakBytes / MEBI, unit: 'MiB', goal: { most: 600 } },
      { name: 'resident set before it', value: before / MEBI, unit: 'MiB' },
      ...stepFigures(steps),
      { name: 'verified', value: verified.seconds, unit: 's' },
      { name: 'sha256sum -c', value: summed, unit: 's' },
      { name: 'verified, of sha256sum -c', value: verified.seconds / summed, unit: '×', goal: { most: 1 } },
      { name: 'verifier, largest resident set', value: verified.peakBytes / MEBI, unit: 'MiB' },
    ];
    if (verified.result.verdict === 'wrong') throw new Error(verified.result.sentence);
    return { bench: 'export', setting: { items, bytes, files: verified.result.counts.files }, figures };
  } finally {
    await archive.close();
    source.close();
  }
}

async function review(get: Get, { bodyId, accountId }: { bodyId: string; accountId: string }): Promise<string> {
  const requestId = await get(OpenRequest).run(ACTOR, {
    bodyId,
    kind: 'foia',
    law: 'us-foia',
    channel: 'email',
    language: 'en',
    letter: { name: 'Bench', contact: null, address: null, text: 'Everything' },
    receivedAt: new Date().toISOString(),
    scope: { accountIds: [accountId] },
  });
  await get(CollectItems).run(ACTOR, { id: requestId });
  await get(FreezeRequest).run(ACTOR, { id: requestId });
  let cursor: string | undefined;
  do {
    const page = await get(ReadReview).list(ACTOR, requestId, { limit: BATCH, ...(cursor ? { cursor } : {}) });
    await decide(get, requestId, page.items.map(({ itemId }) => itemId)); // prettier-ignore
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return requestId;
}

async function decide(get: Get, requestId: string, ids: readonly string[]): Promise<void> {
  const some = (at: number): string[] => ids.filter((_, i) => i % 20 === at);
  const rest = ids.filter((_, i) => i % 20 > 2);
  const decided: [ReviewDecision, readonly string[]][] = [
    ['not-about', some(0)],
    ['withhold', some(1)],
    ['in-part', some(2)],
    ['responsive', rest],
  ];
  for (const [decision, chosen] of decided) {
    if (chosen.length === 0) continue;
    const items = chosen.map((itemId) => ({ itemId, revision: 0 }));
    const ground = decision === 'withhold' ? { ground: GROUND } : {};
    await get(DecideItems).run(ACTOR, { requestId, pass: 'first', decision, items, ...ground });
  }
  for (const itemId of some(2)) {
    const target = { version: 1, part: 'text' };
    await get(RedactItem).run(ACTOR, { requestId, itemId, target, ground: GROUND });
  }
}

async function build(get: Get, requestId: string, steps: Map<string, Begun>): Promise<ExportView> {
  const { id } = await get(StartExport).run(ACTOR, { accountIds: [], requestId, language: 'en' });
  await get(Followers).settle();
  const told = (step: string): void => void (steps.has(step) || steps.set(step, now()));
  const sample = setInterval(() => {
    const step = [...steps.values()].at(-1);
    if (step) step.largest = Math.max(step.largest, process.memoryUsage.rss());
  }, 20);
  await get(WorkExports).tick({ only: id, told });
  clearInterval(sample);
  steps.set('', now());
  const made = await get(ReadExports).one(ACTOR, id);
  if (made.status !== 'ready') throw new Error(made.fault ?? 'The bundle was not finished');
  return made;
}

function now(): Begun {
  const { user, system: ours } = process.cpuUsage();
  return { clock: performance.now(), processor: (user + ours) / 1_000, largest: process.memoryUsage.rss() };
}

function stepFigures(steps: ReadonlyMap<string, Begun>): Figure[] {
  return [...steps].slice(0, -1).flatMap(([step, begun], i): Figure[] => {
    const ended = [...steps.values()][i + 1] ?? begun;
    return [
      { name: `step ${step}`, value: (ended.clock - begun.clock) / 1_000, unit: 's' },
      { name: `step ${step}, processor`, value: (ended.processor - begun.processor) / 1_000, unit: 's' },
      { name: `step ${step}, largest resident set`, value: begun.largest / MEBI, unit: 'MiB' },
    ];
  });
}

/** Seconds. */
async function sumFiles(path: string, name: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'akta-bench-export-'));
  try {
    await unpackBundle(path, folder);
    const began = performance.now();
    const { status } = spawnSync('sha256sum', ['-c', '--quiet', 'manifest-sha256.txt'], { cwd: join(folder, name) });
    if (status !== 0) throw new Error('sha256sum finds a file that does not fit its manifest');
    return (performance.now() - began) / 1_000;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
