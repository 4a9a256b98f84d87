import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/index.js';
import { DecideBatch } from './decide-batch.js';
import { ReadScene } from './read-scene.js';
import type { ScheduleScene } from './schedule-item.rules.js';

const BATCH = 5_000;

export interface Evaluated {
  /** Looked at in this run, and of them those that came out otherwise than before. */
  readonly items: number;
  readonly changed: number;
  /** Every item was looked at. */
  readonly full: boolean;
}

/** Called between two batches; throws when the work is to end. */
type GoOn = () => Promise<void>;

/**
 * Works out what the schedules say of items and writes it down: of what came or changed since the last night, or, when
 * rules changed or came into force, of everything, in the order of ids, so that it goes on where it was stopped. What is
 * written is for lists and counts; what decides is worked out anew by `ScheduleOf`.
 */
@Injectable()
export class EvaluateSchedules {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly scenes: ReadScene,
    private readonly decide: DecideBatch,
  ) {}

  /** `full`: everything, also where nothing has changed. */
  async run(goOn: GoOn = async () => {}, { full = false }: { full?: boolean } = {}): Promise<Evaluated> {
    const scenes = await this.scenes.run(this.database);
    const round = await this.begin(rulesOf(scenes), full);
    const everything = round ? await this.everything(scenes, goOn) : { items: 0, changed: 0 };
    const pending = await this.pending(scenes, goOn);
    await this.count(scenes);
    return {
      items: everything.items + pending.items,
      changed: everything.changed + pending.changed,
      full: round,
    };
  }

  /** Whether a full round is to be made, or gone on with. One that begins anew also looks at what was waiting. */
  private async begin(rules: string, full: boolean): Promise<boolean> {
    return this.database.transaction(async (rows) => {
      const [round] = await rows.query<{ rules: string | null; asked: boolean; done_at: Date | null }[]>(
        `SELECT rules, asked, done_at FROM schedule_round FOR UPDATE`,
      );
      if (!round) throw new Error('There is no round of schedules');
      if (!full && !round.asked && round.rules === rules) return round.done_at === null;
      await rows.query(
        `UPDATE schedule_round SET rules = $1, asked = false, upto = NULL, started_at = $2, done_at = NULL`,
        [rules, this.clock.now()],
      );
      await rows.query(`DELETE FROM schedule_pending`);
      return true;
    });
  }

  private async everything(scenes: ReadonlyMap<string, ScheduleScene>, goOn: GoOn): Promise<Done> {
    const total = { items: 0, changed: 0 };
    for (;;) {
      await goOn();
      const step = await this.database.transaction(async (rows) => {
        const ids = await nextIds(rows);
        const last = ids.at(-1);
        if (last === undefined) return null;
        const changed = await this.decide.run(rows, scenes, ids);
        await rows.query(`UPDATE schedule_round SET upto = $1`, [last]);
        return { items: ids.length, changed };
      });
      if (step === null) break;
      add(total, step);
    }
    await this.database.query(`UPDATE schedule_round SET done_at = $1 WHERE NOT asked`, [this.clock.now()]);
    return total;
  }

  private async pending(scenes: ReadonlyMap<string, ScheduleScene>, goOn: GoOn): Promise<Done> {
    const total = { items: 0, changed: 0 };
    for (;;) {
      await goOn();
      const step = await this.database.transaction(async (rows) => {
        const [taken]: [{ item_id: string }[], number] = await rows.query(
          `DELETE FROM schedule_pending WHERE item_id IN (
             SELECT item_id FROM schedule_pending ORDER BY item_id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING item_id`,
          [BATCH],
        );
        const ids = taken.map((row) => row.item_id).toSorted();
        return ids.length === 0 ? null : { items: ids.length, changed: await this.decide.run(rows, scenes, ids) };
      });
      if (step === null) return total;
      add(total, step);
    }
  }

  /** Of each body and day how many items no rule fits: the goal is none. */
  private async count(scenes: ReadonlyMap<string, ScheduleScene>): Promise<void> {
    const days = [...scenes.values()].map(({ body, today }) => [body.id, today.toString()] as const);
    await this.database.query(
      `INSERT INTO schedule_count (body_id, on_day, items, unscheduled)
       SELECT d.body_id, d.on_day, count(s.item_id), count(s.item_id) FILTER (WHERE s.series_id IS NULL)
         FROM unnest($1::uuid[], $2::date[]) AS d (body_id, on_day) LEFT JOIN item_schedule s ON s.body_id = d.body_id
        GROUP BY d.body_id, d.on_day
       ON CONFLICT (body_id, on_day) DO UPDATE SET items = excluded.items, unscheduled = excluded.unscheduled`,
      [days.map(([id]) => id), days.map(([, day]) => day)],
    );
  }
}

interface Done {
  readonly items: number;
  readonly changed: number;
}

function add(total: { items: number; changed: number }, step: Done): void {
  total.items += step.items;
  total.changed += step.changed;
}

async function nextIds(rows: EntityManager): Promise<string[]> {
  const found: { id: string }[] = await rows.query(
    `SELECT i.id FROM item i WHERE i.id > coalesce((SELECT upto FROM schedule_round), '00000000-0000-0000-0000-000000000000')
      ORDER BY i.id LIMIT $1`,
    [BATCH],
  );
  return found.map(({ id }) => id);
}

/** Which versions are in force, for what is decided by the day: where it differs from last night's, everything is looked at. */
function rulesOf(scenes: ReadonlyMap<string, ScheduleScene>): string {
  const hash = createHash('sha256');
  for (const { body, today, policies } of scenes.values()) {
    hash.update(`${body.id} ${body.name} ${body.zone}\n`);
    for (const { versionId, policy } of policies) {
      const { from, until = '9999-12-31' } = policy.effective;
      const day = today.toString();
      hash.update(`${versionId} ${from <= day} ${day <= until}\n`);
    }
  }
  return hash.digest('hex');
}
