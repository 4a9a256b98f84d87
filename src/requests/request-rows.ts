import type { EntityManager } from 'typeorm';
import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../platform/index.js';
import type { Scope } from '../retention/index.js';
import type { RequestKind } from './kinds.types.js';
import type { Channel, StepSaid } from './request.types.js';
import type { Action, RequestState, Standing } from './states.rules.js';

export interface StepRow {
  readonly action: Action | 'receive';
  readonly said: StepSaid;
}

/** A request whose row is locked until the transaction ends, with the steps it has taken. */
export interface LockedRequest {
  readonly id: string;
  readonly bodyId: string;
  readonly zone: string;
  readonly number: string;
  readonly kind: RequestKind;
  readonly law: string | null;
  readonly channel: Channel;
  readonly requester: string;
  readonly receivedAt: Date;
  readonly secondReview: boolean;
  readonly onlyNew: boolean;
  readonly scope: Scope | null;
  readonly state: RequestState;
  readonly dueOn: string | null;
  readonly steps: readonly StepRow[];
}

const ROW = `
  SELECT r.id, r.body_id AS "bodyId", b.zone, r.number, r.kind, r.law, r.channel, r.requester, r.received_at AS "receivedAt",
         r.second_review AS "secondReview", r.only_new AS "onlyNew", r.scope, r.state, r.due_on::text AS "dueOn"
    FROM records_request r JOIN body b ON b.id = r.body_id`;

/** Steps, decisions and redactions of one request are taken one after the other. */
export function lockRequest(rows: EntityManager, id: string): Promise<LockedRequest> {
  return requestNow(rows, id, 'FOR UPDATE OF r');
}

/** As it stands at this moment; unless locked, it may stand otherwise in the next. */
export async function requestNow(
  rows: Pick<EntityManager, 'query'>,
  id: string,
  lock: 'FOR UPDATE OF r' | '' = '',
): Promise<LockedRequest> {
  const [row] = await rows.query<Omit<LockedRequest, 'steps'>[]>(`${ROW} WHERE r.id = $1 ${lock}`, [id]);
  if (!row) throw unknownRequest();
  const steps = await rows.query<StepRow[]>(`SELECT action, said FROM request_step WHERE request_id = $1 ORDER BY id`, [
    id,
  ]);
  return { ...row, steps };
}

/** As the table of states looks at it. `undecided` is asked only where something depends on it. */
export function standingOf(request: LockedRequest, undecided = 0): Standing {
  return {
    kind: request.kind,
    state: request.state,
    paused: isPaused(request.steps),
    hasDeadline: request.dueOn !== null,
    hasScope: request.scope !== null,
    undecided,
  };
}

export function isPaused(steps: readonly { readonly action: string }[]): boolean {
  return steps.findLast(({ action }) => action === 'pause' || action === 'resume')?.action === 'pause';
}

export function unknownRequest(): Refusal {
  return new Refusal('not-found', 'There is no such request. `akta request list` shows those that are open.');
}

/** The local day and minute of a body: `2026-05-20T16:40`. */
export function localMinute(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

export function localDay(at: Date, zone: string): string {
  return localMinute(at, zone).slice(0, 10);
}

/** @throws {Refusal} what is no day of the calendar */
export function dayOf(text: string): string {
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError('not a day');
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch (cause) {
    throw new Refusal(
      'invalid-input',
      `"${text.slice(0, 40)}" is not a day. Give one such as 2026-05-28.`,
      {},
      { cause },
    );
  }
}
