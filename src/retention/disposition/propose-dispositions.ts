import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AuditedTx, AuditTrail, commitJson } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId } from '../../platform/index.js';
import { LivingHolds, NOT_RELEASED } from '../living-holds.js';
import { type ItemOutcome, ScheduleOf } from '../schedules/index.js';
import { TakeNumber } from '../take-number.js';
import type { ListAbout } from './disposition.types.js';
import { localDay } from './notice.rules.js';
import { groupDue, type DueGroup } from './group-due.rules.js';

const A_TIME = 500;

export interface Proposed {
  readonly listId: string;
  readonly number: string;
  /** Of them, those that this proposal put on it. */
  readonly added: number;
}

/** Nothing was written, and nothing was to be. */
class NothingDue extends Error {
  override readonly name = 'NothingDue';
}

interface Candidate {
  readonly id: string;
  readonly due: string;
}

/** Where the walk over what is due goes on: by the day on which it became due, then by id. */
type After = Candidate | null;

/**
 * Puts what is due by the schedules and under no hold on disposition lists: one a body, kind, series and set of consents,
 * which grows until somebody has gone through it. An item stands on one open list at most.
 */
@Injectable()
export class ProposeDispositions {
  // oxlint-disable-next-line max-params -- from what is due to a numbered list
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly schedule: ScheduleOf,
    private readonly holds: LivingHolds,
    private readonly numbers: TakeNumber,
  ) {}

  /**
   * `again`: also what a person took off a list, or a list that was withdrawn. `goOn` is called before each step; what it
   * throws ends the work. Answers the lists that were added to.
   */
  async run(
    actor: Actor,
    { bodyId, again = false, goOn }: { bodyId?: string; again?: boolean; goOn?: () => Promise<void> } = {},
  ): Promise<readonly Proposed[]> {
    demand(actor, 'disposition.manage');
    const bodies: { id: string; zone: string }[] = await this.database.query(
      `SELECT id, zone FROM body WHERE $1::uuid IS NULL OR id = $1 ORDER BY id`,
      [bodyId ?? null],
    );
    const lists = new Map<string, Proposed>();
    for (const body of bodies) {
      for (let after: After = null; ;) {
        await goOn?.();
        const step: Step = await this.step(actor, { ...body, again }, after);
        addUp(lists, step.lists);
        after = step.last;
        if (after === null) break;
      }
    }
    return [...lists.values()];
  }

  private async step(actor: Actor, body: BodyDue, after: After): Promise<Step> {
    let last: After = null;
    const work = async (tx: AuditedTx): Promise<readonly Proposed[]> => {
      await tx.rows.query(`SELECT pg_advisory_xact_lock(hashtextextended('akta.dispositions.' || $1, 0))`, [body.id]);
      const today = localDay(this.clock.now(), body.zone);
      const found = await candidates(tx.rows, body, { today, after });
      last = found.length < A_TIME ? null : (found.at(-1) ?? null);
      const groups = await this.due(tx.rows, found, today);
      const lists: Proposed[] = [];
      for (const group of groups) lists.push(...(await this.list(tx, actor, { group, bodyId: body.id })));
      if (lists.length === 0) throw new NothingDue();
      return lists;
    };
    const lists = await this.trail.write(actor, work).catch((error: unknown) => {
      if (error instanceof NothingDue) return [];
      throw error;
    });
    return { lists, last };
  }

  /** What last night wrote down is where to look; what the schedules and the holds say now decides. */
  private async due(rows: EntityManager, found: readonly Candidate[], today: string): Promise<readonly DueGroup[]> {
    const ids = found.map(({ id }) => id);
    const held = new Set((await this.holds.over(rows, ids)).map(([id]) => id));
    const outcomes: ReadonlyMap<string, ItemOutcome> = await this.schedule.run(
      rows,
      ids.filter((id) => !held.has(id)),
    );
    return groupDue([...outcomes.values()], today);
  }

  private async list(
    tx: AuditedTx,
    actor: Actor,
    { group, bodyId }: { readonly group: DueGroup; readonly bodyId: string },
  ): Promise<readonly Proposed[]> {
    const { about, seriesRow, itemIds } = group;
    const [growing] = await tx.rows.query<{ id: string; number: string }[]>(
      `SELECT id, number FROM disposition_list
        WHERE body_id = $1 AND series_row = $2 AND consents = $3::text[] AND action = $4 AND state = 'proposed' FOR UPDATE`,
      [bodyId, seriesRow, about.consents, about.action],
    );
    const event = newId();
    const list = growing ?? { id: newId(), number: await this.numbers.run(tx.rows, bodyId, 'disposition') };
    const digest = growing ? null : await this.open(tx, actor, { ...group, ...list, bodyId, event });
    const added = await tx.rows.query<unknown[]>(
      `INSERT INTO disposition_entry (list_id, item_id, event_id)
       SELECT $1, k.item_id, $3 FROM item_key k WHERE k.item_id = ANY($2::uuid[]) ORDER BY k.item_id FOR KEY SHARE
       ON CONFLICT DO NOTHING RETURNING item_id`,
      [list.id, itemIds, event],
    );
    if (digest !== null) {
      const facts = { list: list.id, body: bodyId, items: added.length, commit: digest };
      await tx.record('disposition.proposed', facts, { id: event });
    } else if (added.length > 0) {
      await tx.record('disposition.grew', { list: list.id, items: added.length }, { id: event });
    }
    return added.length === 0 && growing ? [] : [{ listId: list.id, number: list.number, added: added.length }];
  }

  private async open(
    tx: AuditedTx,
    actor: Actor,
    list: DueGroup & { readonly id: string; readonly number: string; readonly bodyId: string; readonly event: string },
  ): Promise<string> {
    const about: ListAbout = list.about;
    const { text, salt, digest } = commitJson(about);
    await tx.rows.query(
      `INSERT INTO disposition_list (id, body_id, number, series_row, consents, action, about, salt, state, proposed_at,
         proposed_by, event_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'proposed', $9, $10, $11)`,
      [
        list.id,
        list.bodyId,
        list.number,
        list.seriesRow,
        about.consents,
        about.action,
        text,
        salt,
        this.clock.now(),
        actorName(actor),
        list.event,
      ],
    );
    return digest;
  }
}

function addUp(lists: Map<string, Proposed>, more: readonly Proposed[]): void {
  for (const list of more) {
    lists.set(list.listId, { ...list, added: list.added + (lists.get(list.listId)?.added ?? 0) });
  }
}

interface BodyDue {
  readonly id: string;
  readonly again: boolean;
  readonly zone: string;
}

interface Step {
  readonly lists: readonly Proposed[];
  /** Null: there is no more. */
  readonly last: After;
}

/** What a person has decided about an item under a rule is not put to them again every night. */
function candidates(
  rows: EntityManager,
  body: BodyDue,
  { today, after }: { readonly today: string; readonly after: After },
): Promise<Candidate[]> {
  return rows.query(
    `SELECT s.item_id AS id, s.eligible_on::text AS due FROM item_schedule s JOIN item_key k ON k.item_id = s.item_id
      WHERE s.body_id = $1 AND s.verdict <> 'keep' AND s.eligible_on <= $2::date
        AND ($3::uuid IS NULL OR (s.eligible_on, s.item_id) > ($4::date, $3))
        AND NOT EXISTS (SELECT FROM disposition_entry e WHERE e.item_id = s.item_id AND e.state = 'listed')
        AND NOT EXISTS (SELECT FROM hold_item i JOIN hold h ON h.id = i.hold_id WHERE i.item_id = s.item_id AND ${NOT_RELEASED})
        AND ($5 OR NOT EXISTS (SELECT FROM disposition_entry e JOIN disposition_list l ON l.id = e.list_id
          WHERE e.item_id = s.item_id AND l.series_row = s.series_id AND l.action = s.verdict
            AND (e.state = 'excluded' OR e.why IN ('withdrawn', 'copy-kept'))))
      ORDER BY s.eligible_on, s.item_id LIMIT ${A_TIME}`,
    [body.id, today, after?.id ?? null, after?.due ?? null, body.again],
  );
}
