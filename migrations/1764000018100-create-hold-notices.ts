import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What custodians are told of a hold, and that they have understood it. */
export class CreateHoldNotices1764000018100 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // To somebody who signs in here, or to a name with an address or none. The text is the statement of event_id, and what
    // was said when it was acknowledged that of acknowledged_event.
    await q.query(`
      CREATE TABLE hold_notice (
        id                 uuid PRIMARY KEY,
        hold_id            uuid NOT NULL REFERENCES hold,
        person_id          uuid REFERENCES person,
        name               text NOT NULL CHECK (name <> ''),
        address            text CHECK (address <> ''),
        language           text NOT NULL CHECK (language IN ('en', 'pl')),
        made_at            timestamptz NOT NULL,
        made_by            text NOT NULL,
        event_id           uuid NOT NULL,
        acknowledged_at    timestamptz,
        acknowledged_by    text,
        acknowledged_event uuid,
        CONSTRAINT hold_notice_acknowledged CHECK (num_nulls(acknowledged_at, acknowledged_by, acknowledged_event) IN (0, 3)),
        UNIQUE (hold_id, name)
      )`);
    await q.query(`CREATE INDEX hold_notice_by_person ON hold_notice (person_id) WHERE acknowledged_at IS NULL`);
    await q.query(`
      CREATE TRIGGER hold_notice_trailed AFTER INSERT OR UPDATE OR DELETE ON hold_notice
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    // Bookkeeping: what was sent is said by events. next_at null: nothing is left to be sent.
    await q.query(`
      CREATE TABLE hold_notice_post (
        id          uuid PRIMARY KEY REFERENCES hold_notice,
        next_at     timestamptz,
        tries       int NOT NULL DEFAULT 0,
        fault       text CHECK (fault IN ('no-address', 'refused', 'unreachable')),
        sent        int NOT NULL DEFAULT 0,
        sent_at     timestamptz,
        lease_owner text,
        lease_until timestamptz
      )`);
    await q.query(`CREATE INDEX hold_notice_post_due ON hold_notice_post (next_at) WHERE next_at IS NOT NULL`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE hold_notice_post, hold_notice`);
  }
}
