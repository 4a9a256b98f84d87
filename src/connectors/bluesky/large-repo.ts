import { createHash } from 'node:crypto';
import { decode } from '@atcute/cbor';
import { fromString } from '@atcute/cid';
import { isObject } from '../json.rules.js';
import type { HeldBytes } from './held-bytes.js';
import { PlaceTable } from './place-table.rules.js';
import { MOST_LEVELS, misnamed, nodeOf, notCar, notWhole, RepoFault, verifyCommit } from './repo.rules.js';

/** A block of a CAR, with the whole entry it stands in (length, CID, bytes) and the range of that. */
export interface HeldBlock {
  readonly bytes: Buffer;
  readonly entry: Buffer;
  readonly range: readonly [number, number];
}

/** What a walk through a signed tree comes to: a node of it, or a record at its place. */
export type Step =
  | { readonly is: 'node'; readonly block: HeldBlock }
  | { readonly is: 'record'; readonly key: string; readonly cid: string; readonly block: HeldBlock };

/** The stretch of a CAR that is not what it says. */
export class PlacedFault extends RepoFault {
  constructor(
    fault: RepoFault,
    readonly range: readonly [number, number],
  ) {
    super(fault.message, { cause: fault });
  }
}

const CID_BYTES = 36;
/** CIDv1 of DRISL or raw bytes, SHA-256 (dasl.ing/cid). */
const CID_HEADS = new Set(['01711220', '01551220']);
/** The lexicons bound a record far below. */
const MOST_BLOCK_BYTES = 2 * 1024 * 1024;
const MOST_HEAD_BYTES = 4_096;
const READ_BYTES = 1024 * 1024;
const MOST_BLOCKS = 8_000_000;

/**
 * A whole repository that is too large to hold: read from its start to its end once, each block against its hash and the
 * commit against the key of the account, then walked through by its tree. Of each block a few bytes are in memory.
 */
export class LargeRepo {
  private readonly table = new PlaceTable();
  private root = '';
  private data = '';
  /** Where the head of the CAR ends, and its first block begins. */
  private firstBlock = 0;

  private constructor(private readonly held: HeldBytes) {}

  /** @throws {RepoFault} */
  static async open(
    held: HeldBytes,
    account: { readonly did: string; readonly key: string },
  ): Promise<LargeRepo & { readonly rev: string }> {
    const repo = new LargeRepo(held);
    await repo.readHead();
    await repo.readBlocks();
    const commit = await repo.find(repo.root);
    try {
      const { rev, data } = await verifyCommit(commit?.bytes, account);
      repo.data = data;
      return Object.assign(repo, { rev });
    } catch (error) {
      if (error instanceof RepoFault && commit) throw new PlacedFault(error, commit.range);
      throw error;
    }
  }

  get length(): number {
    return this.held.length;
  }

  /** What stands before its blocks, and the signed commit. */
  async head(): Promise<readonly HeldBlock[]> {
    const bytes = await this.held.read(0, this.firstBlock);
    const head = { bytes, entry: bytes, range: [0, this.firstBlock] as const };
    const commit = await this.find(this.root);
    return commit ? [head, commit] : [head];
  }

  /** The record at one place, on the way the tree says. */
  async record(key: string): Promise<Extract<Step, { is: 'record' }> | null> {
    let cid: string | undefined = this.data;
    for (let level = 0; cid !== undefined; level += 1) {
      const block = await this.node(cid, level);
      if (!block) return null;
      const node = await nodeOf(block);
      const place = node.lowerBound(key);
      const value = node.keys[place] === key ? node.values[place] : undefined;
      const record = value && (await this.find(value.$link));
      if (record) return { is: 'record', key, cid: value.$link, block: record };
      cid = node.subtrees[place]?.$link;
    }
    return null;
  }

  /** From the last place to the first, of those before `before`: of posts the newest first. What it lacks is left out. */
  walk(before: string | null): AsyncGenerator<Step> {
    return this.below({ before, whole: false }, this.data, 0);
  }

  /** The same, where it has to be whole. @throws {RepoFault} where a part of the tree or a record is not there */
  walkWhole(before: string | null): AsyncGenerator<Step> {
    return this.below({ before, whole: true }, this.data, 0);
  }

  private async *below(
    how: { readonly before: string | null; readonly whole: boolean },
    cid: string,
    level: number,
  ): AsyncGenerator<Step> {
    const block = await this.node(cid, level);
    if (!block && how.whole) throw notWhole();
    if (!block) return;
    yield { is: 'node', block };
    const { keys, values, subtrees } = await nodeOf(block);
    for (let place = endOf(keys, how.before); place >= 0; place -= 1) {
      const subtree = subtrees[place];
      if (subtree) yield* this.below(how, subtree.$link, level + 1);
      const [key, value] = [keys[place - 1], values[place - 1]];
      if (key === undefined || !value) continue;
      const record = how.whole ? await this.demand(value.$link) : await this.find(value.$link);
      if (record) yield { is: 'record', key, cid: value.$link, block: record };
    }
  }

  private async node(cid: string, level: number): Promise<HeldBlock | null> {
    if (level > MOST_LEVELS) throw new RepoFault('The tree of the repository is deeper than any real one.');
    return this.find(cid);
  }

  private async demand(cid: string): Promise<HeldBlock> {
    const block = await this.find(cid);
    if (!block) throw notWhole();
    return block;
  }

  private async find(cid: string): Promise<HeldBlock | null> {
    let wanted: Uint8Array;
    try {
      wanted = fromString(cid).bytes;
    } catch {
      return null;
    }
    for (const start of this.table.of(wanted.subarray(4))) {
      const entry = await readEntry(this.held, start);
      if (entry?.cid.equals(wanted)) return { bytes: entry.bytes, entry: entry.whole, range: [start, entry.end] };
    }
    return null;
  }

  private async readHead(): Promise<void> {
    const start = await this.held.read(0, MOST_HEAD_BYTES + 10);
    const { value: size, end: from } = varint(start, 0);
    this.firstBlock = from + size;
    if (size === 0 || size > MOST_HEAD_BYTES || this.firstBlock > start.length) throw notCar();
    try {
      const head: unknown = decode(start.subarray(from, this.firstBlock));
      const roots: unknown = isObject(head) ? head['roots'] : null;
      const [root]: unknown[] = Array.isArray(roots) ? roots : [];
      this.root = isObject(root) && typeof root['$link'] === 'string' ? root['$link'] : '';
    } catch (cause) {
      throw notCar(cause);
    }
  }

  private async readBlocks(): Promise<void> {
    let window: Buffer = Buffer.alloc(0);
    let at = this.firstBlock;
    let start = at;
    while (start < this.held.length) {
      const inside = start - at;
      const entry = entryIn(window, inside);
      if (entry === 'more') {
        const more = await this.held.read(start, start + Math.max(READ_BYTES, (window.length - inside) * 2));
        if (more.length <= window.length - inside) throw new PlacedFault(notCar(), [start, this.held.length]);
        [window, at] = [more, start];
        continue;
      }
      const end = start + entry.end - inside;
      await this.take(entry, [start, end]);
      start = end;
    }
  }

  private async take({ cid, bytes }: Entry, range: readonly [number, number]): Promise<void> {
    const isKnownKind = CID_HEADS.has(cid.subarray(0, 4).toString('hex'));
    if (!isKnownKind || !createHash('sha256').update(bytes).digest().equals(cid.subarray(4)))
      throw new PlacedFault(misnamed(), range);
    if (await this.isThere(cid)) return;
    if (this.table.size >= MOST_BLOCKS)
      throw new RepoFault('The repository has more blocks than any real one: it is not taken.');
    this.table.add(cid.subarray(4), range[0]);
  }

  private async isThere(cid: Buffer): Promise<boolean> {
    for (const start of this.table.of(cid.subarray(4)))
      if ((await readEntry(this.held, start))?.cid.equals(cid) === true) return true;
    return false;
  }
}

/** How many of the keys, which are in their order, come before one. */
function endOf(keys: readonly string[], before: string | null): number {
  const end = before === null ? -1 : keys.findIndex((key) => key >= before);
  return end === -1 ? keys.length : end;
}

interface Entry {
  readonly cid: Buffer;
  readonly bytes: Buffer;
  readonly whole: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

async function readEntry(held: HeldBytes, start: number): Promise<Entry | null> {
  const near = await held.read(start, start + 4_096);
  const entry = entryIn(near, 0);
  if (entry !== 'more') return { ...entry, end: start + entry.end };
  const { value, end } = varint(near, 0);
  const whole = entryIn(await held.read(start, start + end + value), 0);
  return whole === 'more' ? null : { ...whole, end: start + whole.end };
}

/** 'more': it goes on behind these bytes. */
function entryIn(bytes: Buffer, at: number): Entry | 'more' {
  if (bytes.length - at < 4 && !hasVarint(bytes, at)) return 'more';
  const { value: size, end: from } = varint(bytes, at);
  if (size < CID_BYTES || size > MOST_BLOCK_BYTES) throw notCar();
  const end = from + size;
  if (end > bytes.length) return 'more';
  const cid = bytes.subarray(from, from + CID_BYTES);
  return { cid, bytes: bytes.subarray(from + CID_BYTES, end), whole: bytes.subarray(at, end), end };
}

function hasVarint(bytes: Buffer, at: number): boolean {
  return bytes.subarray(at, at + 4).some((byte) => byte < 0x80);
}

/** Unsigned LEB128 of at most four bytes: nothing here is longer than 256 MB. */
function varint(bytes: Buffer, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let place = 0; place < 4; place += 1) {
    const byte = bytes[at + place];
    if (byte === undefined) break;
    value |= (byte & 0x7f) << (7 * place);
    if (byte < 0x80) return { value, end: at + place + 1 };
  }
  throw notCar();
}
