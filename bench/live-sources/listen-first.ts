import { setTimeout as wait } from 'node:timers/promises';
import { LiveLoops } from '../../src/capture/index.js';
import type { BenchArchive } from '../bench-archive.js';

const LOOK_EVERY_MS = 10;

/** Lets the archive open its stream, and waits until the platform knows that it listens. */
export async function listenFirst({ context }: BenchArchive, listening: () => number): Promise<void> {
  await context.get(LiveLoops, { strict: false }).tick();
  while (listening() === 0) await wait(LOOK_EVERY_MS);
}
