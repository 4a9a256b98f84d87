import { type AuditedTx, commitJson } from '../audit/index.js';
import { type Actor, actorName, newId } from '../platform/index.js';
import type { StepSaid } from './request.types.js';
import type { Action, RequestState } from './states.rules.js';

export interface NewStep {
  readonly request: { readonly id: string; readonly state: RequestState };
  /** `receive`: the first, in the transaction that registers the request. `recount`: the law's calendar was changed. */
  readonly action: Action | 'receive' | 'recount';
  readonly to: RequestState;
  readonly said: StepSaid;
  readonly at: Date;
}

/**
 * A step of a request, its event, and the state and deadline it leads to. `said.due` undefined: the deadline stays.
 * Answers the id of the step.
 */
export async function writeStep(tx: AuditedTx, actor: Actor, step: NewStep): Promise<string> {
  const { request, action, to, said, at } = step;
  const { text, salt, digest } = commitJson(said);
  const [id, event] = [newId(), newId()];
  await tx.rows.query(
    `INSERT INTO request_step (id, request_id, action, from_state, to_state, at, by, said, salt, event_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, request.id, action, request.state, to, at, actorName(actor), text, salt, event],
  );
  await tx.rows.query(
    `UPDATE records_request SET state = $2, due_on = CASE WHEN $3 THEN $4::date ELSE due_on END WHERE id = $1`,
    [request.id, to, said.due !== undefined, said.due ?? null],
  );
  await tx.record(
    'request.stepped',
    { request: request.id, action, from: request.state, to, commit: digest },
    { id: event },
  );
  return id;
}
