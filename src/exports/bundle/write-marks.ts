import type { BundleLog, BundlePlan } from './bundle.types.js';
import { COSIGNED, DESTROYED, destroyedLines, EARLIER, stampFolder } from './paths.rules.js';
import type { BagWriter } from './write-bag.js';

/**
 * What others said of the log: each stamp with the checkpoint it is of, the certificates and revocation lists, and the
 * proof that the log of this bundle continues it; what witnesses signed, and the checkpoint of an earlier bundle likewise; and which of the records
 * were destroyed, as the log holds it.
 */
export async function writeMarks(bag: BagWriter, log: BundleLog, plan: BundlePlan): Promise<void> {
  const { stamped, cosigned, earlier, heads } = plan.marks;
  for (const { checkpoint, stamp } of stamped) {
    const folder = stampFolder(stamp.authority);
    await bag.write(`${folder}/checkpoint`, checkpoint.note);
    await bag.write(`${folder}/consistency`, await continued(log, checkpoint.size, plan));
    await bag.write(`${folder}/stamp.tsr`, stamp.answer);
    await bag.write(`${folder}/ca.pem`, stamp.ca);
    await bag.write(`${folder}/chain.pem`, stamp.above);
    for (const [i, list] of stamp.revocations.entries()) await bag.write(`${folder}/revoked-${i + 1}.crl`, list);
  }
  if (cosigned) {
    const { checkpoint, cosignatures } = cosigned;
    await bag.write(`${COSIGNED}/checkpoint`, checkpoint.note + cosignatures.map(({ line }) => line).join(''));
    await bag.write(`${COSIGNED}/consistency`, await continued(log, checkpoint.size, plan));
    await bag.write(`${COSIGNED}/witnesses`, cosignatures.map(({ key }) => `${key}\n`).join(''));
  }
  if (earlier) {
    await bag.write(`${EARLIER}/checkpoint`, earlier.note);
    await bag.write(`${EARLIER}/consistency`, await continued(log, earlier.size, plan));
  }
  await bag.write(DESTROYED, heads.map(({ account, destroyed }) => destroyedLines(account, destroyed)).join(''));
}

async function continued(log: BundleLog, from: number, { checkpoint }: BundlePlan): Promise<string> {
  const path = await log.proveConsistency(from, checkpoint.size);
  return path.map((step) => `${step.toString('base64')}\n`).join('');
}
