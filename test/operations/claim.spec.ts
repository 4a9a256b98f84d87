import { DataSource, QueryFailedError } from 'typeorm';
import { claim, type Lease, releaseLease, renewLease, retryTransaction } from '../../src/platform/index.js';
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
