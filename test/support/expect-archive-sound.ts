import { type CheckName, type CheckResult, DailyWork, RunChecks } from '../../src/integrity/index.js';
import { system } from '../../src/platform/index.js';
import type { ArchiveUnderTest } from './archive-under-test.js';

export type Found = Exclude<CheckResult, { is: 'fits' }> & { readonly check: string };

/** What the integrity checks find in this archive, all of them unless some are named. */
export async function findFaults(
  archive: Pick<ArchiveUnderTest, 'get'>,
  only?: readonly CheckName[],
): Promise<Found[]> {
  const found: Found[] = [];
  const { signal } = new AbortController();
  for await (const step of archive.get(RunChecks).run(system('integrity'), signal, only)) {
    found.push(...step.found.map((each) => ({ ...each, check: step.check })));
  }
  return found;
}

/** What a server does at night, for a test whose clock has gone on for days. */
export async function doDailyWork(archive: Pick<ArchiveUnderTest, 'get'>): Promise<void> {
  await archive.get(DailyWork).settle(new AbortController().signal);
}

/** Every operation and every crash leaves an archive that holds what was recorded. */
export async function expectArchiveSound(archive: Pick<ArchiveUnderTest, 'get'>): Promise<void> {
  expect(await findFaults(archive)).toEqual([]);
}
