import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuditedTx, AuditTrail, type Follower, Followers, type LogEntry } from '../../audit/index.js';
import { Clock, Refusal, system } from '../../platform/index.js';
import { type Deadline, DueDates, movedTo } from '../due-dates.js';
import { type LockedRequest, lockRequest } from '../request-rows.js';
import type { CalendarChange } from '../request.types.js';
import { writeStep } from '../write-step.js';
import { writeNotice } from './write-notice.js';

/** How long before a step a calendar may have been changed without the step having counted by it. */
const AT_ONCE_MS = 10 * 60_000;
const ACTOR = system('requests');

const CHANGE = `
  SELECT id, calendar, day::text, change,
         CASE WHEN name_en IS NULL THEN NULL ELSE json_build_object('en', name_en, 'pl', name_pl) END AS name
    FROM calendar_day`;

/** Somebody else was faster, or it comes out as it was: nothing is written. */
class AsItWas extends Error {
  override readonly name = 'AsItWas';
}

/**
 * Deadlines of open requests are counted anew when a day of their calendar is changed, as a step of its own that says
 * what it was until then: what a letter has promised stays in the history. What cannot be counted anew (the day named in
 * a notice is a holiday now) stays as it is, and is told. Closed requests are not touched.
 */
@Injectable()
export class RecountDues implements Follower, OnModuleInit {
  readonly name = 'recount-dues';

  // oxlint-disable-next-line max-params -- it brings together the log, the calendar and the requests
  constructor(
    private readonly database: DataSource,
    private readonly followers: Followers,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly dueDates: DueDates,
  ) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  async follow(entries: readonly LogEntry[]): Promise<void> {
    for (const { type, at, facts } of entries) {
      if (type === 'calendar.day-added' || type === 'calendar.day-removed') await this.changed(String(facts['day']));
      // A step that was taken while the calendar changed may have counted by the calendar as it was.
      if (type === 'request.received' || type === 'request.stepped') await this.taken(String(facts['request']), at);
    }
  }

  private async changed(dayId: string): Promise<void> {
    const changes: CalendarChange[] = await this.database.query(`${CHANGE} WHERE id = $1`, [dayId]);
    for (const change of changes) {
      const open: { id: string }[] = await this.database.query(
        `SELECT id FROM records_request WHERE state NOT IN ('closed', 'withdrawn') AND law = ANY($1::text[]) ORDER BY id`,
        [this.dueDates.lawsBy(change.calendar)],
      );
      for (const { id } of open) await this.recount(id, change);
    }
  }

  private async taken(requestId: string, at: string): Promise<void> {
    const since = new Date(Date.parse(at) - AT_ONCE_MS);
    const changes: CalendarChange[] = await this.database.query(`${CHANGE} WHERE at >= $1 ORDER BY number`, [since]);
    if (changes.length === 0) return;
    const [request] = await this.database.query<{ law: string | null; state: string }[]>(
      `SELECT law, state FROM records_request WHERE id = $1`,
      [requestId],
    );
    if (!request || request.law === null || ['closed', 'withdrawn'].includes(request.state)) return;
    const { law } = request;
    const last = changes.findLast(({ calendar }) => this.dueDates.lawsBy(calendar).includes(law));
    if (last) await this.recount(requestId, last);
  }

  private async recount(id: string, change: CalendarChange): Promise<void> {
    try {
      await this.trail.write(ACTOR, (tx) => this.write(tx, id, change));
    } catch (error) {
      if (!(error instanceof AsItWas)) throw error;
    }
  }

  private async write(tx: AuditedTx, id: string, changed: CalendarChange): Promise<void> {
    const request = await lockRequest(tx.rows, id);
    if (request.state === 'closed' || request.state === 'withdrawn') throw new AsItWas();
    const deadline = await this.counted(request);
    if (deadline === null ? wasTold(request, changed) : isAsItWas(request, deadline)) throw new AsItWas();
    const moved = deadline === null ? {} : { before: request.dueOn, ...movedTo(deadline) };
    const at = this.clock.now();
    const step = { request, action: 'recount', to: request.state, said: { changed, ...moved }, at } as const;
    const about = await writeStep(tx, ACTOR, step);
    if (deadline !== null) await this.dueDates.remind(tx.rows, id, request, deadline);
    if (deadline?.due !== request.dueOn) await writeNotice(tx, { requestId: id, kind: 'recount', about, at });
  }

  /** Null: the law does not allow what was stated of this request any more. */
  private async counted(request: LockedRequest): Promise<Deadline | null> {
    try {
      return await this.dueDates.of(request, request.steps, request.dueOn);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }
}

function wasTold({ steps }: LockedRequest, change: CalendarChange): boolean {
  return steps.some(({ said }) => said.changed?.id === change.id);
}

function isAsItWas({ dueOn, steps }: LockedRequest, { due, outer }: Deadline): boolean {
  const last = steps.findLast(({ said }) => said.due !== undefined)?.said;
  return due === dueOn && outer === (last?.outer ?? null);
}
