import { hash } from 'node:crypto';
import {
  type Checkpoint,
  leafHash,
  openCheckpoint,
  publicKeyOf,
  rawPublicKey,
  verifierKey,
  verifyConsistency,
  verifyInclusion,
} from '../../audit/index.js';
import { PAYLOAD_MANIFEST, readManifest, TAG_MANIFEST } from '../bundle/bagit.rules.js';
import { readEntry, readHashes, readProof } from './formats.rules.js';
import type { Inspection } from './inspection.js';

export const CHECKPOINT = 'data/log/checkpoint';
export const LOG_KEY = 'data/log/log.pub.pem';
export const ORIGIN_KEY = 'data/log/origin.vkey';

export interface SignedLog {
  readonly key: Buffer;
  /** The note as it stands in the bag; every record's proof ends with it. */
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/** The key in the bag: PEM of an Ed25519 key in the one form Akta writes, or null. */
export function readKey(pem: string): Buffer | null {
  const body = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=]{60})\n-----END PUBLIC KEY-----\n$/.exec(pem)?.[1] ?? '';
  const der = Buffer.from(body, 'base64');
  if (der.length !== 44 || der.toString('base64') !== body) return null;
  const raw = der.subarray(-32);
  return rawPublicKey(publicKeyOf(raw)).equals(raw) &&
    der.subarray(0, 12).toString('hex') === '302a300506032b6570032100'
    ? raw
    : null;
}

/** The key in the other form, `origin+id+base64`, or null. */
export function readVerifierKey(text: string): Buffer | null {
  const bytes = Buffer.from(text.trim().split('+').slice(2).join('+'), 'base64');
  return bytes.length === 33 && bytes[0] === 1 ? bytes.subarray(1) : null;
}

/**
 * The key the bundle is signed with: the one named if it fits, else one of the two copies in the bag, whichever opens a
 * signature of the log. Null when none does.
 */
export async function findKey(look: Inspection, named: Buffer | null): Promise<Buffer | null> {
  const text = async (path: string): Promise<string> => (look.has(path) ? look.text(path) : '');
  const pem = readKey(await text(LOG_KEY));
  const vkey = readVerifierKey(await text(ORIGIN_KEY));
  const proof = readProof((await look.zip.read(`${look.bundle}.tlog-proof`)).toString('utf8'));
  const notes = [await text(CHECKPOINT), proof?.checkpoint ?? ''];
  const opens = (key: Buffer | null): boolean => key !== null && notes.some((note) => openCheckpoint(note, key).valid);
  const key = [named, pem, vkey].find(opens) ?? null;
  if (!look.has(LOG_KEY)) look.fail(LOG_KEY, 'missing');
  else if (!(key && [pem, named ?? key].every((one) => one?.equals(key)))) look.fail(LOG_KEY, 'key');
  return key;
}

/** The signed tree the records are proved against; null when it cannot be relied on. */
export async function checkLog(look: Inspection, key: Buffer): Promise<SignedLog | null> {
  if (!look.has(CHECKPOINT)) return null;
  const note = await look.text(CHECKPOINT);
  const opened = openCheckpoint(note, key);
  if (!opened.valid) {
    look.fail(CHECKPOINT, 'signature');
    return null;
  }
  const { checkpoint } = opened;
  if (look.has(ORIGIN_KEY) && (await look.text(ORIGIN_KEY)) !== `${verifierKey(checkpoint.origin, key)}\n`) {
    look.fail(ORIGIN_KEY, 'key');
  }
  return { key, note, checkpoint };
}

export interface Seal {
  readonly exportId: string;
  readonly sealedAt: string;
}

/**
 * The seal beside the bag: a log entry whose commitment is the hash of the tag manifest. With the manifests as they
 * were sealed every file of the bag is compared; nothing may be missing, changed or added.
 */
export async function checkSeal(look: Inspection, key: Buffer, log: SignedLog | null): Promise<Seal | null> {
  const beside = (ending: string): string => `${look.bundle}.${ending}`;
  const line = (await look.zip.read(beside('entry.json'))).toString('utf8');
  const entry = readEntry(line);
  const placed = await checkSealProof(look, { key, line, log });
  if (!placed || entry?.['type'] !== 'export.built' || typeof entry['commit'] !== 'string') {
    // Either may be the altered one: nothing outside the pair tells which.
    look.fail(beside('entry.json'), 'entry', { against: beside('tlog-proof') });
    look.fail(beside('tlog-proof'), 'entry', { against: beside('entry.json') });
    return null;
  }
  const seal = { exportId: String(entry['export']), sealedAt: String(entry['at']) };
  const tags = await sealedList(look, TAG_MANIFEST, entry['commit']);
  const payload = tags && (await sealedList(look, PAYLOAD_MANIFEST, tags.get(PAYLOAD_MANIFEST) ?? ''));
  if (tags && payload)
    await compare(look, new Map([...tags, ...payload, [TAG_MANIFEST, entry['commit']]]), seal.sealedAt);
  return seal;
}

async function checkSealProof(
  look: Inspection,
  { key, line, log }: { key: Buffer; line: string; log: SignedLog | null },
): Promise<boolean> {
  const file = `${look.bundle}.tlog-proof`;
  const proof = readProof((await look.zip.read(file)).toString('utf8'));
  const opened = proof && openCheckpoint(proof.checkpoint, key);
  if (!proof || !opened?.valid) {
    look.fail(file, 'signature');
    return false;
  }
  const { size, root, origin } = opened.checkpoint;
  if (!verifyInclusion({ index: proof.index, size, leaf: leafHash(line), path: proof.path, root })) return false;
  if (log) await checkConsistency(look, log.checkpoint, { origin, size, root });
  return true;
}

/** The log that sealed the bundle is the log that proves its records, grown: nothing in between was rewritten. */
async function checkConsistency(look: Inspection, from: Checkpoint, to: Checkpoint): Promise<void> {
  const file = `${look.bundle}.consistency`;
  const lines = (await look.zip.read(file)).toString('utf8').split('\n');
  const path = lines.pop() === '' ? readHashes(lines) : null;
  const sizes = { from: from.size, to: to.size, fromRoot: from.root, toRoot: to.root };
  if (from.origin !== to.origin || !path || !verifyConsistency({ ...sizes, path })) look.fail(file, 'proof');
}

/** The copy beside the bag, else the one in it: whichever is what was sealed. */
async function sealedList(look: Inspection, name: string, digest: string): Promise<Map<string, string> | null> {
  let found: Map<string, string> | null = null;
  for (const file of [`${look.bundle}.${name}`, `${look.bundle}/${name}`]) {
    if (!look.zip.names.has(file)) continue;
    const bytes = await look.zip.read(file);
    if (hash('sha256', bytes) !== digest) look.fail(file.replace(`${look.bundle}/`, ''), 'seal');
    else found ??= readManifest(bytes.toString('utf8'));
  }
  return found;
}

async function compare(look: Inspection, sealed: ReadonlyMap<string, string>, sealedAt?: string): Promise<void> {
  const when = sealedAt === undefined ? {} : { at: sealedAt };
  // In the order of the archive, which is read from front to back.
  for (const path of look.bagPaths()) {
    const digest = sealed.get(path);
    if (digest === undefined) look.fail(path, 'stray');
    else if ((await look.zip.hash(`${look.bundle}/${path}`)) !== digest) look.fail(path, 'sealed', when);
  }
  for (const path of sealed.keys()) if (!look.has(path)) look.fail(path, 'missing', when);
}

/** Without a seal that holds, the bag's own manifests still show what does not agree with itself. */
export async function checkManifests(look: Inspection): Promise<void> {
  const listed = new Map<string, string>();
  for (const name of [TAG_MANIFEST, PAYLOAD_MANIFEST]) {
    const manifest = look.has(name) ? readManifest(await look.text(name)) : null;
    if (!manifest) look.fail(name, look.has(name) ? 'format' : 'missing');
    for (const [path, digest] of manifest ?? []) listed.set(path, digest);
  }
  if (!listed.has(PAYLOAD_MANIFEST)) return;
  // The tag manifest is the one file no manifest lists.
  if (look.has(TAG_MANIFEST)) listed.set(TAG_MANIFEST, await look.zip.hash(`${look.bundle}/${TAG_MANIFEST}`));
  await compare(look, listed);
}
