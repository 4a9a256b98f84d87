import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCapture1764000005000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE capture_loop (
        account_id  uuid NOT NULL REFERENCES account,
        loop        text NOT NULL CHECK (loop IN ('incremental', 'replies', 'recheck', 'backfill')),
        cursor      jsonb,
        next_at     timestamptz,
        fails       int NOT NULL DEFAULT 0,
        seen_at     timestamptz,
        quiet_runs  int NOT NULL DEFAULT 0,
        quiet_count int NOT NULL DEFAULT 0,
        quiet_since timestamptz,
        lease_owner text,
        lease_until timestamptz,
        PRIMARY KEY (account_id, loop)
      )`);
    await q.query(`CREATE INDEX capture_loop_due ON capture_loop (next_at)`);
    await q.query(`
      CREATE TABLE capture (
        id         uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        loop       text NOT NULL,
        started_at timestamptz NOT NULL,
        ended_at   timestamptz,
        settings   jsonb NOT NULL,
        outcome    text NOT NULL,
        detail     text,
        counts     jsonb NOT NULL
      )`);
    await q.query(`CREATE INDEX capture_by_account ON capture (account_id, started_at DESC)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE capture, capture_loop`);
  }
}
