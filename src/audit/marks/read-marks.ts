import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/index.js';
import type { KeptCheckpoint } from '../log.js';
import { printWitnessKey } from './cosignature.rules.js';
import { isLate } from './marks.rules.js';
import type { KeptStamp } from './stamp.types.js';
import { Witnesses } from './witness.port.js';

export type MarkKind = 'stamp' | 'cosignature';

/** How somebody who marks our checkpoints is doing. */
export interface MarkStanding {
  readonly kind: MarkKind;
  readonly name: string;
  /** The time in the newest mark; null = there is none. */
  readonly lastAt: Date | null;
  /** Since when a newer checkpoint waits for one; null = none does. */
  readonly waitingSince: Date | null;
  readonly late: boolean;
  /** Why the last try brought none. */
  readonly fault: string | null;
  /** What was said then, by whoever was asked or on the way to them. */
  readonly said: string | null;
}

/** A checkpoint with its stamp. */
export interface StampedCheckpoint {
  readonly checkpoint: KeptCheckpoint;
  readonly stamp: KeptStamp;
}

const STANDINGS = `
  SELECT d.kind, d.name, m.at AS "lastAt", w.since AS "waitingSince", w.fault, w.said
    FROM (SELECT kind, name, max(size) FILTER (WHERE next_at IS NULL) AS size FROM mark_request GROUP BY kind, name) d
    LEFT JOIN LATERAL (
      SELECT at FROM checkpoint_stamp s WHERE d.kind = 'stamp' AND s.authority = d.name AND s.size = d.size
       UNION ALL
      SELECT at FROM checkpoint_cosignature c WHERE d.kind = 'cosignature' AND c.witness = d.name AND c.size = d.size) m ON true
    CROSS JOIN LATERAL (
      SELECT min(r.made_at) AS since, (array_agg(r.fault ORDER BY r.size DESC) FILTER (WHERE r.fault IS NOT NULL))[1] AS fault,
             (array_agg(r.said ORDER BY r.size DESC) FILTER (WHERE r.fault IS NOT NULL))[1] AS said
        FROM mark_request r WHERE r.kind = d.kind AND r.name = d.name AND r.next_at IS NOT NULL
         AND r.size > coalesce(d.size, -1)) w
   ORDER BY d.kind DESC, d.name`;

/** The newest checkpoint that witnesses signed, and their lines. */
export interface CosignedCheckpoint {
  readonly checkpoint: KeptCheckpoint;
  readonly cosignatures: readonly {
    readonly name: string;
    /** As its operator gives it: `name+id+base64`. */
    readonly key: string;
    readonly at: Date;
    readonly line: string;
  }[];
}

@Injectable()
export class ReadMarks {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly witnesses: Witnesses,
  ) {}

  /** Of all that were ever asked and still are, or ever answered. */
  async standings(): Promise<MarkStanding[]> {
    const rows: Omit<MarkStanding, 'late'>[] = await this.database.query(STANDINGS);
    const now = this.clock.now();
    return rows.map((row) => ({ ...row, late: row.waitingSince !== null && isLate(row.waitingSince, now) }));
  }

  /** What witnesses added to the note of this size, in the order of their names. */
  async linesOf(size: number): Promise<string[]> {
    const rows: { line: string }[] = await this.database.query(
      `SELECT line FROM checkpoint_cosignature WHERE size = $1 ORDER BY witness`,
      [size],
    );
    return rows.map(({ line }) => line);
  }

  /** Over at most so many entries; only by witnesses whose keys are known still. Null = there is none. */
  async cosignedUpTo(size: number): Promise<CosignedCheckpoint | null> {
    const keys = new Map(this.witnesses.all.map((one) => [one.name, printWitnessKey(one)]));
    const rows: CosignedRow[] = await this.database.query(
      `SELECT c.size, c.root, c.note, c.at AS kept_at, s.witness AS name, s.at, s.line
         FROM checkpoint_cosignature s JOIN checkpoint c USING (size)
        WHERE s.size = (SELECT max(size) FROM checkpoint_cosignature WHERE size <= $1 AND witness = ANY($2::text[]))
          AND s.witness = ANY($2::text[]) ORDER BY s.witness`,
      [size, [...keys.keys()]],
    );
    const [first] = rows;
    if (!first) return null;
    const { root, note, kept_at: at } = first;
    const cosignatures = rows.map((row) => ({
      name: row.name,
      key: keys.get(row.name) ?? '',
      at: row.at,
      line: row.line,
    }));
    return { checkpoint: { size: Number(first.size), root, note, at }, cosignatures };
  }

  /** Of each authority the newest stamp over at most so many entries. */
  async stampsUpTo(size: number): Promise<StampedCheckpoint[]> {
    const rows: (Omit<KeptStamp, 'size'> & KeptRow)[] = await this.database.query(
      `SELECT DISTINCT ON (s.authority) s.authority, s.size, s.at, s.answer, s.above, s.ca, s.revocations, s.unseen,
              c.root, c.note, c.at AS kept_at
         FROM checkpoint_stamp s JOIN checkpoint c USING (size) WHERE s.size <= $1 ORDER BY s.authority, s.size DESC`,
      [size],
    );
    return rows.map(({ root, note, kept_at: keptAt, ...stamp }) => ({
      checkpoint: { size: Number(stamp.size), root, note, at: keptAt },
      stamp: { ...stamp, size: Number(stamp.size) },
    }));
  }
}

interface KeptRow {
  readonly size: string;
  readonly root: Buffer;
  readonly note: string;
  readonly kept_at: Date;
}

interface CosignedRow extends KeptRow {
  readonly name: string;
  readonly at: Date;
  readonly line: string;
}
