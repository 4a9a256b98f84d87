import { copyFile, rename } from 'node:fs/promises';
import type { KeptCheckpoint, LogEntry } from '../../audit/index.js';
import type { BundleLog } from '../bundle/bundle.types.js';
import { ZipWriter } from '../bundle/write-zip.js';

export interface PackageSeal {
  readonly name: string;
  readonly entry: LogEntry;
  readonly checkpoint: KeptCheckpoint;
  readonly stored: boolean;
}

/**
 * Puts beside the package the entry of the log whose commitment is the hash of the list of its files, and the proof that
 * the log we signed holds it. The file appears under its name when it is whole and on disk. Answers how long it is.
 */
export async function sealPackage(
  { draft, target }: { readonly draft: string; readonly target: string },
  log: BundleLog,
  { name, entry, checkpoint, stored }: PackageSeal,
): Promise<number> {
  const part = `${target}.part`;
  await copyFile(draft, part);
  const zip = await ZipWriter.extend(part, { stored });
  try {
    await zip.add(`${name}.entry.json`, Buffer.from(entry.line));
    await zip.add(`${name}.tlog-proof`, Buffer.from(await log.proofText(entry.seq, checkpoint)));
    const length = await zip.finish();
    await rename(part, target);
    return length;
  } finally {
    await zip.abandon();
  }
}
