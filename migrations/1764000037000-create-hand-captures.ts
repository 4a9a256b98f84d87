import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people handed in: whose item, and of a forwarded post of a person's own account its days. */
export class CreateHandCaptures1764000037000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE hand_capture (
        id          uuid PRIMARY KEY,
        account_id  uuid NOT NULL REFERENCES account,
        item_id     uuid NOT NULL REFERENCES item,
        exchange_id uuid NOT NULL REFERENCES exchange,
        at          timestamptz NOT NULL,
        created_at  timestamptz,
        received_at timestamptz,
        due_on      date,
        days_late   int,
        event_id    uuid NOT NULL,
        CHECK (num_nonnulls(created_at, received_at, due_on, days_late) IN (0, 4))
      )`);
    await q.query(`CREATE INDEX hand_capture_by_item ON hand_capture (item_id)`);
    await q.query(`
      CREATE TRIGGER hand_capture_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hand_capture
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE TRIGGER hand_capture_trailed AFTER INSERT OR UPDATE OR DELETE ON hand_capture
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE hand_capture`);
  }
}
