import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLive1764000038000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // How late a version came, by the platform's own time: until it was seen, and until it was in the archive.
    await q.query(`
      CREATE TABLE capture_latency (
        account_id  uuid NOT NULL REFERENCES account,
        loop        text NOT NULL,
        observed_at timestamptz NOT NULL,
        observed_ms bigint NOT NULL,
        durable_ms  bigint NOT NULL
      )`);
    await q.query(`CREATE INDEX capture_latency_by_account ON capture_latency (account_id, observed_at)`);
    await q.query(`CREATE INDEX capture_latency_by_age ON capture_latency (observed_at)`);
    // What its owner did not do: in somebody else's hands, or the platform's mistake. ended_event: who said it is over.
    await q.query(`
      CREATE TABLE incident (
        id          uuid PRIMARY KEY,
        account_id  uuid NOT NULL REFERENCES account,
        kind        text NOT NULL CHECK (kind IN ('hijacked', 'platform-bug')),
        from_at     timestamptz NOT NULL,
        to_at       timestamptz CHECK (to_at >= from_at),
        event_id    uuid NOT NULL,
        ended_event uuid,
        CONSTRAINT incident_ended_whole CHECK (num_nulls(to_at, ended_event) IN (0, 2))
      )`);
    await q.query(`CREATE INDEX incident_by_account ON incident (account_id, from_at)`);
    await q.query(`
      CREATE TRIGGER incident_trailed AFTER INSERT OR UPDATE OR DELETE ON incident
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    await q.query(`
      CREATE TRIGGER incident_kept BEFORE DELETE OR TRUNCATE ON incident
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE incident`);
    await q.query(`DROP TABLE capture_latency`);
  }
}
