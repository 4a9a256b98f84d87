import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where one key of the log handed over to the next: checkpoints of more than `size` entries are signed by the next. */
export class CreateLogHandovers1764000031000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE log_handover (
        id       uuid PRIMARY KEY,
        size     bigint NOT NULL UNIQUE,
        from_key bytea NOT NULL UNIQUE CHECK (length(from_key) = 32),
        to_key   bytea NOT NULL UNIQUE CHECK (length(to_key) = 32),
        at       timestamptz NOT NULL,
        note     text NOT NULL,
        event_id uuid NOT NULL REFERENCES audit_event
      )`);
    await q.query(`
      CREATE TRIGGER log_handover_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_handover
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE TRIGGER log_handover_trailed AFTER INSERT OR UPDATE OR DELETE ON log_handover
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE log_handover`);
  }
}
