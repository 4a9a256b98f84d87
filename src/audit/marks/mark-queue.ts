import type { DataSource, EntityManager } from 'typeorm';
import { claim, type Clock, leaseFor, newId, type Queue, Stopped } from '../../platform/index.js';
import { nextTry } from './marks.rules.js';
import type { MarkKind } from './read-marks.js';

const LEASE_MS = 5 * 60_000;
const AT_ONCE = 10;

export interface MarkRequest {
  readonly name: string;
  readonly size: string;
  readonly tries: number;
}

/** What was said instead of a mark. */
interface Refused {
  readonly fault: string;
  readonly said: string;
}

/** Who is to mark which checkpoint. Rows are the queue; what is newest comes first, for it covers what is older. */
export class MarkQueue {
  private readonly owner = newId();
  private readonly queue: Queue;

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly kind: MarkKind,
  ) {
    const due = `kind = '${kind}' AND next_at <= $1`;
    this.queue = { table: 'mark_request', key: ['kind', 'name', 'size'], due, order: 'size DESC, name' };
  }

  /** Asks these for the newest checkpoint, and nobody else any more; answers what is due now and free. */
  async take(names: readonly string[]): Promise<MarkRequest[]> {
    const [kind, now] = [this.kind, this.clock.now()];
    await this.database.query(
      `DELETE FROM mark_request WHERE kind = $2 AND next_at IS NOT NULL AND name <> ALL($1::text[])`,
      [names, kind],
    );
    if (names.length === 0) return [];
    await this.database.query(
      `INSERT INTO mark_request (kind, name, size, made_at, next_at)
       SELECT $3, name, c.size, $2, $2 FROM unnest($1::text[]) AS name
         CROSS JOIN (SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1) c
       ON CONFLICT DO NOTHING`,
      [names, now, kind],
    );
    const lease = leaseFor(this.owner, this.clock, LEASE_MS);
    return claim<MarkRequest>(this.database.manager, this.queue, lease, AT_ONCE);
  }

  /** In the transaction that keeps the mark. A worker that was thought dead finds the request taken over: Stopped. */
  async finish(rows: EntityManager, { name, size }: MarkRequest): Promise<void> {
    const [, count]: [unknown, number] = await rows.query(
      `UPDATE mark_request SET next_at = NULL, fault = NULL, said = NULL, lease_owner = NULL, lease_until = NULL
        WHERE kind = $4 AND name = $1 AND size = $2 AND lease_owner = $3`,
      [name, size, this.owner, this.kind],
    );
    if (count === 0) throw new Stopped('taken over');
  }

  /** Asked again later, for as long as it takes. `refused`: null where nobody was asked. */
  async again({ name, size, tries }: MarkRequest, refused: Refused | null): Promise<void> {
    const now = this.clock.now();
    await this.database.query(
      `UPDATE mark_request SET next_at = $4, fault = $5, said = $6, lease_owner = NULL, lease_until = NULL,
              tries = tries + CASE WHEN $5::text IS NULL THEN 0 ELSE 1 END
        WHERE kind = $7 AND name = $1 AND size = $2 AND lease_owner = $3`,
      [name, size, this.owner, refused ? nextTry(now, tries) : now, refused?.fault, refused?.said, this.kind],
    );
  }
}
