import type { EntityManager } from 'typeorm';
import { type Actor, demand, may, Refusal } from '../../platform/index.js';
import type { Consent } from '../schedules/policy.types.js';
import {
  EXPERTISE,
  type GivenWithStep,
  judgeListStep,
  type ListAction,
  type ListNeed,
  type ListStanding,
  type ListState,
  type ListVerdict,
} from './disposition-states.rules.js';
import type { CredentialView, ListAbout } from './disposition.types.js';
import { localDay } from './notice.rules.js';

type Rows = Pick<EntityManager, 'query'>;

export interface ListRow {
  readonly id: string;
  readonly bodyId: string;
  readonly zone: string;
  readonly number: string;
  readonly state: ListState;
  readonly about: ListAbout;
  /** Null of a list that carries out erasures. */
  readonly seriesRow: string | null;
  readonly approvableOn: string | null;
  readonly proposedAt: Date;
  readonly proposedBy: string;
  readonly listed: number;
  readonly consents: readonly string[];
}

const ROW = `
  SELECT l.id, l.body_id AS "bodyId", b.zone, l.number, l.state, l.about, l.series_row AS "seriesRow",
         l.approvable_on::text AS "approvableOn", l.proposed_at AS "proposedAt", l.proposed_by AS "proposedBy",
         (SELECT count(*)::int FROM disposition_entry e WHERE e.list_id = l.id AND e.state = 'listed') AS listed,
         ARRAY(SELECT c.name FROM disposition_consent c WHERE c.list_id = l.id ORDER BY c.id) AS consents
    FROM disposition_list l JOIN body b ON b.id = l.body_id`;

/** A list whose row is locked until the transaction ends: its steps are taken one after the other. */
export async function lockList(rows: Rows, id: string): Promise<ListRow> {
  await rows.query(`SELECT FROM disposition_list WHERE id = $1 FOR UPDATE`, [id]);
  return readList(rows, id);
}

/** The same to be looked at only. */
export async function readList(rows: Rows, id: string): Promise<ListRow> {
  const [row] = await rows.query<ListRow[]>(`${ROW} WHERE l.id = $1`, [id]);
  if (!row) throw unknownList();
  return row;
}

export function unknownList(): Refusal {
  return new Refusal('not-found', 'There is no such disposition list. `akta disposition list` shows them.');
}

/** Of the consents a list needs, those that are not on file. */
export function missingConsents(list: Pick<ListRow, 'about' | 'consents'>): readonly Consent[] {
  const filed = new Set(list.consents);
  return list.about.consents.filter((name) => !filed.has(name));
}

export function standingOf(list: ListRow, now: Date): ListStanding {
  return {
    kind: list.about.action,
    state: list.state,
    listed: list.listed,
    today: localDay(now, list.zone),
    approvableOn: list.approvableOn,
    missingConsents: missingConsents(list),
  };
}

/** Where the step leads. @throws {Refusal} with what is missing, in a sentence */
export function demandListStep(
  actor: Actor,
  action: ListAction,
  list: ListRow,
  { now, ...given }: GivenWithStep & { readonly now: Date },
): ListState {
  const standing = standingOf(list, now);
  const verdict = judgeListStep(action, standing, given);
  if (verdict.is !== 'possible') throw refusal(verdict, action, list, standing);
  const [first] = verdict.may;
  if (first !== undefined && !verdict.may.some((permission) => may(actor, permission))) demand(actor, first);
  return verdict.to;
}

function refusal(
  verdict: Exclude<ListVerdict, { is: 'possible' }>,
  action: ListAction,
  list: ListRow,
  standing: ListStanding,
): Refusal {
  const { number, state } = list;
  if (verdict.is === 'wrong-state') {
    return new Refusal(
      'wrong-state',
      `The disposition list ${number} is ${state}; "${action}" is not possible then. Nothing was changed.`,
      { state },
    );
  }
  const problem = PROBLEM[verdict.need] ?? 'wrong-state';
  return new Refusal(problem, `${MISSING[verdict.need](list, standing)} Nothing was changed.`, {
    missing: verdict.need,
    ...(verdict.need === 'consents' ? { consents: standing.missingConsents } : {}),
    ...(verdict.need === 'seen' ? { listed: standing.listed } : {}),
  });
}

const PROBLEM: Partial<Record<ListNeed, 'invalid-input' | 'changed-meanwhile'>> = {
  reason: 'invalid-input',
  seen: 'changed-meanwhile',
};

const MISSING: Readonly<Record<ListNeed, (list: ListRow, standing: ListStanding) => string>> = {
  reason: () => 'The reason is missing. Write it in a few words.',
  listed: ({ number }) => `Nothing is left on the list ${number}: there is nothing to decide. Withdraw it.`,
  seen: ({ number }, { listed }) =>
    `The list ${number} holds ${listed} items now, and not as many as you say you went through. Look at it again.`,
  notice: ({ number }, { approvableOn }) =>
    `The notice period of the list ${number} has not ended. It can be approved from ${approvableOn ?? 'its review'} on.`,
  expertise: ({ number }) =>
    `The list ${number} lacks the expertise of the state archive (${EXPERTISE}). File it first: akta disposition consent.`,
  consents: ({ number }, { missingConsents: missing }) =>
    `The list ${number} needs what is not on file: ${missing.join(', ')}. File it first: akta disposition consent`,
};

/** With what a person could act at this moment, and who made it: a key that works, the password, and by whose key or password the second factor came. */
export async function credentialsOf(rows: Rows, by: string, now: Date): Promise<CredentialView[]> {
  if (!by.startsWith('person:')) return [];
  return rows.query(
    `SELECT c.what, ${whoIs('c.by')} AS by FROM (
       SELECT 'key' AS what, k.issued_by AS by, k.id FROM api_key k
        WHERE k.person_id = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)
       UNION ALL SELECT 'password', w.set_by, w.person_id FROM password w WHERE w.person_id = $1
       UNION ALL SELECT 'second-factor', f.made_by, f.person_id FROM second_factor f
        WHERE f.person_id = $1 AND f.sealed IS NOT NULL) c
      ORDER BY c.what, c.id`,
    [by.slice('person:'.length), now],
  );
}

/** SQL: the name of whoever stands in a column as the log writes it. */
export function whoIs(column: string): string {
  return `coalesce((SELECT p.name FROM person p WHERE 'person:' || p.id = ${column}), 'Akta')`;
}
