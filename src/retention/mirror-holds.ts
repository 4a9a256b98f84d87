import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ObjectHandle, ObjectStore } from '../archive/index.js';
import { Clock, Refusal } from '../platform/index.js';
import { NOT_RELEASED } from './living-holds.js';

const AT_ONCE = 200;

/** Every object in which an item under a hold has bytes, or which it shows. */
const REACHED = `
  SELECT x.object FROM hold h JOIN hold_item n ON n.hold_id = h.id
    JOIN exchange_item o ON o.item_id = n.item_id JOIN exchange x ON x.id = o.exchange_id WHERE ${NOT_RELEASED}
  UNION SELECT m.object FROM hold h JOIN hold_item n ON n.hold_id = h.id
    JOIN snapshot_medium o ON o.item_id = n.item_id JOIN medium m ON m.id = o.medium_id WHERE ${NOT_RELEASED}`;

export interface Mirrored {
  /** Objects the store was told about. */
  readonly told: number;
  /** Of those still to be told. */
  readonly waiting: number;
}

/**
 * Legal holds of the store follow ours: an object that holds reach is held there too, whatever becomes of its lock and of
 * this database. What is wanted is written down first, then told object by object; a run that dies goes on where it was,
 * and to tell twice is to tell once.
 */
@Injectable()
export class MirrorHolds {
  private notedTo = -1;

  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly clock: Clock,
  ) {}

  async run(signal: AbortSignal): Promise<Mirrored> {
    await this.note();
    let [done, after] = [0, ''];
    for (;;) {
      const rows: { object: ObjectHandle; held: boolean }[] = await this.database.query(
        `SELECT object, held FROM object_hold WHERE mirror = 'pending' AND object > $1 ORDER BY object LIMIT $2`,
        [after, AT_ONCE],
      );
      for (const { object, held } of rows) {
        if (signal.aborted) break;
        if (await this.tell(object, held)) done += 1;
      }
      after = rows.at(-1)?.object ?? after;
      if (rows.length < AT_ONCE || signal.aborted) return { told: done, waiting: await this.waiting() };
    }
  }

  /** What holds reach now, where the log has grown since it was last written down. */
  private async note(): Promise<void> {
    const [head] = await this.database.query<{ size: string }[]>(`SELECT size FROM log_head`);
    const size = Number(head?.size ?? 0);
    if (size === this.notedTo) return;
    const now = this.clock.now();
    await this.database.query(
      `INSERT INTO object_hold (object, held, mirror, changed_at) SELECT object, true, 'pending', $1 FROM (${REACHED}) r
       ON CONFLICT (object) DO UPDATE SET held = true, mirror = 'pending', changed_at = $1 WHERE NOT object_hold.held`,
      [now],
    );
    await this.database.query(
      `UPDATE object_hold SET held = false, mirror = 'pending', changed_at = $1
        WHERE held AND object NOT IN (${REACHED})`,
      [now],
    );
    this.notedTo = size;
  }

  /** Whether the store knows now. What is gone from it needs no word that a hold ended. */
  private async tell(object: ObjectHandle, held: boolean): Promise<boolean> {
    try {
      await this.store.hold(object, held);
    } catch (error) {
      const isGone = error instanceof Refusal && error.problem === 'not-found';
      if (!isGone) throw error;
      if (held) return false;
    }
    await this.database.query(
      held
        ? `UPDATE object_hold SET mirror = 'set' WHERE object = $1 AND held`
        : `DELETE FROM object_hold WHERE object = $1 AND NOT held`,
      [object],
    );
    return true;
  }

  private async waiting(): Promise<number> {
    const [row] = await this.database.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM object_hold WHERE mirror = 'pending'`,
    );
    return row?.n ?? 0;
  }
}
