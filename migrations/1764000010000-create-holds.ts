import type { MigrationInterface, QueryRunner } from 'typeorm';

const INSERT_ONLY = ['matter', 'hold', 'hold_item'];
const TRAILED = [...INSERT_ONLY, 'hold_release', 'numbering'];

export class CreateHolds1764000010000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Registers count per body and year, without a gap: the row is the lock, and is given back by a rollback.
    await q.query(`
      CREATE TABLE numbering (
        body_id uuid NOT NULL REFERENCES body,
        series  text NOT NULL CHECK (series IN ('hold', 'request')),
        form    text NOT NULL,
        year    int NOT NULL,
        last    int NOT NULL CHECK (last >= 0),
        PRIMARY KEY (body_id, series)
      )`);
    await q.query(`
      CREATE TABLE matter (
        id        uuid PRIMARY KEY,
        body_id   uuid NOT NULL REFERENCES body,
        number    text NOT NULL CHECK (number <> ''),
        name      text NOT NULL CHECK (name <> ''),
        kind      text NOT NULL CHECK (kind IN ('litigation', 'investigation', 'audit', 'request', 'other')),
        opened_at timestamptz NOT NULL,
        opened_by text NOT NULL,
        event_id  uuid NOT NULL
      )`);
    // A request is a case of its own under the request's number: it stands in no other case's way.
    await q.query(`CREATE UNIQUE INDEX matter_number ON matter (body_id, (kind = 'request'), number)`);
    // scope is json, not jsonb: the log commits to its very text. The reason is the statement of the hold's event.
    await q.query(`
      CREATE TABLE hold (
        id         uuid PRIMARY KEY,
        matter_id  uuid NOT NULL REFERENCES matter,
        body_id    uuid NOT NULL REFERENCES body,
        number     text NOT NULL CHECK (number <> ''),
        trigger_at timestamptz NOT NULL,
        scope      json NOT NULL,
        scope_salt bytea NOT NULL,
        living     boolean NOT NULL,
        placed_at  timestamptz NOT NULL,
        placed_by  text NOT NULL,
        event_id   uuid NOT NULL,
        UNIQUE (body_id, number)
      )`);
    await q.query(`CREATE INDEX hold_by_matter ON hold (matter_id)`);
    await q.query(`
      CREATE TABLE hold_item (
        hold_id uuid NOT NULL REFERENCES hold,
        item_id uuid NOT NULL REFERENCES item,
        PRIMARY KEY (item_id, hold_id)
      )`);
    await q.query(`CREATE INDEX hold_item_by_hold ON hold_item (hold_id, item_id)`);
    // A hold ends with its one approved release. approved_* stand together, and somebody else than the proposer approves.
    await q.query(`
      CREATE TABLE hold_release (
        id             uuid PRIMARY KEY,
        hold_id        uuid NOT NULL REFERENCES hold,
        proposed_at    timestamptz NOT NULL,
        proposed_by    text NOT NULL,
        event_id       uuid NOT NULL,
        approved_at    timestamptz,
        approved_by    text,
        approved_event uuid,
        CONSTRAINT hold_release_whole CHECK (num_nulls(approved_at, approved_by, approved_event) IN (0, 3)),
        CONSTRAINT hold_release_four_eyes CHECK (approved_by <> proposed_by)
      )`);
    await q.query(`CREATE UNIQUE INDEX hold_released_once ON hold_release (hold_id) WHERE approved_at IS NOT NULL`);
    await q.query(`CREATE INDEX hold_release_by_hold ON hold_release (hold_id, proposed_at)`);
    await this.guard(q);
  }

  private async guard(q: QueryRunner): Promise<void> {
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
      CREATE TRIGGER hold_release_kept BEFORE DELETE OR TRUNCATE ON hold_release
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE FUNCTION refuse_unapproved() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.approved_at IS NOT NULL OR (NEW.id, NEW.hold_id, NEW.proposed_at, NEW.proposed_by, NEW.event_id)
             IS DISTINCT FROM (OLD.id, OLD.hold_id, OLD.proposed_at, OLD.proposed_by, OLD.event_id) THEN
          RAISE EXCEPTION 'a proposed release is approved once and changed in nothing else' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER hold_release_approved BEFORE UPDATE ON hold_release
        FOR EACH ROW EXECUTE FUNCTION refuse_unapproved()`);
    // The last line: what a hold names is not destroyed, whoever asks. What it would name by now, DestroyItems asks.
    await q.query(`
      CREATE FUNCTION refuse_held() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM hold_item h WHERE h.item_id = OLD.item_id
             AND NOT EXISTS (SELECT FROM hold_release r WHERE r.hold_id = h.hold_id AND r.approved_at IS NOT NULL)) THEN
          RAISE EXCEPTION 'item % is under a hold', OLD.item_id USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
      END $$`);
    for (const table of ['item_key', 'snapshot_body']) {
      await q.query(`
        CREATE TRIGGER ${table}_held BEFORE DELETE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION refuse_held()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['item_key', 'snapshot_body']) await q.query(`DROP TRIGGER ${table}_held ON ${table}`);
    await q.query(`DROP TABLE hold_release, hold_item, hold, matter, numbering`);
    await q.query(`DROP FUNCTION refuse_held, refuse_unapproved`);
  }
}
