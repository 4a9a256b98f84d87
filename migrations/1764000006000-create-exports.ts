import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateExports1764000006000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Bookkeeping: how far the making of a bundle is. What was made, and of what, is in the log and in the bundle.
    // `selection` is json, not jsonb: the mark in the log commits to its very text.
    await q.query(`
      CREATE TABLE export_job (
        id              uuid PRIMARY KEY,
        number          bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        made_at         timestamptz NOT NULL,
        actor           text NOT NULL,
        made_by         text NOT NULL,
        request_key     text,
        request_digest  text,
        selection       json NOT NULL,
        scope_salt      bytea NOT NULL,
        status          text NOT NULL CHECK (status IN ('waiting', 'running', 'ready', 'failed', 'cancelled')),
        step            text NOT NULL,
        done            int NOT NULL DEFAULT 0,
        total           int NOT NULL DEFAULT 0,
        step_since      timestamptz,
        checkpoint_size bigint,
        built_event     uuid,
        commit          text,
        bytes           bigint,
        fault           text,
        lease_owner     text,
        lease_until     timestamptz,
        UNIQUE (actor, request_key)
      )`);
    await q.query(`CREATE INDEX export_job_open ON export_job (made_at) WHERE status IN ('waiting', 'running')`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE export_job`);
  }
}
