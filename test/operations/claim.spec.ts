import { setTimeout as wait } from 'node:timers/promises';
import { DataSource, QueryFailedError } from 'typeorm';
import {
  claim,
  holdLease,
  type Lease,
  leaseFor,
  releaseLease,
  renewLease,
  retryTransaction,
  SystemClock,
} from '../../src/platform/index.js';
import { freshDatabase, ownerUrl } from '../support/database.js';
import { openDatabase } from '../../src/data-source.js';

const QUEUE = { table: 'job', key: ['id'], due: 'next_at <= $1', order: 'next_at' };
const at = (minute: number): Date => new Date(Date.UTC(2026, 4, 19, 12, minute));
const lease = (owner: string, minute: number): Lease => ({ owner, now: at(minute), until: at(minute + 5) });

describe('claiming rows', () => {
  let database: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
    const owner = await openDatabase(await ownerUrl(database)).initialize();
    await owner.query(
      'CREATE TABLE job (id int PRIMARY KEY, next_at timestamptz, lease_owner text, lease_until timestamptz)',
    );
    await owner.destroy();
  });

  beforeEach(async () => {
    await database.query('DELETE FROM job');
    await database.query('INSERT INTO job (id, next_at) SELECT n, $1 FROM generate_series(1, 20) n', [at(0)]);
  });

  afterAll(async () => {
    await database.destroy();
  });

  it('gives each row to one worker only, however many ask at once', async () => {
    const claims = await Promise.all(
      ['a', 'b', 'c', 'd'].map((owner) => claim<{ id: number }>(database, QUEUE, lease(owner, 1), 7)),
    );
    const ids = claims.flat().map((row) => row.id);
    expect(ids.length).toBe(new Set(ids).size);
    const rest = await claim<{ id: number }>(database, QUEUE, lease('e', 1), 100);
    expect(ids.length + rest.length).toBe(20);
  });

  it('gives a dead worker’s row to another once the lease has ended, and tells the first', async () => {
    expect(await claim(database, QUEUE, lease('a', 1), 20)).toHaveLength(20);
    expect(await claim(database, QUEUE, lease('b', 5), 20)).toEqual([]);
    expect(await renewLease(database, QUEUE, [1], lease('a', 4))).toBe(true);
    expect(await claim(database, QUEUE, lease('b', 7), 20)).toHaveLength(19);
    expect(await renewLease(database, QUEUE, [2], lease('a', 7))).toBe(false);
    expect(await releaseLease(database, QUEUE, [2], 'a')).toBe(false);
    expect(await releaseLease(database, QUEUE, [2], 'b')).toBe(true);
  });

  it('a lease is held while work says nothing, not won back once lost, and let go with the work', async () => {
    const clock = new SystemClock();
    const ours = (): Lease => leaseFor('a', clock, 2_000);
    const renew = (): Promise<boolean> => renewLease(database, QUEUE, [1], ours());
    const byAnother = (): Promise<unknown[]> => claim(database, QUEUE, leaseFor('b', clock, 60_000), 20);
    await database.query('DELETE FROM job WHERE id > 1');
    await claim(database, QUEUE, ours(), 1);
    await holdLease(renew, 2_000, async () => {
      await wait(3_000);
      expect(await byAnother()).toEqual([]);
    });
    await wait(2_200);
    expect(await byAnother()).toHaveLength(1);
    await holdLease(renew, 90, () => wait(200));
    expect(await renew()).toBe(false);
    const failing = (): Promise<boolean> => Promise.reject(new Error('no database'));
    expect(await holdLease(failing, 90, () => wait(200, 'done'))).toBe('done');
  });
});

/** How often a transaction that always fails with this SQLSTATE is run. */
async function runsOf(code: string): Promise<number> {
  let runs = 0;
  const transaction = (): Promise<void> => {
    runs += 1;
    return Promise.reject(new QueryFailedError('SELECT', [], Object.assign(new Error('no'), { code })));
  };
  await retryTransaction(transaction).catch(() => undefined);
  return runs;
}

describe('a transaction PostgreSQL wants again', () => {
  it('is run three times at most, and any other failure once', async () => {
    expect(await runsOf('40001')).toBe(3);
    expect(await runsOf('40P01')).toBe(3);
    expect(await runsOf('23505')).toBe(1);
  });
});
