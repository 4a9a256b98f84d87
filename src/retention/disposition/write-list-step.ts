import { type AuditedTx, commitJson } from '../../audit/index.js';
import { type Actor, actorName, newId } from '../../platform/index.js';
import type { ListAction, ListState } from './disposition-states.rules.js';
import type { Decision, PersonView } from './disposition.types.js';

/** What is written down with a step; the log commits to its text. */
export interface ListStepSaid {
  readonly reason?: string;
  /** Ids of what was excluded. */
  readonly items?: readonly string[];
  /** How many entries were gone through, and how many days of notice follow. */
  readonly seen?: number;
  readonly noticeDays?: number;
  /** A consent that was filed. */
  readonly consent?: {
    readonly id: string;
    readonly name: string;
    readonly number: string;
    readonly givenOn: string;
    readonly fileName: string;
    readonly bytes: number;
    readonly sha256: string;
  };
  /** A package that was asked for, or made. */
  readonly package?: {
    readonly id: string;
    readonly profile: string;
    readonly archive: string;
    readonly commit?: string;
    readonly bytes?: number;
  };
  readonly receipt?: {
    readonly id: string;
    readonly package: string;
    readonly archive: string;
    readonly accession: string;
    readonly receivedOn: string;
    readonly fileName: string;
    readonly bytes: number;
    readonly sha256: string;
  };
  /** What the state archive said, from which day on it counts, and the papers in which it did, by id. */
  readonly decision?: { readonly is: Decision; readonly from: string; readonly papers: readonly string[] };
  /** Who made the credentials of whoever takes the step, as it is at this moment. */
  readonly credentials?: PersonView['credentials'];
  readonly proposer?: PersonView['credentials'];
  /** Of a list of erasures: whoever decided that something on it is erased, `person:<uuid>`. */
  readonly deciders?: readonly string[];
}

export interface NewListStep {
  readonly list: { readonly id: string; readonly state: ListState };
  readonly action: ListAction;
  readonly to: ListState;
  readonly said: ListStepSaid;
  readonly at: Date;
}

/** A step of a list, its event, and the state it leads to. Answers the id of the step. */
export async function writeListStep(tx: AuditedTx, actor: Actor, step: NewListStep): Promise<string> {
  const { list, action, to, said, at } = step;
  const { text, salt, digest } = commitJson(said);
  const [id, event] = [newId(), newId()];
  await tx.rows.query(
    `INSERT INTO disposition_step (id, list_id, action, from_state, to_state, at, by, said, salt, event_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, list.id, action, list.state, to, at, actorName(actor), text, salt, event],
  );
  if (to !== list.state) await tx.rows.query(`UPDATE disposition_list SET state = $2 WHERE id = $1`, [list.id, to]);
  await tx.record(
    'disposition.stepped',
    { list: list.id, action, from: list.state, to, commit: digest },
    { id: event },
  );
  return id;
}
