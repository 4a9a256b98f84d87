import { copyFile, rename } from 'node:fs/promises';
import type { KeptCheckpoint, LogEntry } from '../../audit/index.js';
import { PAYLOAD_MANIFEST, TAG_MANIFEST } from './bagit.rules.js';
import type { BundleLog, BundlePlan } from './bundle.types.js';
import { readPacked } from './read-packed.js';
import { ZipWriter } from './write-zip.js';

export interface Seal {
  readonly plan: BundlePlan;
  readonly entry: LogEntry;
  readonly checkpoint: KeptCheckpoint;
}

/**
 * Puts the seal beside the bag: the log entry whose commitment is the hash of the bag's tag manifest, its proof, the
 * proof that the log that seals goes on from the log that proves the records, and both manifests as they were sealed, so
 * that a file changed together with the manifests in the bag can still be named. The bag's archive stays as it is; the
 * bundle appears under its name when it is whole and on disk. Answers how long it is.
 */
export async function packBundle(
  { bag, target }: { readonly bag: string; readonly target: string },
  log: BundleLog,
  seal: Seal,
): Promise<number> {
  const { plan, entry, checkpoint } = seal;
  const path = await log.proveConsistency(plan.checkpoint.size, checkpoint.size);
  const manifests = [PAYLOAD_MANIFEST, TAG_MANIFEST].map((name) => [name, `${plan.name}/${name}`] as const);
  const listed = await readPacked(bag, manifests.map(([, place]) => place)); // prettier-ignore
  const files = [
    ['entry.json', Buffer.from(entry.line)],
    ['tlog-proof', Buffer.from(await log.proofText(entry.seq, checkpoint))],
    ['consistency', Buffer.from(path.map((step) => `${step.toString('base64')}\n`).join(''))],
    ...manifests.map(([name, place]) => [name, listed.get(place) ?? Buffer.alloc(0)] as const),
  ] as const;
  const draft = `${target}.part`;
  await copyFile(bag, draft);
  const zip = await ZipWriter.extend(draft);
  try {
    for (const [ending, bytes] of files) await zip.add(`${plan.name}.${ending}`, bytes);
    const length = await zip.finish();
    await rename(draft, target);
    return length;
  } finally {
    await zip.abandon();
  }
}
