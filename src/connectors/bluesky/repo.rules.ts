import { createHash } from 'node:crypto';
import { fromUint8Array } from '@atcute/car';
import { decode, encode, fromBytes, isBytes } from '@atcute/cbor';
import { fromString, toString } from '@atcute/cid';
import { verifySigWithDidKey } from '@atcute/crypto';
import { findRpathAndBuildProof, MemoryBlockStore, MSTNode, NodeStore } from '@atcute/mst';
import { isObject, type JsonObject, textAt } from '../json.rules.js';

/** What a repository says is not what its own hashes and signature say. The message is a sentence for people. */
export class RepoFault extends Error {
  override readonly name = 'RepoFault';
}

/** One block of a CAR: its bytes, and the range of its whole entry (length, CID, bytes) in the file. */
export interface Block {
  readonly bytes: Uint8Array;
  readonly range: readonly [number, number];
}

/** A record as the signed tree of a repository has it. `block` is null where this CAR does not hold it. */
export interface RepoRecord {
  readonly collection: string;
  readonly rkey: string;
  readonly cid: string;
  readonly block: Block | null;
}

/** A CAR whose blocks hash to their names and whose commit is signed by the key given. */
export interface VerifiedRepo {
  readonly did: string;
  readonly rev: string;
  /** CID of the signed commit. */
  readonly head: string;
  /** CID of the tree's root. */
  readonly data: string;
  readonly blocks: ReadonlyMap<string, Block>;
}

/** Deeper trees are refused: four billion records make one of some seventeen levels. */
export const MOST_LEVELS = 64;

/**
 * Reads a CAR (dasl.ing/car) and checks each block against its CID and the commit against the account's key
 * (atproto.com/specs/repository); `key` null: nobody can be asked for it, and the hashes alone are checked. Null where it holds no block at all: nothing has changed since what was asked for.
 * @throws {RepoFault}
 */
export async function verifyCar(
  body: Uint8Array,
  account: { readonly did: string; readonly key: string | null },
): Promise<VerifiedRepo | null> {
  const { root, blocks } = readCar(body);
  if (blocks.size === 0) return null;
  return { did: account.did, head: root, blocks, ...(await verifyCommit(blocks.get(root)?.bytes, account)) };
}

/** What the signed commit of a repository says. @throws {RepoFault} where it is not the account's, or not signed by its key */
export async function verifyCommit(
  bytes: Uint8Array | undefined,
  { did, key }: { readonly did: string; readonly key: string | null },
): Promise<Pick<VerifiedRepo, 'rev' | 'data'>> {
  const commit = decodeBlock(bytes);
  if (!commit) throw new RepoFault('The repository’s answer lacks the signed commit it names.');
  const { sig, ...unsigned } = commit;
  if (textAt(commit, 'did') !== did)
    throw new RepoFault('The repository’s answer is signed for another account than the one asked for.');
  if (key !== null && !(isBytes(sig) && (await isSigned(unsigned, fromBytes(sig), key))))
    throw new RepoFault('The repository’s answer is not signed by the key of the account: it is not taken.');
  const [rev, data] = [textAt(commit, 'rev'), linkOf(commit['data'])];
  if (rev === null || data === null) throw new RepoFault('The signed commit of the repository is not complete.');
  return { rev, data };
}

/** @throws {RepoFault} for what is no CAR, and for a block that does not hash to its name */
export function readCar(body: Uint8Array): { readonly root: string; readonly blocks: ReadonlyMap<string, Block> } {
  const blocks = new Map<string, Block>();
  try {
    const car = fromUint8Array(body);
    for (const { cid, bytes, entryStart, entryEnd } of car) {
      const digest = createHash('sha256').update(bytes).digest();
      if (!digest.equals(cid.digest.contents)) throw misnamed();
      blocks.set(toString(cid), { bytes, range: [entryStart, entryEnd] });
    }
    return { root: car.roots[0]?.$link ?? '', blocks };
  } catch (cause) {
    if (cause instanceof RepoFault) throw cause;
    throw notCar(cause);
  }
}

/**
 * Every record the signed tree has, in the order of its keys, as far as this CAR shows the tree.
 * @throws {RepoFault} where `whole` is demanded and a part of the tree or a record is not there
 */
export async function listRecords(repo: VerifiedRepo, { whole }: { whole: boolean }): Promise<readonly RepoRecord[]> {
  const records: RepoRecord[] = [];
  const held = (cid: string): Block | null => {
    const block = repo.blocks.get(cid) ?? null;
    if (!block && whole) throw notWhole();
    return block;
  };
  const walk = async (cid: string, level: number): Promise<void> => {
    const block = held(cid);
    if (!block) return;
    if (level > MOST_LEVELS) throw new RepoFault('The tree of the repository is deeper than any real one.');
    const { keys, values, subtrees } = await nodeOf(block);
    for (const [place, below] of subtrees.entries()) {
      if (below) await walk(below.$link, level + 1);
      const [key, value] = [keys[place], values[place]];
      if (key === undefined || !value) continue;
      const [collection = '', rkey = ''] = key.split('/');
      records.push({ collection, rkey, cid: value.$link, block: held(value.$link) });
    }
  };
  await walk(repo.data, 0);
  return records;
}

/**
 * The record at one place, or null where the signed tree proves that there is none.
 * @throws {RepoFault} where the CAR does not prove either
 */
export async function proveRecord(repo: VerifiedRepo, collection: string, rkey: string): Promise<RepoRecord | null> {
  const nodes = new Map([...repo.blocks].map(([cid, { bytes }]) => [cid, new Uint8Array(bytes)] as const));
  try {
    const store = new NodeStore(new MemoryBlockStore(nodes));
    const [found] = await findRpathAndBuildProof(store, repo.data, `${collection}/${rkey}`);
    if (!found) return null;
    return { collection, rkey, cid: found.$link, block: repo.blocks.get(found.$link) ?? null };
  } catch (cause) {
    throw new RepoFault('The repository’s answer proves neither that the record is there nor that it is not.', {
      cause,
    });
  }
}

/** Whose repository a CAR says it is; null where it holds no commit. */
export function ownerOfCar(body: Uint8Array): string | null {
  const { root, blocks } = readCar(body);
  const commit = decodeBlock(blocks.get(root)?.bytes);
  return commit && textAt(commit, 'did');
}

/** A record in the form the network shows it in as JSON; null where the block holds no object. */
export function decodeRecord({ bytes }: Block): JsonObject | null {
  const decoded = decodeBlock(bytes);
  if (!decoded) return null;
  try {
    const record: unknown = JSON.parse(JSON.stringify(decoded));
    return isObject(record) ? record : null;
  } catch {
    // Nested deeper than a stack reaches: no record of a post is.
    return null;
  }
}

/** SHA-256 (hex) of the bytes a CID names; null where it is no CID of that kind. */
export function sha256Of(cid: string): string | null {
  try {
    return Buffer.from(fromString(cid).digest.contents).toString('hex');
  } catch {
    return null;
  }
}

async function isSigned(unsigned: JsonObject, signature: Uint8Array, key: string): Promise<boolean> {
  try {
    return await verifySigWithDidKey(key, new Uint8Array(signature), encode(unsigned));
  } catch {
    return false;
  }
}

function decodeBlock(bytes: Uint8Array | undefined): JsonObject | null {
  if (!bytes) return null;
  try {
    const value: unknown = decode(bytes);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export async function nodeOf({ bytes }: Pick<Block, 'bytes'>): Promise<MSTNode> {
  try {
    return await MSTNode.deserialize(bytes);
  } catch (cause) {
    throw new RepoFault('The tree of the repository is not built as its own rules say.', { cause });
  }
}

function linkOf(value: unknown): string | null {
  return isObject(value) && typeof value['$link'] === 'string' ? value['$link'] : null;
}

export function misnamed(): RepoFault {
  return new RepoFault('A block of the repository’s answer does not hash to the name it is given.');
}

export function notCar(cause?: unknown): RepoFault {
  const text = 'The repository answered with something that is not a CAR file, or only a part of one.';
  return new RepoFault(text, { cause });
}

export function notWhole(): RepoFault {
  return new RepoFault(
    'The repository’s answer is not whole: a part of the signed tree, or a record in it, is missing.',
  );
}
