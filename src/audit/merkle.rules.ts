/**
 * The tree of RFC 6962 section 2.1 kept as C2SP tiles (tlog-tiles): tile (level L, n) holds up to 256 hashes, each of a
 * perfect subtree of 2^(8L) entries. Everything here is pure; whoever calls it brings the tiles it asks for.
 */
import { hash } from 'node:crypto';

export const HASH_BYTES = 32;
const TILE_WIDTH = 256;

export function leafHash(entry: Uint8Array | string): Buffer {
  return hash('sha256', typeof entry === 'string' ? `\0${entry}` : Buffer.concat([LEAF, entry]), 'buffer');
}
const LEAF = Buffer.from([0]);

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return hash('sha256', bytes, 'buffer');
}

export const EMPTY_ROOT = hash('sha256', '', 'buffer');

/** Tiles by `level/n`; each a run of 32-byte hashes. */
export type Tiles = Map<string, Buffer>;

export function tileKey(level: number, n: number): string {
  return `${level}/${n}`;
}

/** The other way round. */
export function tileOfKey(key: string): { level: number; n: number } {
  const [level, n] = key.split('/').map(Number);
  return { level: level ?? 0, n: n ?? 0 };
}

/** Tiles an append to a log of this size continues; those missing from the store are new. */
export function edgeTiles(size: number): { level: number; n: number }[] {
  const keys: { level: number; n: number }[] = [];
  for (let level = 0, n = size; level === 0 || n > 0; level += 1) {
    keys.push({ level, n: Math.floor(n / TILE_WIDTH) });
    n = Math.floor(n / TILE_WIDTH);
  }
  return keys;
}

/** Appends leaf hashes to the edge tiles in place and names the tiles that changed. */
export function appendLeaves(tiles: Tiles, size: number, leaves: readonly Buffer[]): Set<string> {
  const changed = new Set<string>();
  let at = size;
  for (const leaf of leaves) {
    let position = at;
    let value: Buffer = leaf;
    for (let level = 0; ; level += 1) {
      const key = tileKey(level, Math.floor(position / TILE_WIDTH));
      const slot = (position % TILE_WIDTH) * HASH_BYTES;
      const tile = writable(tiles, key, slot);
      tile.set(value, slot);
      changed.add(key);
      if (position % TILE_WIDTH !== TILE_WIDTH - 1) break;
      value = foldTile(tile, 0, TILE_WIDTH);
      position = Math.floor(position / TILE_WIDTH);
    }
    at += 1;
  }
  return changed;
}

/** The tile grown to hold `slot`; growth doubles, so a batch costs no copy an entry. Length is exact when read out. */
function writable(tiles: Tiles, key: string, slot: number): Buffer {
  const old = tiles.get(key);
  if (old && old.length >= slot + HASH_BYTES) return old;
  const grown = Buffer.alloc(TILE_WIDTH * HASH_BYTES);
  if (old) grown.set(old.subarray(0, slot));
  tiles.set(key, grown);
  return grown;
}

/** Bytes of a tile that are filled in a log of this size. */
export function tileLength(level: number, n: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level) - n * TILE_WIDTH;
  return Math.max(0, Math.min(TILE_WIDTH, hashes)) * HASH_BYTES;
}

function foldTile(tile: Buffer, from: number, to: number): Buffer {
  if (to - from === 1) return tile.subarray(from * HASH_BYTES, to * HASH_BYTES);
  const middle = from + (to - from) / 2;
  return nodeHash(foldTile(tile, from, middle), foldTile(tile, middle, to));
}

/** A perfect subtree: 2^height entries from index · 2^height. */
interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** The largest power of two below n (n > 1): where RFC 6962 splits. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** A range [from, to) whose `from` is a multiple of the power of two not below its length, as perfect subtrees. */
function subtreesOf(from: number, to: number): Subtree[] {
  const found: Subtree[] = [];
  for (let start = from; start < to;) {
    let height = 0;
    while (start % 2 ** (height + 1) === 0 && start + 2 ** (height + 1) <= to) height += 1;
    found.push({ height, index: start / 2 ** height });
    start += 2 ** height;
  }
  return found;
}

function tileOf({ height, index }: Subtree): { level: number; n: number; from: number; to: number } {
  const level = Math.floor(height / 8);
  const width = 2 ** (height % 8);
  const start = index * width;
  const n = Math.floor(start / TILE_WIDTH);
  return { level, n, from: start % TILE_WIDTH, to: (start % TILE_WIDTH) + width };
}

/** Ranges of entries whose hashes a proof lists, in order; brought together into hashes by `hashRange`. */
export type Range = readonly [from: number, to: number];

/** RFC 6962 section 2.1.1: the audit path of entry m in a tree of n. */
export function inclusionRanges(m: number, n: number): Range[] {
  const path = (at: number, from: number, to: number): Range[] => {
    if (to - from === 1) return [];
    const k = split(to - from);
    return at < from + k
      ? [...path(at, from, from + k), [from + k, to]]
      : [...path(at, from + k, to), [from, from + k]];
  };
  return path(m, 0, n);
}

/** RFC 6962 section 2.1.2: the proof that a tree of m is a prefix of a tree of n. */
export function consistencyRanges(m: number, n: number): Range[] {
  const path = (at: number, from: number, to: number, whole: boolean): Range[] => {
    if (at === to - from) return whole ? [] : [[from, to]];
    const k = split(to - from);
    return at <= k
      ? [...path(at, from, from + k, whole), [from + k, to]]
      : [...path(at - k, from + k, to, false), [from, from + k]];
  };
  return m === 0 || m === n ? [] : path(m, 0, n, true);
}

/** Every tile needed to hash these ranges. */
export function tilesFor(ranges: readonly Range[]): { level: number; n: number }[] {
  const keys = new Map<string, { level: number; n: number }>();
  for (const [from, to] of ranges) {
    for (const subtree of subtreesOf(from, to)) {
      const { level, n } = tileOf(subtree);
      keys.set(tileKey(level, n), { level, n });
    }
  }
  return [...keys.values()];
}

/** MTH of a range; throws when a tile it needs is missing or short, which means the stored log is damaged. */
export function hashRange([from, to]: Range, tiles: Tiles): Buffer {
  if (from === to) return EMPTY_ROOT;
  const hashes = subtreesOf(from, to).map((subtree) => {
    const place = tileOf(subtree);
    const tile = tiles.get(tileKey(place.level, place.n));
    if (!tile || tile.length < place.to * HASH_BYTES)
      throw new Error(`Log tile ${place.level}/${place.n} is missing or short`);
    return foldTile(tile, place.from, place.to);
  });
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** Where a proof stands: the place of the node and of the last node on its level. */
interface Level {
  fn: number;
  sn: number;
}

function rise(level: Level): void {
  level.fn = Math.floor(level.fn / 2);
  level.sn = Math.floor(level.sn / 2);
}

/** Whether the next hash of the path stands to the left; then levels without a sibling are passed over. */
function siblingOnLeft(level: Level): boolean {
  if (level.fn % 2 === 0 && level.fn !== level.sn) return false;
  while (level.fn % 2 === 0 && level.fn !== 0) rise(level);
  return true;
}

/** RFC 9162 section 2.1.3.2. */
export function verifyInclusion(proof: {
  index: number;
  size: number;
  leaf: Buffer;
  path: readonly Buffer[];
  root: Buffer;
}): boolean {
  if (proof.index >= proof.size) return false;
  const level: Level = { fn: proof.index, sn: proof.size - 1 };
  let value = proof.leaf;
  for (const step of proof.path) {
    if (level.sn === 0) return false;
    value = siblingOnLeft(level) ? nodeHash(step, value) : nodeHash(value, step);
    rise(level);
  }
  return level.sn === 0 && value.equals(proof.root);
}

/** RFC 9162 section 2.1.4.2. */
export function verifyConsistency(proof: {
  from: number;
  to: number;
  fromRoot: Buffer;
  toRoot: Buffer;
  path: readonly Buffer[];
}): boolean {
  const { from, to, fromRoot, toRoot } = proof;
  if (from === to) return proof.path.length === 0 && fromRoot.equals(toRoot);
  if (from === 0 || from > to) return from === 0 && proof.path.length === 0;
  const isPowerOfTwo = Number.isInteger(Math.log2(from));
  const [first, ...rest] = isPowerOfTwo ? [fromRoot, ...proof.path] : proof.path;
  return first !== undefined && foldConsistency({ from, to, first, rest, fromRoot, toRoot });
}

function foldConsistency(proof: {
  from: number;
  to: number;
  first: Buffer;
  rest: readonly Buffer[];
  fromRoot: Buffer;
  toRoot: Buffer;
}): boolean {
  const level: Level = { fn: proof.from - 1, sn: proof.to - 1 };
  while (level.fn % 2 === 1) rise(level);
  let [older, newer] = [proof.first, proof.first];
  for (const step of proof.rest) {
    if (level.sn === 0) return false;
    if (siblingOnLeft(level)) {
      older = nodeHash(step, older);
      newer = nodeHash(step, newer);
    } else newer = nodeHash(newer, step);
    rise(level);
  }
  return level.sn === 0 && older.equals(proof.fromRoot) && newer.equals(proof.toRoot);
}
