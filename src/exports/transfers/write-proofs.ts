import type { BundleLog } from '../bundle/bundle.types.js';
import { recordFolder } from '../bundle/paths.rules.js';
import type { BagWriter } from '../bundle/write-bag.js';
import type { Listing } from '../bundle/write-items.js';
import type { TransferPlan } from './transfer.types.js';

const A_TIME = 500;

/** For each version the line of the log that commits to it, and the proof that the log we signed holds that line. */
export async function writeProofs(
  bag: BagWriter,
  log: BundleLog,
  { plan, listing }: { readonly plan: TransferPlan; readonly listing: Pick<Listing, 'versions'> },
): Promise<void> {
  const seqs = [...listing.versions.keys()].toSorted((a, b) => a - b);
  for (let i = 0; i < seqs.length; i += A_TIME) {
    const entries = await log.entriesAt(seqs.slice(i, i + A_TIME));
    const proofs = await log.proofTexts(entries.map(({ seq }) => seq), plan.checkpoint); // prettier-ignore
    for (const [n, entry] of entries.entries()) {
      await bag.write(`${recordFolder(entry.seq)}/entry.json`, entry.line);
      await bag.write(`${recordFolder(entry.seq)}/proof.tlog-proof`, proofs[n] ?? '');
    }
  }
  await bag.write('data/log/checkpoint.txt', plan.checkpoint.note);
}
