import type { EntityManager } from 'typeorm';
import type { Clock } from '../clock/clock.port.js';

/**
 * Rows are the queue. A claimed row is this worker's until the lease ends; a worker that dies leaves a row that is
 * claimable again by then, so recovery is the normal path. Nobody waits: rows in other hands are passed over.
 */
export interface Queue {
  /** Table with the columns `lease_owner text` and `lease_until timestamptz`. */
  readonly table: string;
  readonly key: readonly string[];
  /** SQL: which rows are wanted, in terms of the table and `$1` = now. */
  readonly due: string;
  /** SQL: which first. */
  readonly order: string;
}

export interface Lease {
  /** One worker, one name. */
  readonly owner: string;
  readonly now: Date;
  readonly until: Date;
}

/** For so long from now, under this worker's name. */
export function leaseFor(owner: string, clock: Clock, milliseconds: number): Lease {
  const now = clock.now();
  return { owner, now, until: new Date(now.getTime() + milliseconds) };
}

/** Closing down, or somebody else has the row: the work ends where it is, and whoever claims it next goes on. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

type Runner = Pick<EntityManager, 'query'>;

/** At most `limit` due rows, whole, now leased to `lease.owner`. */
export async function claim<Row>(database: Runner, queue: Queue, lease: Lease, limit: number): Promise<Row[]> {
  const key = queue.key.join(', ');
  const [rows] = await database.query<[Row[], number]>(
    `UPDATE ${queue.table} SET lease_owner = $2, lease_until = $3
      WHERE (${key}) IN (
        SELECT ${key} FROM ${queue.table}
         WHERE (${queue.due}) AND (lease_until IS NULL OR lease_until <= $1)
         ORDER BY ${queue.order} LIMIT $4 FOR UPDATE SKIP LOCKED)
      RETURNING *`,
    [lease.now, lease.owner, lease.until, limit],
  );
  return rows;
}

/** Longer, while the work goes on. False: the lease ended and the row is somebody else's now; stop. */
export async function renewLease(
  database: Runner,
  queue: Queue,
  key: readonly unknown[],
  lease: Lease,
): Promise<boolean> {
  const [, count] = await database.query<[unknown[], number]>(
    `UPDATE ${queue.table} SET lease_until = $2 WHERE ${keyIs(queue, 4)} AND lease_owner = $1 AND lease_until > $3`,
    [lease.owner, lease.until, lease.now, ...key],
  );
  return count === 1;
}

/**
 * Renews a lease three times in its length while `work` runs, however long that says nothing. What is lost is not won back:
 * the next `renewLease` tells. Nothing is renewed for a process that died or is stopped.
 */
export async function holdLease<R>(
  renew: () => Promise<boolean>,
  milliseconds: number,
  work: () => Promise<R>,
): Promise<R> {
  const beat = setInterval(() => void renew().catch(() => false), milliseconds / 3);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}

/** Gives the row back. False: it was no longer ours. */
export async function releaseLease(
  database: Runner,
  queue: Queue,
  key: readonly unknown[],
  owner: string,
): Promise<boolean> {
  const [, count] = await database.query<[unknown[], number]>(
    `UPDATE ${queue.table} SET lease_owner = NULL, lease_until = NULL
      WHERE ${keyIs(queue, 2)} AND lease_owner = $1`,
    [owner, ...key],
  );
  return count === 1;
}

function keyIs(queue: Queue, from: number): string {
  return queue.key.map((column, i) => `${column} = $${i + from}`).join(' AND ');
}
