import type { MigrationInterface, QueryRunner } from 'typeorm';

const INSERT_ONLY = ['policy_version', 'policy_series', 'retention_event_item'];
const TRAILED = [...INSERT_ONLY, 'retention_event'];
const BOOKS = ['item_schedule', 'schedule_pending', 'schedule_round', 'schedule_count'];

/** Retention schedules: the policies in force, the events that start their clocks, and what they say of each item. */
export class CreateSchedules1764000016000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await this.createPolicies(q);
    await this.createEvents(q);
    await this.createOutcomes(q);
    // In which role somebody answers for an account: schedules ask it.
    await q.query(`ALTER TABLE custodian ADD role text CHECK (role <> '')`);
    // From an item to its answers, without a look at the whole conversation.
    await q.query(`CREATE INDEX item_watch_parent ON item_watch (parent_id, item_id) WHERE parent_id IS NOT NULL`);
    await q.query(`INSERT INTO daily_work (name) VALUES ('schedules')`);
    for (const table of INSERT_ONLY) {
      await q.query(`
        CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
    for (const table of TRAILED) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  /** A version that was loaded stays as it was: a later one begins later, and the past is decided by what was then in force. */
  private async createPolicies(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE policy_version (
        id              uuid PRIMARY KEY,
        number          bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        body_id         uuid NOT NULL REFERENCES body,
        policy          text NOT NULL CHECK (policy <> ''),
        version         text NOT NULL CHECK (version <> ''),
        trust           text NOT NULL CHECK (trust IN ('verified', 'confirmed')),
        sha256          text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        source          text NOT NULL,
        content         json NOT NULL,
        effective_from  date NOT NULL,
        effective_until date CHECK (effective_until >= effective_from),
        loaded_at       timestamptz NOT NULL,
        loaded_by       text NOT NULL,
        event_id        uuid NOT NULL UNIQUE REFERENCES audit_event,
        UNIQUE (body_id, policy, version)
      )`);
    await q.query(`
      CREATE TABLE policy_series (
        id         uuid PRIMARY KEY,
        version_id uuid NOT NULL REFERENCES policy_version,
        series     text NOT NULL CHECK (series <> ''),
        UNIQUE (version_id, series)
      )`);
  }

  /** What happened, and of what: a body, an account, or the items named. Why is the statement of the event's id. */
  private async createEvents(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE retention_event (
        id              uuid PRIMARY KEY,
        body_id         uuid NOT NULL REFERENCES body,
        name            text NOT NULL,
        scope           text NOT NULL CHECK (scope IN ('body', 'account', 'items', 'matter', 'request')),
        account_id      uuid REFERENCES account,
        about           text,
        on_day          date NOT NULL,
        at              timestamptz NOT NULL,
        by              text NOT NULL,
        event_id        uuid NOT NULL UNIQUE REFERENCES audit_event,
        source_event    uuid UNIQUE,
        withdrawn_at    timestamptz,
        withdrawn_by    text,
        withdrawn_event uuid,
        CONSTRAINT retention_event_account CHECK ((scope = 'account') = (account_id IS NOT NULL)),
        CONSTRAINT retention_event_withdrawn CHECK (num_nulls(withdrawn_at, withdrawn_by, withdrawn_event) IN (0, 3))
      )`);
    await q.query(`CREATE INDEX retention_event_by_body ON retention_event (body_id, on_day)`);
    await q.query(`
      CREATE TABLE retention_event_item (
        retention_event_id uuid NOT NULL REFERENCES retention_event,
        item_id            uuid NOT NULL REFERENCES item,
        PRIMARY KEY (item_id, retention_event_id)
      )`);
    await q.query(`CREATE INDEX retention_event_item_by_event ON retention_event_item (retention_event_id, item_id)`);
    await q.query(`
      CREATE TRIGGER retention_event_kept BEFORE DELETE OR TRUNCATE ON retention_event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE FUNCTION refuse_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.withdrawn_at IS NOT NULL OR (NEW.id, NEW.body_id, NEW.name, NEW.scope, NEW.account_id, NEW.about, NEW.on_day,
             NEW.at, NEW."by", NEW.event_id, NEW.source_event) IS DISTINCT FROM (OLD.id, OLD.body_id, OLD.name, OLD.scope,
             OLD.account_id, OLD.about, OLD.on_day, OLD.at, OLD."by", OLD.event_id, OLD.source_event) THEN
          RAISE EXCEPTION 'an event of retention is withdrawn once and changed in nothing else' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER retention_event_rewritten BEFORE UPDATE ON retention_event
        FOR EACH ROW EXECUTE FUNCTION refuse_rewritten()`);
  }

  /** Bookkeeping: worked out anew every night from what is above. What decides is never read from here. */
  private async createOutcomes(q: QueryRunner): Promise<void> {
    // matched: every rule that fits, [series, first day counted, day it may go, event]; no content of the item.
    await q.query(`
      CREATE TABLE item_schedule (
        item_id      uuid PRIMARY KEY REFERENCES item,
        body_id      uuid NOT NULL,
        account_id   uuid NOT NULL,
        created_on   date NOT NULL,
        verdict      text NOT NULL CHECK (verdict IN ('destroy', 'transfer', 'review', 'keep')),
        eligible_on  date,
        series_id    uuid REFERENCES policy_series,
        matched      json NOT NULL,
        evaluated_at timestamptz NOT NULL
      ) WITH (fillfactor = 85)`);
    await q.query(`
      CREATE INDEX item_schedule_due ON item_schedule (eligible_on, item_id)
        WHERE verdict <> 'keep' AND eligible_on IS NOT NULL`);
    await q.query(`CREATE TABLE schedule_pending (item_id uuid PRIMARY KEY)`);
    // The one round: up to which item it is, and by which rules it goes. A change of the rules begins it anew.
    await q.query(`
      CREATE TABLE schedule_round (
        one        boolean PRIMARY KEY DEFAULT true CHECK (one),
        rules      text,
        upto       uuid,
        started_at timestamptz,
        done_at    timestamptz,
        asked      boolean NOT NULL DEFAULT true
      )`);
    await q.query(`INSERT INTO schedule_round DEFAULT VALUES`);
    await q.query(`
      CREATE TABLE schedule_count (
        body_id     uuid NOT NULL REFERENCES body,
        on_day      date NOT NULL,
        items       bigint NOT NULL,
        unscheduled bigint NOT NULL,
        PRIMARY KEY (body_id, on_day)
      )`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DELETE FROM daily_work WHERE name = 'schedules'`);
    await q.query(`DROP INDEX item_watch_parent`);
    await q.query(`ALTER TABLE custodian DROP role`);
    await q.query(
      `DROP TABLE ${BOOKS.join(', ')}, retention_event_item, retention_event, policy_series, policy_version`,
    );
    await q.query(`DROP FUNCTION refuse_rewritten`);
  }
}
