import type { DataSource } from 'typeorm';
import { copied } from '../../src/integrity/index.js';
import { inOrder } from '../../src/integrity/rebuild/tables.rules.js';
import { bundleName, bundleOf, bundlesOf, linesOf, readBundleName } from '../../src/archive/index.js';
import { entryLine, readEntryLine } from '../../src/audit/index.js';
import { freshDatabase } from '../support/database.js';

describe('what a copy of the database holds', () => {
  let database: DataSource;
  beforeAll(async () => {
    database = await freshDatabase();
  }, 120_000);
  afterAll(() => database.destroy());

  const tablesWith = async (columns: readonly string[]): Promise<string[]> => {
    const rows: { name: string }[] = await database.query(
      `SELECT DISTINCT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_name)
        WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name = ANY($1::text[]) ORDER BY 1`,
      [columns],
    );
    return rows.map(({ name }) => name);
  };

  it('is no key material, in a backup as in a register', async () => {
    const keys = await tablesWith(['wrapped', 'kek']);
    expect(keys).toEqual(
      expect.arrayContaining(['body_secret', 'frame_key', 'item_key', 'kek', 'medium_key', 'rebuild_key']),
    );
    expect(keys.filter((table) => copied(table, 'backup') !== 'no' || copied(table, 'register') !== 'no')).toEqual([]);
  });

  it('is of what people wrote nothing that is not sealed under the key of its item', async () => {
    const words = (await tablesWith(['words', 'item_json'])).filter((table) => !/_\d$/.test(table));
    expect(words).toEqual(['open_words', 'snapshot_body', 'snapshot_words']);
    expect(words.map((table) => copied(table, 'backup'))).toEqual(['sealed', 'sealed', 'sealed']);
    expect(words.map((table) => copied(table, 'register'))).toEqual(['sealed', 'no', 'no']);
  });
});

describe('tables', () => {
  it('come after those their rows point at', () => {
    expect(inOrder(['hold', 'matter', 'body'], [['hold', 'matter'], ['matter', 'body'], ['hold', 'hold']])).toEqual(['body', 'matter', 'hold']); // prettier-ignore
    expect(() => inOrder(['a', 'b'], [['a', 'b'], ['b', 'a']])).toThrow('point at each other'); // prettier-ignore
  });
});

describe('the copy of the log', () => {
  it('holds each entry after its length, and gives it back', () => {
    const lines = ['{"a":1}', '{"b":"zażółć"}', ''];
    expect(linesOf(bundleOf(lines))).toEqual(lines);
    expect(() => linesOf(bundleOf(lines).subarray(0, 12))).toThrow('cut off');
  });

  it('names full bundles and the rest', () => {
    expect(bundlesOf(513).map(bundleName)).toEqual(['log/entries/0', 'log/entries/1', 'log/entries/2-1']);
    expect(bundlesOf(512).map(bundleName).map(readBundleName)).toEqual(bundlesOf(512));
    expect(readBundleName('log/tile/0/1')).toBeNull();
  });

  it.each([
    ['an ordinary event', { item: 'x', count: 3 }],
    [
      'one whose fact is called as a member of every entry',
      { event: '0199f3a2-0000-7b04-9d5e-2f6a8c1b3d4e', on: '2026-05-19' },
    ],
  ])('is read to the last byte: %s', (_, facts) => {
    const event = {
      id: '0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e',
      at: '2026-05-19T13:00:00.000Z',
      actor: 'system:capture',
      type: 'snapshot.stored',
      accountId: null,
      accountSeq: null,
      seq: 7,
      facts,
    };
    expect(readEntryLine(entryLine(event))).toEqual(event);
    expect(readEntryLine(`${entryLine(event)} `)).toBeNull();
    expect(readEntryLine('{"actor":"x"}')).toBeNull();
  });
});
