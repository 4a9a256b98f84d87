import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Follower, Followers, Log } from '../audit/index.js';
import { Clock, Refusal } from '../platform/index.js';
import { lockUntil } from './lock.rules.js';
import { ObjectStore } from './object-store.port.js';

const FULL_TILE_BYTES = 256 * 32;

/**
 * Full tiles and kept checkpoints go to the object store, in this order, so that a checkpoint there never speaks of
 * tiles that are not. It follows the log: whenever entries come, what is new and finished is copied.
 */
@Injectable()
export class MirrorLog implements Follower, OnModuleInit {
  readonly name = 'mirror-log';

  // oxlint-disable-next-line max-params -- from the log to the store
  constructor(
    private readonly database: DataSource,
    private readonly followers: Followers,
    private readonly log: Log,
    private readonly store: ObjectStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  /** Checkpoints are read before the tiles: those kept meanwhile may speak of tiles not copied yet, and wait. */
  async follow(): Promise<void> {
    const checkpoints: { size: string; note: string }[] = await this.database.query(
      `SELECT size, note FROM checkpoint WHERE NOT mirrored ORDER BY size`,
    );
    while ((await this.mirrorTiles()) > 0);
    for (const { size, note } of checkpoints) {
      await this.putOnce(checkpointName(Number(size)), Buffer.from(note));
      await this.database.query(`UPDATE checkpoint SET mirrored = true WHERE size = $1`, [size]);
    }
  }

  /**
   * At start: a store that knows a larger log than the database means that an old backup was restored. Then nothing is
   * sequenced, so that the log is never forked; answers why, or null.
   */
  async refuseFork(): Promise<string | null> {
    const { size } = await this.log.head();
    let newest = 0;
    for await (const name of this.store.list('log/checkpoint/')) newest = Math.max(newest, Number(name.split('/')[2]));
    if (newest <= size) return null;
    const text =
      `The object store holds a checkpoint of ${newest} log entries, the database only ${size}: an older backup was restored. ` +
      'Nothing is sequenced until this is settled; restore the newer backup.';
    await this.database.query(`UPDATE log_head SET refused = $1`, [text]);
    return text;
  }

  /** Some of what is finished and not copied; answers how many. */
  private async mirrorTiles(): Promise<number> {
    const rows: { level: number; n: string; data: Buffer }[] = await this.database.query(
      `SELECT level, n, data FROM log_tile t WHERE length(data) = $1 AND NOT mirrored ORDER BY level, n LIMIT 500`,
      [FULL_TILE_BYTES],
    );
    for (const { level, n, data } of rows) {
      await this.putOnce(`log/tile/${level}/${n}`, data);
      await this.database.query(`UPDATE log_tile SET mirrored = true WHERE level = $1 AND n = $2`, [level, n]);
    }
    return rows.length;
  }

  /** Another follower, or this one before it died, may have put it already. */
  private async putOnce(name: string, bytes: Buffer): Promise<void> {
    try {
      await this.store.put(name, bytes, lockUntil(this.clock.now()));
    } catch (error) {
      if (!(error instanceof Refusal && error.problem === 'already-exists')) throw error;
      if ((await this.store.get(name)).equals(bytes)) return;
      const text = `The object store holds another ${name} than the database: two logs were written into it.`;
      throw new Refusal('integrity-failure', text, { name }, { cause: error });
    }
  }
}

function checkpointName(size: number): string {
  return `log/checkpoint/${size}`;
}
