import { hash } from 'node:crypto';
import { encode, toBytes } from '@atcute/cbor';
import { type CidLink, create, fromString, toCidLink, toString } from '@atcute/cid';
import { Secp256k1PrivateKeyExportable } from '@atcute/crypto';
import { writeCarStream } from '@atcute/car';
import { getKeyHeight, MemoryBlockStore, MSTNode, NodeStore, NodeWrangler } from '@atcute/mst';

export type SigningKey = Awaited<ReturnType<typeof Secp256k1PrivateKeyExportable.createKeypair>>;

const DAG_CBOR = 0x71;

/** One signed change of a repository, with the blocks that prove it. */
export interface SignedCommit {
  readonly rev: string;
  readonly commit: CidLink;
  readonly path: string;
  /** Of the record that stands there now. */
  readonly record: CidLink;
  readonly car: Uint8Array;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Whatever was put since it was last emptied: what a commit made new. */
class FreshBlocks extends MemoryBlockStore {
  readonly fresh = new Map<string, Bytes>();

  override put(cid: string, bytes: Bytes): Promise<void> {
    this.fresh.set(cid, bytes);
    return super.put(cid, bytes);
  }
}

/**
 * A repository of the AT Protocol (atproto.com/specs/repository), really hashed and signed: what a host would hold of one
 * account. It knows no rights and no lexicons.
 */
export class SignedRepo {
  private readonly store = new FreshBlocks();
  private readonly tree = new NodeWrangler(new NodeStore(this.store));
  private readonly records = new Map<string, string>();
  private root: string | null = null;
  private head: { readonly cid: string; readonly rev: string } = { cid: '', rev: '' };
  private moments = 0;

  constructor(
    readonly did: string,
    private readonly key: SigningKey,
  ) {}

  get rev(): string {
    return this.head.rev;
  }

  /** Many records by one commit, its tree built at once. */
  async fill(records: Iterable<readonly [path: string, record: object]>): Promise<void> {
    for (const [path, record] of records) this.records.set(path, (await this.put(record)).$link);
    const keys = [...this.records.keys()].toSorted();
    const levels = await Promise.all(keys.map(getKeyHeight));
    const top = Math.max(0, ...levels);
    this.root = await this.build(keys, levels, { from: 0, to: keys.length, level: top });
    await this.sign();
    this.store.fresh.clear();
  }

  /** One record by one commit. */
  async write(path: string, record: object): Promise<SignedCommit> {
    this.store.fresh.clear();
    const link = await this.put(record);
    this.root = await this.tree.putRecord(this.root, path, link);
    this.records.set(path, link.$link);
    const commit = await this.sign();
    const car = await carOf(commit, this.store.fresh);
    return { rev: this.rev, commit, path, record: link, car };
  }

  /** The whole repository as a CAR, in pieces; its blocks in the order of the tree. */
  async *car(): AsyncGenerator<Uint8Array> {
    const head = toCidLink(fromString(this.head.cid));
    yield* writeCarStream([head], this.reached());
  }

  /** The signed commit and the way to one place in the tree, with the record where there is one. */
  async proof(path: string): Promise<Uint8Array> {
    const blocks = new Map<string, Bytes>();
    const add = async (cid: string): Promise<Bytes> => {
      const bytes = await this.block(cid);
      blocks.set(cid, bytes);
      return bytes;
    };
    await add(this.head.cid);
    for (let cid = this.root; cid !== null;) {
      const node = await MSTNode.deserialize(await add(cid));
      const place = node.lowerBound(path);
      cid = node.keys[place] === path ? null : (node.subtrees[place]?.$link ?? null);
    }
    const record = this.records.get(path);
    if (record !== undefined) await add(record);
    return carOf(toCidLink(fromString(this.head.cid)), blocks);
  }

  private async *reached(): AsyncGenerator<{ cid: Uint8Array; data: Uint8Array }> {
    const entry = async (cid: string): Promise<{ cid: Uint8Array; data: Uint8Array }> => ({
      cid: fromString(cid).bytes,
      data: await this.block(cid),
    });
    yield await entry(this.head.cid);
    const waiting = this.root === null ? [] : [this.root];
    for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
      yield await entry(cid);
      const node = await MSTNode.deserialize(await this.block(cid));
      for (const value of node.values) yield await entry(value.$link);
      waiting.push(...node.subtrees.flatMap((below) => (below ? [below.$link] : [])).toReversed());
    }
  }

  private async block(cid: string): Promise<Bytes> {
    const bytes = await this.store.get(cid);
    if (!bytes) throw new Error(`The repository lacks ${cid}`);
    return bytes;
  }

  private async put(value: object): Promise<CidLink> {
    const bytes = encode(value);
    const cid = await create(DAG_CBOR, bytes);
    await this.store.put(toString(cid), bytes);
    return toCidLink(cid);
  }

  /** The node of one level over a run of keys: what stands higher parts it, what stands lower lies below. */
  private async build(
    keys: readonly string[],
    levels: readonly number[],
    { from, to, level }: { from: number; to: number; level: number },
  ): Promise<string> {
    const own: number[] = [];
    for (let place = from; place < to; place += 1) if (levels[place] === level) own.push(place);
    const subtrees: (CidLink | null)[] = [];
    let start = from;
    for (const end of [...own, to]) {
      const below = end > start ? await this.build(keys, levels, { from: start, to: end, level: level - 1 }) : null;
      subtrees.push(below === null ? null : toCidLink(fromString(below)));
      start = end + 1;
    }
    const values = own.map((place) => toCidLink(fromString(this.records.get(keys[place] ?? '') ?? '')));
    const node = await MSTNode.create(
      own.map((place) => keys[place] ?? ''),
      values,
      subtrees,
    );
    const bytes = await node.serialize();
    const cid = toString(await create(DAG_CBOR, bytes));
    await this.store.put(cid, bytes);
    return cid;
  }

  private async sign(): Promise<CidLink> {
    const data = toCidLink(fromString(this.root ?? ''));
    this.moments += 1;
    const rev = tidOf(Date.now() * 1_000 + (this.moments % 1_000));
    const unsigned = { did: this.did, version: 3, data, rev: rev > this.rev ? rev : tidAfter(this.rev), prev: null };
    const sig = toBytes(await this.key.sign(encode(unsigned)));
    const link = await this.put({ ...unsigned, sig });
    this.head = { cid: link.$link, rev: unsigned.rev };
    return link;
  }
}

async function carOf(root: CidLink, blocks: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const entries = [...blocks].map(([cid, data]) => ({ cid: fromString(cid).bytes, data }));
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCarStream([root], entries)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const TID = '234567abcdefghijklmnopqrstuvwxyz';

/** atproto.com/specs/tid: microseconds, then ten bits of the clock that made it. */
export function tidOf(microseconds: number): string {
  let left = BigInt(microseconds) << 10n;
  let text = '';
  for (let place = 0; place < 13; place += 1) {
    text = `${TID[Number(left % 32n)] ?? ''}${text}`;
    left /= 32n;
  }
  return text;
}

function tidAfter(tid: string): string {
  const number = Array.from(tid).reduce((sum, letter) => sum * 32n + BigInt(TID.indexOf(letter)), 0n);
  return tidOf(Number(number >> 10n) + 1);
}

/** The name of an identity is the hash of its first signed step (web.plc.directory/spec/v0.1/did-plc). */
export function didOf(genesis: object): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  const digest = hash('sha256', encode(genesis), 'buffer');
  let bits = 0n;
  for (const byte of digest.subarray(0, 15)) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let place = 0; place < 24; place += 1) {
    text = `${letters[Number(bits % 32n)] ?? ''}${text}`;
    bits /= 32n;
  }
  return `did:plc:${text}`;
}
