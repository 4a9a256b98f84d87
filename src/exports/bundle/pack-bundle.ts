import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptCheckpoint, LogEntry } from '../../audit/index.js';
import { PAYLOAD_MANIFEST, TAG_MANIFEST } from './bagit.rules.js';
import type { BundleLog, BundlePlan } from './bundle.types.js';
import { readPacked } from './read-packed.js';
import { type ArchiveFile, splitArchive } from './split-archive.js';
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
 * bundle appears under its name when it is whole and on disk, or in parts of at most `partSize` bytes.
 */
export async function packBundle(
  { bag, folder, partSize }: { readonly bag: string; readonly folder: string; readonly partSize: number | null },
  log: BundleLog,
  seal: Seal,
): Promise<ArchiveFile[]> {
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
  const name = `${plan.name}.zip`;
  const draft = join(folder, 'sealed.zip');
  await copyFile(bag, draft);
  const zip = await ZipWriter.extend(draft);
  try {
    for (const [ending, bytes] of files) await zip.add(`${plan.name}.${ending}`, bytes);
    const bytes = await zip.finish();
    if (partSize !== null && bytes > partSize) {
      const parts = await splitArchive({ archive: draft, name: plan.name, limit: partSize });
      await rm(draft);
      return parts;
    }
    await rename(draft, join(folder, name));
    return [{ name, bytes }];
  } finally {
    await zip.abandon();
  }
}
