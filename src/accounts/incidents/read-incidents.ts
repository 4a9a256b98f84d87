import type { DataSource, EntityManager } from 'typeorm';
import { Refusal } from '../../platform/index.js';
import type { IncidentFacts } from './incident.types.js';

interface IncidentRow extends Omit<IncidentFacts, 'from' | 'to'> {
  readonly from: Date;
  readonly to: Date | null;
}

const INCIDENTS = `
  SELECT n.id, n.account_id AS "accountId", n.kind, n.from_at AS "from", n.to_at AS "to",
         s.text AS reason, e.text AS "endReason"
    FROM incident n JOIN statement s ON s.event_id = n.event_id LEFT JOIN statement e ON e.event_id = n.ended_event`;

/** Of these accounts, or of all; the latest first. */
export async function readIncidents(
  rows: DataSource | EntityManager,
  accountIds: readonly string[] | null = null,
): Promise<IncidentFacts[]> {
  const found: IncidentRow[] = await rows.query(
    `${INCIDENTS} WHERE $1::uuid[] IS NULL OR n.account_id = ANY($1::uuid[]) ORDER BY n.from_at DESC, n.id DESC`,
    [accountIds],
  );
  return found.map(toFacts);
}

/** @throws {Refusal} 'not-found' */
export async function readIncident(rows: EntityManager, accountId: string, id: string): Promise<IncidentFacts> {
  const [row]: IncidentRow[] = await rows.query(`${INCIDENTS} WHERE n.id = $1 AND n.account_id = $2`, [id, accountId]);
  if (!row) throw new Refusal('not-found', 'This account has no such incident. `akta incident list` shows them.');
  return toFacts(row);
}

function toFacts({ from, to, ...row }: IncidentRow): IncidentFacts {
  return { ...row, from: from.toISOString(), to: to?.toISOString() ?? null };
}
