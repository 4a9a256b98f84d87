import type { DataSource, EntityManager } from 'typeorm';
import { Refusal } from '../platform/index.js';
import type { AccountFacts } from './accounts.types.js';

interface AccountRow {
  readonly id: string;
  readonly body_id: string;
  readonly platform: AccountFacts['platform'];
  readonly software: string;
  readonly handle: string;
  readonly url: string;
  readonly title: string;
  readonly character: AccountFacts['character'];
  readonly state: AccountFacts['state'];
  readonly state_reason: string | null;
  readonly added_at: Date;
  readonly basis_statute: string | null;
  readonly basis_item: string | null;
  readonly basis_officer: string | null;
  readonly limits: AccountFacts['limits'];
}

/** @throws {Refusal} 'not-found' */
export async function readAccountFacts(rows: DataSource | EntityManager, accountId: string): Promise<AccountFacts> {
  const [row]: AccountRow[] = await rows.query(
    `SELECT id, body_id, platform, software, handle, url, title, character, state, state_reason, added_at,
            basis_statute, basis_item, basis_officer, limits
       FROM account WHERE id = $1`,
    [accountId],
  );
  if (!row) throw unknownAccount();
  return {
    id: row.id,
    bodyId: row.body_id,
    platform: row.platform,
    software: row.software,
    handle: row.handle,
    url: row.url,
    title: row.title,
    character: row.character,
    state: row.state,
    stateReason: row.state_reason,
    addedAt: row.added_at.toISOString(),
    legalBasis: basisOf(row),
    limits: row.limits,
  };
}

export function unknownAccount(): Refusal {
  return new Refusal('not-found', 'There is no such account. `akta account list` shows those that are archived.');
}

function basisOf({
  basis_statute: statute,
  basis_item: scheduleItem,
  basis_officer: officer,
}: AccountRow): AccountFacts['legalBasis'] {
  return statute !== null && scheduleItem !== null && officer !== null ? { statute, scheduleItem, officer } : null;
}
