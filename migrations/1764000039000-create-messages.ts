import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMessages1764000039000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Who agreed that an account's direct messages are kept, and on what ground, stands in the statement of the event.
    await q.query(`
      CREATE TABLE message_consent (
        id          uuid PRIMARY KEY,
        account_id  uuid NOT NULL REFERENCES account,
        given_at    timestamptz NOT NULL,
        ended_at    timestamptz CHECK (ended_at >= given_at),
        event_id    uuid NOT NULL,
        ended_event uuid,
        CONSTRAINT message_consent_ended_whole CHECK (num_nulls(ended_at, ended_event) IN (0, 2))
      )`);
    await q.query(
      `CREATE UNIQUE INDEX message_consent_standing ON message_consent (account_id) WHERE ended_at IS NULL`,
    );
    // Closed from the moment it is stored; opened_event: who decided that it may be read like any other item.
    await q.query(`
      CREATE TABLE direct_message (
        item_id      uuid PRIMARY KEY REFERENCES item,
        opened_event uuid
      )`);
    await q.query(`
      INSERT INTO direct_message (item_id)
      SELECT DISTINCT item_id FROM snapshot_body WHERE position('"audience":"direct"'::bytea IN item_json) > 0`);
    for (const table of ['message_consent', 'direct_message']) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
      await q.query(`
        CREATE TRIGGER ${table}_kept BEFORE DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE direct_message, message_consent`);
  }
}
