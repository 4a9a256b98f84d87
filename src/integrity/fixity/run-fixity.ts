import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, Config } from '../../platform/index.js';
import { NAMES_OF_LOG } from '../recorded-log.js';
import { type FixityRound, NEW_FIXITY_ROUND, type Outcome, type Stored } from './fixity.types.js';
import { NoteOutcomes } from './note-outcomes.js';
import { pauseOf } from './pace.rules.js';
import { type Batch, ReadBack } from './read-back.js';

const OBJECTS_AT_ONCE = 64;
const BYTES_AT_ONCE = 64 * 1024 * 1024;
/** A wait is broken into pieces, so that the lease is renewed and an end is heard of. */
const LONGEST_WAIT_MS = 30_000;

export type KeepFixity = (round: FixityRound) => Promise<void>;

/**
 * Stored objects read back by turns: what was never read first, then what was not for longest. How far it is stands in
 * the rows, so a round that dies is gone on with; it is held to a pace, so that capture has the store to itself.
 */
@Injectable()
export class RunFixity {
  // oxlint-disable-next-line max-params -- what is due, what is read, what is written down
  constructor(
    private readonly database: DataSource,
    private readonly readBack: ReadBack,
    private readonly note: NoteOutcomes,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** `keep` is called after each batch; what it throws ends the work there. Answers the round when nothing is due any more. */
  async run(actor: Actor, from: FixityRound | null, keep: KeepFixity): Promise<FixityRound> {
    let round = from ?? NEW_FIXITY_ROUND;
    const began = this.clock.now();
    await this.enrol(began);
    const pace = new Pace(this.config.fixity);
    for (let due = await this.due(began); due.length > 0;) {
      const batch = await this.batch(due);
      await this.note.run(actor, batch.outcomes);
      round = added(round, batch);
      await keep(round);
      // A store that answers nothing is not asked for everything.
      if (batch.outcomes.every(({ is }) => is === 'unseen')) break;
      pace.add(batch);
      due = await this.due(began);
      if (due.length > 0) await pace.hold(() => keep(round));
    }
    if (round.objects > 0) await this.trail.write(actor, (tx) => tx.record('fixity.checked', { ...round }));
    return round;
  }

  /** Due at once: what is not as recorded, or everything. */
  async dueNow(which: 'wrong' | 'all'): Promise<void> {
    const some = `(kind, name) IN (SELECT kind, name FROM fixity_fault WHERE ended_at IS NULL)`;
    await this.database.query(`UPDATE fixity SET next_at = 'epoch' WHERE ${which === 'all' ? 'true' : some}`);
  }

  /** What is wrong is looked at twice before anybody is told: rows and objects may have moved on between two looks. */
  private async batch(due: readonly Stored[]): Promise<Batch> {
    const { signal } = new AbortController();
    const first = await this.readBack.run(due, signal);
    const wrong = first.outcomes.filter(({ is }) => is === 'wrong');
    if (wrong.length === 0) return first;
    const again = await this.readBack.run(wrong, signal);
    const looked = new Map(again.outcomes.map((outcome) => [keyOf(outcome), outcome]));
    return {
      outcomes: first.outcomes.map((outcome) => looked.get(keyOf(outcome)) ?? outcome),
      bytes: first.bytes + again.bytes,
      requests: first.requests + again.requests,
    };
  }

  /** Evidence is enrolled with its rows; what is stored beside it, here. */
  private async enrol(now: Date): Promise<void> {
    await this.database.query(
      `INSERT INTO fixity (kind, name)
       SELECT 'log', l.name FROM (${NAMES_OF_LOG}) l WHERE l.mirrored
        UNION ALL SELECT 'key-file', id::text FROM key_file WHERE kept_until > $1
       ON CONFLICT DO NOTHING`,
      [now],
    );
  }

  private async due(now: Date): Promise<Stored[]> {
    const rows: (Stored & { readonly size: string })[] = await this.database.query(DUE, [now, OBJECTS_AT_ONCE]);
    let bytes = 0;
    const end = rows.findIndex(({ size }) => (bytes += Number(size)) > BYTES_AT_ONCE);
    return end === -1 ? rows : rows.slice(0, Math.max(1, end));
  }
}

/** Holds what is done to the limits that are set. */
class Pace {
  private bytes = 0;
  private requests = 0;
  private readonly began = performance.now();

  constructor(private readonly limits: Config['fixity']) {}

  add({ bytes, requests }: Batch): void {
    this.bytes += bytes;
    this.requests += requests;
  }

  async hold(meanwhile: () => Promise<void>): Promise<void> {
    for (let left = this.left(); left > 0; left = this.left()) {
      await wait(Math.min(left, LONGEST_WAIT_MS));
      if (left > LONGEST_WAIT_MS) await meanwhile();
    }
  }

  private left(): number {
    const { bytes, requests } = this;
    return pauseOf({ bytes, requests, elapsedMs: performance.now() - this.began }, this.limits);
  }
}

const DUE = `
  SELECT f.kind, f.name, coalesce(x.stored, m.bytes, 0) AS size
    FROM (SELECT kind, name, next_at FROM fixity WHERE next_at <= $1 ORDER BY next_at, kind, name LIMIT $2) f
    LEFT JOIN exchange x ON x.id = CASE WHEN f.kind = 'exchange' THEN f.name::uuid END
    LEFT JOIN medium m ON m.id = CASE WHEN f.kind = 'medium' THEN f.name::uuid END
   ORDER BY f.next_at, f.kind, f.name`;

function keyOf({ kind, name }: Outcome): string {
  return `${kind} ${name}`;
}

/** The store as a whole is no object. */
function added(round: FixityRound, { outcomes, bytes }: Batch): FixityRound {
  const objects = outcomes.filter(({ kind, is }) => kind !== 'store' && is !== 'destroyed').length;
  const count = (is: Outcome['is']): number => outcomes.filter((outcome) => outcome.is === is).length;
  return {
    objects: round.objects + objects,
    bytes: round.bytes + bytes,
    wrong: round.wrong + count('wrong'),
    unseen: round.unseen + count('unseen'),
  };
}
