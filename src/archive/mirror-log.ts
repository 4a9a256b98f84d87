import { hash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Follower, Followers, Log } from '../audit/index.js';
import { Clock, Refusal } from '../platform/index.js';
import {
  COSIGNATURE_COPY,
  bundleName,
  bundleOf,
  checkpointName,
  ENTRIES_A_BUNDLE,
  STAMP_COPY,
} from './log-mirror.rules.js';
import { lockUntil } from './lock.rules.js';
import { nameOf, type ObjectHandle, ObjectStore } from './object-store.port.js';

const FULL_TILE_BYTES = 256 * 32;

/**
 * Entries (in bundles of 256, as C2SP tlog-tiles has them), full tiles and kept checkpoints go to the object store, in
 * this order, so that a checkpoint there never speaks of what is not: from the newest one the log can be made again. What
 * others set to a checkpoint comes after it. It follows the log: whenever entries come, what is new and finished is copied.
 */
@Injectable()
export class MirrorLog implements Follower, OnModuleInit {
  readonly name = 'mirror-log';
  /** Sizes of the log at which its key was handed over, as far as the store has them. */
  private readonly handed = new Set<number>();

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
    await this.mirrorHandovers();
    for (const { size, note } of checkpoints) {
      await this.mirrorRest(Number(size));
      await this.putOnce(checkpointName(Number(size)), Buffer.from(note));
      await this.database.query(`UPDATE checkpoint SET mirrored = true WHERE size = $1`, [size]);
    }
    await this.mirrorMarks();
  }

  /** Before any checkpoint of the new key. There are few, and each is looked for once a process. */
  private async mirrorHandovers(): Promise<void> {
    for (const { size, note } of await this.log.handovers()) {
      if (this.handed.has(size)) continue;
      await this.putOnce(`log/handover/${size}`, Buffer.from(note));
      this.handed.add(size);
    }
  }

  /**
   * At start: a store that knows a larger log than the database means that an old backup was restored. Then nothing is
   * sequenced, so that the log is never forked; answers why, or null.
   */
  async refuseFork(): Promise<string | null> {
    const { size } = await this.log.head();
    let newest = 0;
    for await (const object of this.store.list('log/checkpoint/'))
      newest = Math.max(newest, Number(nameOf(object).split('/')[2]));
    if (newest <= size) return null;
    const text =
      `The object store holds a checkpoint of ${newest} log entries, the database only ${size}: an older backup was restored. ` +
      'Nothing is sequenced until this is settled; restore the newer backup, or bring back what the store holds: akta log recover';
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
      if (level === 0) await this.mirrorEntries(Number(n), ENTRIES_A_BUNDLE);
      await this.putOnce(`log/tile/${level}/${n}`, data);
      await this.database.query(`UPDATE log_tile SET mirrored = true WHERE level = $1 AND n = $2`, [level, n]);
    }
    return rows.length;
  }

  /** Beside their checkpoints, whole: from them the rows can be made again. */
  private async mirrorMarks(): Promise<void> {
    const rows: { kind: string; name: string; size: string; bytes: Buffer }[] = await this.database.query(
      `SELECT r.kind, r.name, r.size, CASE r.kind WHEN 'stamp' THEN ${STAMP_COPY} ELSE ${COSIGNATURE_COPY} END AS bytes FROM mark_request r
         JOIN checkpoint k ON k.size = r.size AND k.mirrored
         LEFT JOIN checkpoint_stamp s ON r.kind = 'stamp' AND s.authority = r.name AND s.size = r.size
         LEFT JOIN checkpoint_cosignature c ON r.kind = 'cosignature' AND c.witness = r.name AND c.size = r.size
        WHERE r.next_at IS NULL AND NOT r.mirrored ORDER BY r.size LIMIT 500`,
    );
    for (const { kind, name, size, bytes } of rows) {
      await this.putOnce(markName(kind, size, name), bytes);
      const key = [kind, name, size];
      await this.database.query(
        `UPDATE mark_request SET mirrored = true WHERE kind = $1 AND name = $2 AND size = $3`,
        key,
      );
    }
  }

  /** What a checkpoint speaks of beyond the last full bundle. */
  private async mirrorRest(size: number): Promise<void> {
    const rest = size % ENTRIES_A_BUNDLE;
    if (rest > 0) await this.mirrorEntries((size - rest) / ENTRIES_A_BUNDLE, rest);
  }

  private async mirrorEntries(n: number, width: number): Promise<void> {
    const entries = await this.log.entriesAfter(n * ENTRIES_A_BUNDLE - 1, width);
    await this.putOnce(bundleName({ n, width }), bundleOf(entries.map(({ line }) => line)));
  }

  /** Another follower, or this one before it died, may have put it already. */
  private async putOnce(name: string, bytes: Buffer): Promise<void> {
    const there = (await this.store.find(name)) ?? (await this.putUnlessThere(name, bytes));
    if (there === null || (await this.store.get(there)).equals(bytes)) return;
    const text = `The object store holds another ${name} than the database: two logs were written into it.`;
    throw new Refusal('integrity-failure', text, { name });
  }

  /** Null where it was put; else what another put meanwhile. */
  private async putUnlessThere(name: string, bytes: Buffer): Promise<ObjectHandle | null> {
    try {
      await this.store.put(name, bytes, lockUntil(this.clock.now()));
      return null;
    } catch (error) {
      if (error instanceof Refusal && error.problem === 'already-exists') return this.store.find(name);
      throw error;
    }
  }
}

/** Names of objects are letters, digits and dashes; those of authorities and witnesses are not. */
function markName(kind: string, size: string, name: string): string {
  return `log/${kind}/${size}/${hash('sha256', name).slice(0, 16)}`;
}
