/** The tree above a log's level-0 tiles, worked out anew. */
import { hash } from 'node:crypto';
import { hashRange, nodeHash, tileKey } from '../audit/merkle.rules.js';

export const HASH_BYTES = 32;
export const TILE_WIDTH = 256;

/** By `level/n`. */
export type StoredTiles = ReadonlyMap<string, Buffer>;

/** Tiles of each level in order; level 0 holds its last, unfilled tile only. */
export interface Levels {
  readonly edge: Buffer;
  readonly edgeAt: number;
  readonly above: readonly (readonly Buffer[])[];
}

/** `full`: every filled level-0 tile in order. `edge`: the one after them, perhaps empty. */
export function levelsOf(full: readonly Buffer[], edge: Buffer): Levels {
  const above: Buffer[][] = [];
  let below = full;
  while (below.length > 0) {
    const hashes = below.map(foldTile);
    const tiles: Buffer[] = [];
    for (let i = 0; i < hashes.length; i += TILE_WIDTH) tiles.push(Buffer.concat(hashes.slice(i, i + TILE_WIDTH)));
    above.push(tiles);
    below = tiles.filter((tile) => tile.length === TILE_WIDTH * HASH_BYTES);
  }
  return { edge, edgeAt: full.length, above };
}

/** Places where the stored tiles above level 0 are not those worked out: `level/n`. */
export function tileFaults({ above }: Levels, stored: StoredTiles): string[] {
  const expected = new Map(above.flatMap((tiles, i) => tiles.map((tile, n) => [tileKey(i + 1, n), tile] as const)));
  return [...new Set([...expected.keys(), ...stored.keys()])].filter((key) => {
    const [want, have] = [expected.get(key), stored.get(key)];
    return !want || !have?.equals(want);
  });
}

/** RFC 6962 root; of tiles too short to have one, a hash nothing has. */
export function rootOf({ edge, edgeAt, above }: Levels, size: number): Buffer {
  const tiles = new Map([[tileKey(0, edgeAt), edge]]);
  for (const [i, level] of above.entries()) for (const [n, tile] of level.entries()) tiles.set(tileKey(i + 1, n), tile);
  try {
    return hashRange([0, size], tiles);
  } catch {
    return hash('sha256', 'no root', 'buffer');
  }
}

function foldTile(tile: Buffer): Buffer {
  let hashes: Buffer[] = [];
  for (let at = 0; at < TILE_WIDTH * HASH_BYTES; at += HASH_BYTES) hashes.push(tile.subarray(at, at + HASH_BYTES));
  while (hashes.length > 1) {
    hashes = hashes.flatMap((left, i) => (i % 2 === 0 ? [nodeHash(left, hashes[i + 1] ?? left)] : []));
  }
  return hashes[0] ?? Buffer.alloc(HASH_BYTES);
}
