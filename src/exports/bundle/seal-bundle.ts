import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptCheckpoint, LogEntry } from '../../audit/index.js';
import { PAYLOAD_MANIFEST, TAG_MANIFEST } from './bagit.rules.js';
import type { BundleLog, BundlePlan } from './bundle.types.js';

/**
 * The seal beside the bag: the log entry whose commitment is the hash of the bag's tag manifest, its proof, the proof
 * that the log that seals goes on from the log that proves the records, and both manifests as they were sealed, so that
 * a file changed together with the manifests in the bag can still be named.
 */
export async function writeSeal(
  folder: string,
  log: BundleLog,
  seal: { readonly plan: BundlePlan; readonly entry: LogEntry; readonly checkpoint: KeptCheckpoint },
): Promise<void> {
  const { plan, entry, checkpoint } = seal;
  const beside = (ending: string): string => join(folder, `${plan.name}.${ending}`);
  const path = await log.proveConsistency(plan.checkpoint.size, checkpoint.size);
  await writeFile(beside('entry.json'), entry.line);
  await writeFile(beside('tlog-proof'), await log.proofText(entry.seq, checkpoint));
  await writeFile(beside('consistency'), path.map((step) => `${step.toString('base64')}\n`).join(''));
  for (const name of [PAYLOAD_MANIFEST, TAG_MANIFEST]) await copyFile(join(folder, plan.name, name), beside(name));
}
