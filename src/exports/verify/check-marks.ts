import { hash } from 'node:crypto';
import {
  type Checkpoint,
  cosignedAt,
  judgeStamp,
  openCheckpoint,
  readNamedKey,
  StampRefused,
  verifyConsistency,
} from '../../audit/index.js';
import { COSIGNED, EARLIER, STAMPS } from '../bundle/paths.rules.js';
import type { SignedLog } from './check-log.js';
import { readHashes } from './formats.rules.js';
import type { Inspection } from './inspection.js';
import type { Marks, SeenCosignature, SeenStamp } from './verify.types.js';

/** PEM of certificates that the reader trusts, before those in the bundle. */
export type TrustedRoots = string | null;

/** Older checkpoints may be signed by a key that led to the one of today. */
type KeyedLog = Pick<SignedLog, 'checkpoint'> & { readonly keys: readonly Buffer[] };

/** What others said of the log: each stamp is of a checkpoint that the log of this bundle continues. */
export async function checkMarks(
  look: Inspection,
  log: SignedLog,
  { trusted, keys }: { readonly trusted: TrustedRoots; readonly keys: readonly Buffer[] },
): Promise<Marks> {
  const stamps: SeenStamp[] = [];
  const folders = new Set(look.bagPaths(`${STAMPS}/`).map((path) => path.split('/').slice(0, 4).join('/')));
  for (const folder of folders) {
    const stamped = await checkContinued(look, folder, { ...log, keys });
    const stamp = stamped && (await checkStamp(look, folder, { note: stamped.note, trusted }));
    if (stamped && stamp) stamps.push({ ...stamp, size: stamped.checkpoint.size });
  }
  const cosignatures = look.bagPaths(`${COSIGNED}/`).length > 0 ? await checkCosigned(look, { ...log, keys }) : [];
  const hasEarlier = look.bagPaths(`${EARLIER}/`).length > 0;
  const earlier = hasEarlier ? await checkContinued(look, EARLIER, { ...log, keys }) : null;
  return { stamps, cosignatures, earlier: earlier?.checkpoint.size ?? null };
}

/** Each witness whose key is named signed this very checkpoint. */
async function checkCosigned(look: Inspection, log: KeyedLog): Promise<SeenCosignature[]> {
  const [file, witnesses] = [`${COSIGNED}/checkpoint`, `${COSIGNED}/witnesses`];
  const cosigned = await checkContinued(look, COSIGNED, log);
  if (!look.has(witnesses)) look.fail(witnesses, 'missing');
  if (!cosigned || !look.has(witnesses)) return [];
  const { note, checkpoint } = cosigned;
  const body = note.slice(0, note.indexOf('\n\n') + 1);
  const seen: SeenCosignature[] = [];
  for (const key of (await look.text(witnesses)).split('\n').slice(0, -1)) {
    const witness = readNamedKey(key, 'cosignature');
    const signed = witness && cosignedAt(note, body, witness);
    if (signed) seen.push({ key, at: signed.at.toISOString(), size: checkpoint.size });
    else look.fail(file, 'cosignature', { against: witnesses });
  }
  return seen;
}

/** The checkpoint in this folder is of this log, and the log of this bundle is it, grown. */
async function checkContinued(
  look: Inspection,
  folder: string,
  { keys, checkpoint: newer }: KeyedLog,
): Promise<{ readonly note: string; readonly checkpoint: Checkpoint } | null> {
  const [file, proof] = [`${folder}/checkpoint`, `${folder}/consistency`];
  for (const path of [file, proof]) {
    if (!look.has(path)) look.fail(path, 'missing');
  }
  if (!look.has(file) || !look.has(proof)) return null;
  const note = await look.text(file);
  const older = openedBy(keys, note);
  if (!older) {
    look.fail(file, 'signature');
    return null;
  }
  const lines = (await look.text(proof)).split('\n');
  const path = lines.pop() === '' ? readHashes(lines) : null;
  const sizes = { from: older.size, to: newer.size, fromRoot: older.root, toRoot: newer.root };
  if (older.origin !== newer.origin || !path || !verifyConsistency({ ...sizes, path })) {
    look.fail(proof, 'proof');
    return null;
  }
  return { note, checkpoint: older };
}

function openedBy(keys: readonly Buffer[], note: string): Checkpoint | null {
  for (const key of keys) {
    const opened = openCheckpoint(note, key);
    if (opened.valid) return opened.checkpoint;
  }
  return null;
}

async function checkStamp(
  look: Inspection,
  folder: string,
  { note, trusted }: { readonly note: string; readonly trusted: TrustedRoots },
): Promise<Omit<SeenStamp, 'size'> | null> {
  const [file, caFile] = [`${folder}/stamp.tsr`, `${folder}/ca.pem`];
  for (const path of [file, caFile]) {
    if (look.has(path)) continue;
    look.fail(path, 'missing');
    return null;
  }
  const [answer, data] = [await look.read(file), Buffer.from(note)];
  const named = judged(answer, data, trusted);
  const stamp = named ?? judged(answer, data, await look.text(caFile));
  if (!stamp) {
    look.fail(file, 'stamp', { against: `${folder}/checkpoint` });
    return null;
  }
  return { authority: folder.split('/').at(-1) ?? '', ...stamp, named: named !== null };
}

function judged(answer: Buffer, data: Buffer, ca: string | null): { at: string; fingerprint: string } | null {
  if (ca === null) return null;
  try {
    const { at, chain } = judgeStamp(answer, { data, nonce: null, ca, now: null });
    return { at: at.toISOString(), fingerprint: hash('sha256', chain.at(-1)?.raw ?? '') };
  } catch (error) {
    if (error instanceof StampRefused) return null;
    throw error;
  }
}
