import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the owners of requests are told of their deadlines and where, and the type of body or request that a law treats otherwise. */
export class CreateNotices1764000012000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE person ADD COLUMN mail text CHECK (mail <> '')`);
    await q.query(`ALTER TABLE records_request ADD COLUMN body_type text CHECK (body_type <> '')`);
    // Bookkeeping: what was told and what was sent is said by events. about: the deadline a reminder is of, or the step
    // that moved it, so that of any number of workers one tells it, once. next_at null: nothing is left to be sent.
    await q.query(`
      CREATE TABLE request_notice (
        id          uuid PRIMARY KEY,
        request_id  uuid NOT NULL REFERENCES records_request,
        kind        text NOT NULL CHECK (kind IN ('half', 'three-quarters', 'nine-tenths', 'day-before', 'recount')),
        about       text NOT NULL CHECK (about <> ''),
        made_at     timestamptz NOT NULL,
        next_at     timestamptz,
        tries       int NOT NULL DEFAULT 0,
        fault       text CHECK (fault IN ('no-address', 'refused', 'unreachable')),
        sent_at     timestamptz,
        lease_owner text,
        lease_until timestamptz,
        UNIQUE (request_id, kind, about)
      )`);
    await q.query(`CREATE INDEX request_notice_due ON request_notice (next_at) WHERE next_at IS NOT NULL`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE request_notice`);
    await q.query(`ALTER TABLE records_request DROP COLUMN body_type`);
    await q.query(`ALTER TABLE person DROP COLUMN mail`);
  }
}
