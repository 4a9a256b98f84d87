import { DataSource } from 'typeorm';
import { openDatabase } from '../../src/data-source.js';
import { freshDatabase, freshDatabaseUrls, ownerUrl } from '../support/database.js';

describe('the database and its roles', () => {
  let database: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
  });

  afterAll(async () => {
    await database.destroy();
  });

  it('is migrated and nobody else uses it', async () => {
    const other = await freshDatabase();
    await database.query(`INSERT INTO follower (name, seq) VALUES ('a', 1)`);
    expect(await other.query('SELECT * FROM follower')).toEqual([]);
    await other.destroy();
  });

  it('lets akta_app neither define, nor truncate, nor rewrite the list of migrations', async () => {
    await expect(database.query('CREATE TABLE mine (a int)')).rejects.toThrow('permission denied');
    await expect(database.query('DROP TABLE follower')).rejects.toThrow('must be owner');
    await expect(database.query('TRUNCATE follower')).rejects.toThrow('permission denied');
    await expect(database.query('DELETE FROM migrations')).rejects.toThrow('permission denied');
    await expect(database.query('ALTER TABLE audit_event DISABLE TRIGGER ALL')).rejects.toThrow('must be owner');
  });

  it('lets akta_read look and nothing else', async () => {
    const reader = await openDatabase((await freshDatabaseUrls()).akta_read).initialize();
    expect(await reader.query('SELECT * FROM follower')).toEqual([]);
    await expect(reader.query(`INSERT INTO follower (name, seq) VALUES ('a', 1)`)).rejects.toThrow('permission denied');
    await reader.destroy();
  });

  it('sorts by code point, checks its pages and keeps UTC', async () => {
    const owner = await openDatabase(await ownerUrl(database)).initialize();
    const [row] = await owner.query<{ checksums: string; zone: string; first: string; encoding: string }[]>(
      `SELECT current_setting('data_checksums') AS checksums, current_setting('timezone') AS zone,
              current_setting('server_encoding') AS encoding,
              (SELECT w FROM unnest(ARRAY['a', 'ł', 'B']) AS w ORDER BY w LIMIT 1) AS first`,
    );
    expect(row).toEqual({ checksums: 'on', zone: 'UTC', first: 'B', encoding: 'UTF8' });
    await owner.destroy();
  });
});
