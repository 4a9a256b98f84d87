import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person gave as a reason or decision. The log holds HMAC-SHA256(salt, text) of it under the event's id. */
export class CreateStatement1764000003500 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE statement (
        event_id uuid PRIMARY KEY REFERENCES audit_event,
        text     text NOT NULL,
        salt     bytea NOT NULL
      )`);
    await q.query(`
      CREATE TRIGGER statement_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE TRIGGER statement_trailed AFTER INSERT OR UPDATE OR DELETE ON statement
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE statement`);
  }
}
