import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What reports and auditors need: samples that were drawn, what platforms count, policies tried before they are loaded. */
export class CreateReports1764000023000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // said is json, not jsonb: the log commits to its very text. It names method, seed, population and the items drawn.
    await q.query(`
      CREATE TABLE audit_sample (
        id       uuid PRIMARY KEY,
        said     json NOT NULL,
        salt     bytea NOT NULL,
        at       timestamptz NOT NULL,
        by       text NOT NULL,
        event_id uuid NOT NULL UNIQUE REFERENCES audit_event
      )`);
    await q.query(`
      CREATE TRIGGER audit_sample_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_sample
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE TRIGGER audit_sample_trailed AFTER INSERT OR UPDATE OR DELETE ON audit_sample
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    // Bookkeeping: what a platform counted of an account, and what was here at that moment; one reading a day.
    await q.query(`
      CREATE TABLE counter_reading (
        account_id uuid NOT NULL REFERENCES account,
        on_day     date NOT NULL,
        seen_at    timestamptz NOT NULL,
        says       bigint NOT NULL CHECK (says >= 0),
        held       jsonb NOT NULL,
        difference bigint NOT NULL,
        unexplained bigint NOT NULL,
        PRIMARY KEY (account_id, on_day)
      )`);
    await q.query(`INSERT INTO daily_work (name) VALUES ('counters')`);
    // Bookkeeping: what would come of a policy. It changes nothing, and is forgotten after some weeks.
    await q.query(`
      CREATE TABLE policy_trial (
        id          uuid PRIMARY KEY,
        body_id     uuid NOT NULL REFERENCES body,
        policy      json NOT NULL,
        asked_at    timestamptz NOT NULL,
        asked_by    text NOT NULL,
        state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'working', 'done', 'failed')),
        items       bigint NOT NULL DEFAULT 0,
        total       bigint NOT NULL DEFAULT 0,
        answer      json,
        fault       text,
        done_at     timestamptz,
        next_at     timestamptz NOT NULL,
        lease_owner text,
        lease_until timestamptz
      )`);
    await q.query(`CREATE INDEX policy_trial_due ON policy_trial (next_at) WHERE state IN ('waiting', 'working')`);
    // By whom and when something was looked at, and what was refused, is asked by month.
    await q.query(`
      CREATE INDEX audit_event_exceptions ON audit_event (type, at)
        WHERE type IN ('material.looked-at', 'disposition.kept', 'sign-in.failed', 'second-factor.refused')`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX audit_event_exceptions`);
    await q.query(`DELETE FROM daily_work WHERE name = 'counters'`);
    await q.query(`DROP TABLE policy_trial, counter_reading, audit_sample`);
  }
}
