import type { MigrationInterface, QueryRunner } from 'typeorm';

const INSERT_ONLY = ['request_step', 'frozen_set', 'request_item', 'review_decision'];
const TRAILED = [...INSERT_ONLY, 'records_request', 'request_letter', 'redaction'];

export class CreateRequests1764000010500 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await this.createRequests(q);
    await this.createReview(q);
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
    await q.query(`
      CREATE FUNCTION refuse_redrawn() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.lifted_at IS NOT NULL OR (NEW.id, NEW.request_id, NEW.item_id, NEW.snapshot_id, NEW.at, NEW."by", NEW.said::text,
             NEW.salt, NEW.event_id) IS DISTINCT FROM (OLD.id, OLD.request_id, OLD.item_id, OLD.snapshot_id, OLD.at, OLD."by",
             OLD.said::text, OLD.salt, OLD.event_id) THEN
          RAISE EXCEPTION 'a redaction is lifted once and changed in nothing else' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER redaction_lifted BEFORE UPDATE ON redaction FOR EACH ROW EXECUTE FUNCTION refuse_redrawn()`);
    for (const table of ['records_request', 'redaction']) {
      await q.query(`
        CREATE TRIGGER ${table}_kept BEFORE DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
  }

  private async createRequests(q: QueryRunner): Promise<void> {
    // requester: the same for all requests that came from the same address. Who it is, only request_letter says.
    await q.query(`
      CREATE TABLE records_request (
        id            uuid PRIMARY KEY,
        body_id       uuid NOT NULL REFERENCES body,
        number        text NOT NULL CHECK (number <> ''),
        kind          text NOT NULL CHECK (kind IN
          ('foia', 'state-law', 'udip', 'gdpr-access', 'erasure', 'subpoena', 'audit', 'internal')),
        law           text,
        channel       text NOT NULL,
        language      text NOT NULL CHECK (language IN ('en', 'pl')),
        requester     uuid NOT NULL,
        received_at   timestamptz NOT NULL,
        opened_at     timestamptz NOT NULL,
        opened_by     text NOT NULL,
        second_review boolean NOT NULL,
        only_new      boolean NOT NULL,
        scope         json,
        hold_id       uuid REFERENCES hold,
        event_id      uuid NOT NULL,
        state         text NOT NULL CHECK (state IN
          ('received', 'acknowledged', 'collected', 'in-review', 'closed', 'withdrawn')),
        due_on        date,
        UNIQUE (body_id, number)
      )`);
    await q.query(`CREATE INDEX records_request_by_requester ON records_request (requester)`);
    await q.query(
      `CREATE INDEX records_request_due ON records_request (due_on) WHERE state NOT IN ('closed', 'withdrawn')`,
    );
    // Personal data: the one place that holds it. The log has HMAC-SHA256(salt, letter), which says nothing without it.
    await q.query(`
      CREATE TABLE request_letter (
        request_id uuid PRIMARY KEY REFERENCES records_request,
        letter     json NOT NULL,
        salt       bytea NOT NULL
      )`);
    // said: ground, letter, days and deadline of a step, as the log commits to them.
    await q.query(`
      CREATE TABLE request_step (
        id         uuid PRIMARY KEY,
        request_id uuid NOT NULL REFERENCES records_request,
        action     text NOT NULL,
        from_state text NOT NULL,
        to_state   text NOT NULL,
        at         timestamptz NOT NULL,
        by         text NOT NULL,
        said       json NOT NULL,
        salt       bytea NOT NULL,
        event_id   uuid NOT NULL
      )`);
    await q.query(`CREATE INDEX request_step_by_request ON request_step (request_id, id)`);
    // Bookkeeping: worked out anew whenever the deadline moves.
    await q.query(`
      CREATE TABLE request_reminder (
        request_id uuid NOT NULL REFERENCES records_request,
        kind       text NOT NULL CHECK (kind IN ('half', 'three-quarters', 'nine-tenths', 'day-before')),
        on_day     date NOT NULL,
        PRIMARY KEY (request_id, kind)
      )`);
    await q.query(`CREATE INDEX request_reminder_by_day ON request_reminder (on_day)`);
  }

  private async createReview(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE frozen_set (
        id          uuid PRIMARY KEY,
        request_id  uuid NOT NULL UNIQUE REFERENCES records_request,
        log_size    bigint NOT NULL,
        at          timestamptz NOT NULL,
        by          text NOT NULL,
        certificate json NOT NULL,
        salt        bytea NOT NULL,
        event_id    uuid NOT NULL
      )`);
    // versions: of them, those the log held when the set was frozen. released_before: the newest this requester has.
    await q.query(`
      CREATE TABLE request_item (
        request_id      uuid NOT NULL REFERENCES records_request,
        item_id         uuid NOT NULL REFERENCES item,
        versions        int NOT NULL CHECK (versions > 0),
        released_before int,
        PRIMARY KEY (request_id, item_id)
      )`);
    await q.query(`CREATE INDEX request_item_by_item ON request_item (item_id)`);
    // Never changed: a new mind is a new row under the next revision, and of two at once one finds it taken.
    await q.query(`
      CREATE TABLE review_decision (
        id         uuid PRIMARY KEY,
        request_id uuid NOT NULL,
        item_id    uuid NOT NULL,
        revision   int NOT NULL CHECK (revision > 0),
        pass       text NOT NULL CHECK (pass IN ('first', 'second')),
        decision   text NOT NULL CHECK (decision IN ('undecided', 'responsive', 'not-about', 'withhold', 'in-part')),
        batch      uuid NOT NULL,
        at         timestamptz NOT NULL,
        by         text NOT NULL,
        said       json NOT NULL,
        salt       bytea NOT NULL,
        event_id   uuid NOT NULL,
        UNIQUE (request_id, item_id, revision),
        FOREIGN KEY (request_id, item_id) REFERENCES request_item
      )`);
    await q.query(`CREATE INDEX review_decision_by_batch ON review_decision (batch)`);
    // said: part, place and ground. The snapshot is never touched; lifted_* stand together.
    await q.query(`
      CREATE TABLE redaction (
        id           uuid PRIMARY KEY,
        request_id   uuid NOT NULL,
        item_id      uuid NOT NULL,
        snapshot_id  uuid NOT NULL REFERENCES snapshot,
        at           timestamptz NOT NULL,
        by           text NOT NULL,
        said         json NOT NULL,
        salt         bytea NOT NULL,
        event_id     uuid NOT NULL,
        lifted_at    timestamptz,
        lifted_by    text,
        lifted_event uuid,
        CONSTRAINT redaction_lifted_whole CHECK (num_nulls(lifted_at, lifted_by, lifted_event) IN (0, 3)),
        FOREIGN KEY (request_id, item_id) REFERENCES request_item
      )`);
    await q.query(`CREATE INDEX redaction_by_item ON redaction (request_id, item_id)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE redaction, review_decision, request_item, frozen_set, request_reminder, request_step,
      request_letter, records_request`);
    await q.query(`DROP FUNCTION refuse_redrawn`);
  }
}
