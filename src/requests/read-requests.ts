import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, decodeCursor, demand, encodeCursor, type PageOf, Refusal } from '../platform/index.js';
import type { Certificate } from './certificate.js';
import type { ErasureProgress } from './erasure/erasure.types.js';
import { tallyErasures } from './erasure/standing-erasure.js';
import { tally } from './reconcile-request.js';
import { isPaused, localDay, unknownRequest } from './request-rows.js';
import type { RequestKind } from './kinds.types.js';
import type {
  Counts,
  Letter,
  Progress,
  ReminderKind,
  RequestSummary,
  RequestView,
  StepSaid,
  StepView,
} from './request.types.js';
import { actionsOf, type RequestState } from './states.rules.js';

export interface RequestFilter {
  readonly bodyId?: string;
  readonly state?: RequestState;
  readonly kind?: RequestKind;
  /** Closed and withdrawn ones too. */
  readonly all?: boolean;
}

interface Row extends Omit<RequestSummary, 'receivedAt' | 'paused' | 'overdue' | 'outerOn' | 'requester'> {
  readonly received_at: Date;
  readonly name: string | null;
  readonly paused: boolean;
  readonly moved: StepSaid | null;
}

interface WholeRow extends Row {
  readonly channel: RequestView['channel'];
  readonly body_type: string | null;
  readonly language: RequestView['language'];
  readonly letter: Letter | null;
  readonly opened_at: Date;
  readonly opened_by: string;
  readonly scope: RequestView['scope'];
  readonly hold_id: string | null;
  readonly second_review: boolean;
  readonly only_new: boolean;
  readonly requester_id: string;
}

interface StepRow {
  readonly action: StepView['action'];
  readonly from_state: RequestState;
  readonly to_state: RequestState;
  readonly said: StepSaid;
  readonly at: Date;
  readonly by: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WHO = (column: string): string =>
  `coalesce((SELECT p.name FROM person p WHERE 'person:' || p.id = ${column}), 'Akta')`;

const REQUEST = `
  SELECT r.id, r.number, r.body_id AS "bodyId", b.zone, r.kind, r.law, r.state, r.received_at, r.due_on::text AS "dueOn",
         l.letter->>'name' AS name, coalesce(p.action = 'pause', false) AS paused, m.said AS moved,
         r.channel, r.body_type, r.language, l.letter, r.opened_at, ${WHO('r.opened_by')} AS opened_by, r.scope, r.hold_id,
         r.second_review, r.only_new, r.requester AS requester_id
    FROM records_request r JOIN body b ON b.id = r.body_id LEFT JOIN request_letter l ON l.request_id = r.id
    LEFT JOIN LATERAL (SELECT s.action FROM request_step s WHERE s.request_id = r.id AND s.action IN ('pause', 'resume')
      ORDER BY s.id DESC LIMIT 1) p ON true
    LEFT JOIN LATERAL (SELECT s.said FROM request_step s WHERE s.request_id = r.id AND (s.said->'due') IS NOT NULL
      ORDER BY s.id DESC LIMIT 1) m ON true`;

/** Requests as people are shown them, the newest first. */
@Injectable()
export class ReadRequests {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(
    actor: Actor,
    filter: RequestFilter,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<PageOf<RequestSummary>> {
    demand(actor, 'request.read');
    const [after] = cursor === undefined ? [null] : decodeCursor(cursor, ['id']);
    const rows: Row[] = await this.database.query(
      `${REQUEST} WHERE ($1::uuid IS NULL OR r.id < $1) AND ($2::uuid IS NULL OR r.body_id = $2)
          AND ($3::text IS NULL OR r.state = $3) AND ($4::text IS NULL OR r.kind = $4)
          AND ($5 OR $3::text IS NOT NULL OR r.state NOT IN ('closed', 'withdrawn')) ORDER BY r.id DESC LIMIT $6`,
      [after, filter.bodyId ?? null, filter.state ?? null, filter.kind ?? null, filter.all === true, limit + 1],
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => this.summary(row)),
      nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
    };
  }

  /** By its id or its number. */
  async one(actor: Actor, named: string): Promise<RequestView> {
    demand(actor, 'request.read');
    const rows: WholeRow[] = await this.database.query(
      `${REQUEST} WHERE r.id = $1::uuid OR r.number = $2 ORDER BY r.id`,
      [ID.test(named) ? named : null, named.replaceAll('\0', '')],
    );
    const [row] = rows;
    if (!row) throw unknownRequest();
    if (rows.length > 1) {
      throw new Refusal('invalid-input', 'Requests of several bodies have this number. Name the one meant by its id.');
    }
    return this.view(row);
  }

  /** What was looked at when the set was frozen. */
  async certificate(actor: Actor, id: string): Promise<Certificate> {
    demand(actor, 'request.read');
    const [row] = await this.database.query<{ certificate: Certificate }[]>(
      `SELECT certificate FROM frozen_set WHERE request_id = $1`,
      [id],
    );
    if (row) return row.certificate;
    throw new Refusal('not-found', 'Nothing is frozen for this request, so there is no certificate yet.');
  }

  private async view(row: WholeRow): Promise<RequestView> {
    const { id, requester_id: requester } = row;
    const [steps, reminders, earlier, counted, erasures] = await Promise.all([
      this.steps(id),
      this.reminders(id),
      this.earlier(id, requester),
      tally(this.database, id),
      row.kind === 'erasure' ? tallyErasures(this.database, id) : null,
    ]);
    const isFrozen = steps.some(({ action }) => action === 'freeze');
    return {
      ...this.summary(row),
      channel: row.channel,
      bodyType: row.body_type,
      language: row.language,
      letter: row.letter,
      openedAt: row.opened_at.toISOString(),
      openedBy: row.opened_by,
      authority: row.moved?.authority ?? null,
      scope: row.scope,
      holdId: row.hold_id,
      secondReview: row.second_review,
      onlyNew: row.only_new,
      steps,
      reminders,
      actions: actionsOf({
        kind: row.kind,
        state: row.state,
        paused: isPaused(steps),
        hasDeadline: row.dueOn !== null,
        hasScope: row.scope !== null,
        undecided: (erasures ?? counted).undecided,
      }),
      earlier,
      ...outcomeOf({ isFrozen, isClosed: row.state === 'closed', counted, erasures }),
    };
  }

  private summary(row: Row): RequestSummary {
    const { id, number, bodyId, zone, kind, law, state, dueOn } = row;
    const isOpen = state !== 'closed' && state !== 'withdrawn';
    return {
      id,
      number,
      bodyId,
      zone,
      kind,
      law,
      state,
      paused: isOpen && row.paused,
      requester: row.name ?? '',
      receivedAt: row.received_at.toISOString(),
      dueOn,
      outerOn: row.moved?.outer ?? null,
      overdue: isOpen && !row.paused && dueOn !== null && dueOn < localDay(this.clock.now(), zone),
    };
  }

  private async steps(id: string): Promise<StepView[]> {
    const rows: StepRow[] = await this.database.query(
      `SELECT s.action, s.from_state, s.to_state, s.said, s.at, ${WHO('s.by')} AS by FROM request_step s
        WHERE s.request_id = $1 ORDER BY s.id`,
      [id],
    );
    return rows.map(({ action, from_state: fromState, to_state: toState, said, at, by }) => ({
      action,
      fromState,
      toState,
      ...said,
      at: at.toISOString(),
      by,
    }));
  }

  private reminders(id: string): Promise<{ kind: ReminderKind; onDay: string }[]> {
    return this.database.query(
      `SELECT kind, on_day::text AS "onDay" FROM request_reminder WHERE request_id = $1 ORDER BY on_day, kind DESC`,
      [id],
    );
  }

  private earlier(id: string, requester: string): Promise<{ id: string; number: string }[]> {
    return this.database.query(
      `SELECT id, number FROM records_request WHERE requester = $1 AND id < $2 ORDER BY id DESC LIMIT 50`,
      [requester, id],
    );
  }
}

/** How far it is, and what it came to: of an erasure, or of what is reviewed. */
function outcomeOf(of: {
  readonly isFrozen: boolean;
  readonly isClosed: boolean;
  readonly counted: Awaited<ReturnType<typeof tally>>;
  readonly erasures: ErasureProgress | null;
}): Pick<RequestView, 'progress' | 'counts' | 'erasure'> {
  const { isFrozen, isClosed, counted, erasures } = of;
  if (erasures !== null) return { progress: null, counts: null, erasure: isFrozen ? erasures : null };
  const { undecided, onceOnly, ...counts } = counted;
  const progress = isFrozen ? progressOf(counts, undecided, onceOnly) : null;
  return { progress, counts: isClosed ? counts : null, erasure: null };
}

function progressOf(counts: Counts, undecided: number, onceOnly: number): Progress {
  const decided = counts.found - undecided;
  return {
    found: counts.found,
    decided,
    undecided,
    second: decided - onceOnly,
    responsive: counts.released,
    inPart: counts.inPart,
    withhold: counts.withheld,
    notAbout: counts.notAbout,
  };
}
