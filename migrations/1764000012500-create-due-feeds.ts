import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Addresses at which people's calendars read the deadlines of requests. */
export class CreateDueFeeds1764000012500 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // digest: SHA-256 of the secret in the address, which is kept nowhere. A person has at most one that is open.
    await q.query(`
      CREATE TABLE due_feed (
        id        uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES person,
        language  text NOT NULL CHECK (language IN ('en', 'pl')),
        digest    bytea NOT NULL UNIQUE,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz
      )`);
    await q.query(`CREATE UNIQUE INDEX due_feed_open ON due_feed (person_id) WHERE closed_at IS NULL`);
    await q.query(`
      CREATE TRIGGER due_feed_trailed AFTER INSERT OR UPDATE OR DELETE ON due_feed
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    await q.query(`
      CREATE TRIGGER due_feed_kept BEFORE DELETE OR TRUNCATE ON due_feed
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE due_feed`);
  }
}
