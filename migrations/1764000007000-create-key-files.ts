import type { MigrationInterface, QueryRunner } from 'typeorm';

const WORKS = ['key-file', 'key-check', 'lock-renewal'];

export class CreateKeyFiles1764000007000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // `above`: keys that wrap the others. The row outlives its objects: until when they are kept is part of a promise.
    await q.query(`
      CREATE TABLE key_file (
        id         uuid PRIMARY KEY,
        object     text NOT NULL UNIQUE,
        made_at    timestamptz NOT NULL,
        kept_until timestamptz NOT NULL,
        above      int NOT NULL,
        items      int NOT NULL,
        media      int NOT NULL,
        frames     int NOT NULL,
        parts      int NOT NULL,
        bytes      bigint NOT NULL,
        digest     bytea NOT NULL,
        event_id   uuid NOT NULL
      )`);
    await q.query(`
      CREATE TRIGGER key_file_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON key_file
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE TRIGGER key_file_trailed AFTER INSERT OR UPDATE OR DELETE ON key_file
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);

    // Bookkeeping: what is to be done once a day, by whichever worker comes first. What it found is in the log.
    await q.query(`
      CREATE TABLE daily_work (
        name        text PRIMARY KEY,
        next_at     timestamptz NOT NULL DEFAULT 'epoch',
        done_at     timestamptz,
        progress    jsonb,
        wrong       int NOT NULL DEFAULT 0,
        unseen      int NOT NULL DEFAULT 0,
        lease_owner text,
        lease_until timestamptz
      )`);
    await q.query(`INSERT INTO daily_work (name) SELECT unnest($1::text[])`, [WORKS]);

    // From an exchange to its items: whether anything in it still lives is asked of every exchange, every day.
    await q.query(`CREATE INDEX exchange_item_by_exchange ON exchange_item (exchange_id)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX exchange_item_by_exchange`);
    await q.query(`DROP TABLE daily_work, key_file`);
  }
}
