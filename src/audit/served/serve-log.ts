import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, Refusal } from '../../platform/index.js';
import { type KeptCheckpoint, Log } from '../log.js';
import { ReadMarks } from '../marks/read-marks.js';
import { HASH_BYTES, tileKey, tileLength } from '../merkle.rules.js';
import { loadTiles } from '../stored-tiles.js';
import { readTilePath, type TilePlace } from './tile-path.rules.js';

const TILE_WIDTH = 256;
const LONGEST_ENTRY = 0xffff;

/**
 * The log for anybody who wants to watch it, as C2SP tlog-tiles has it. Hashes and signatures say nothing of what is in
 * it; the entries themselves name no person of the outside, but they tell what goes on in the office, and are for those
 * who may read the trail. Nothing is served beyond the newest checkpoint that was kept.
 */
@Injectable()
export class ServeLog {
  constructor(
    private readonly database: DataSource,
    private readonly log: Log,
    private readonly marks: ReadMarks,
  ) {}

  /** A signed note, with the signatures of witnesses that it has. */
  async checkpoint(): Promise<string> {
    const { size, note } = await this.newest();
    return `${note}${(await this.marks.linesOf(size)).join('')}`;
  }

  async tile(path: string): Promise<Buffer> {
    const { level, n, width } = await this.placed(path);
    const tiles = await loadTiles(this.database, [{ level, n }]);
    const tile = tiles.get(tileKey(level, n));
    if (!tile || tile.length < width * HASH_BYTES) throw absent();
    return tile.subarray(0, width * HASH_BYTES);
  }

  /** `<N>[.p/<W>]`: entries one behind the other, each after its length in two bytes. */
  async entries(actor: Actor, path: string): Promise<Buffer> {
    demand(actor, 'audit.read');
    const { n, width } = await this.placed(`0/${path}`);
    const entries = await this.log.entriesAfter(n * TILE_WIDTH - 1, width);
    const lines = entries.map(({ line }) => Buffer.from(line));
    if (lines.length < width || lines.some((line) => line.length > LONGEST_ENTRY)) throw absent();
    return Buffer.concat(lines.flatMap((line) => [lengthOf(line), line]));
  }

  private async newest(): Promise<KeptCheckpoint> {
    const newest = await this.log.newestCheckpoint();
    if (!newest) throw new Refusal('not-found', 'No checkpoint of this log has been signed yet.');
    return newest;
  }

  /** What a path names, where the newest checkpoint reaches as far. */
  private async placed(path: string): Promise<TilePlace> {
    const place = readTilePath(path);
    if (!place) throw absent();
    const { size } = await this.newest();
    if (tileLength(place.level, place.n, size) < place.width * HASH_BYTES) throw absent();
    return place;
  }
}

function absent(): Refusal {
  return new Refusal('not-found', 'The log has no such tile, or not yet. Its size is in its checkpoint.');
}

function lengthOf(line: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(line.length);
  return length;
}
