import type { MigrationInterface, QueryRunner } from 'typeorm';

const INSERT_ONLY = ['disposition_step', 'disposition_consent', 'disposition_certificate'];
const TRAILED = [...INSERT_ONLY, 'disposition_list', 'disposition_entry'];

export class CreateDispositionLists1764000019000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE numbering DROP CONSTRAINT numbering_series_check`);
    await q.query(`
      ALTER TABLE numbering ADD CONSTRAINT numbering_series_check CHECK (series IN ('hold', 'request', 'disposition'))`);
    // about is json, not jsonb: the log commits to its very text.
    await q.query(`
      CREATE TABLE disposition_list (
        id             uuid PRIMARY KEY,
        body_id        uuid NOT NULL REFERENCES body,
        number         text NOT NULL CHECK (number <> ''),
        series_row     uuid NOT NULL REFERENCES policy_series,
        consents       text[] NOT NULL,
        action         text NOT NULL CHECK (action = 'destroy'),
        about          json NOT NULL,
        salt           bytea NOT NULL,
        state          text NOT NULL CHECK (state IN
          ('proposed', 'reviewed', 'approved', 'executing', 'executed', 'certified', 'withdrawn')),
        approvable_on  date,
        proposed_at    timestamptz NOT NULL,
        proposed_by    text NOT NULL,
        event_id       uuid NOT NULL,
        UNIQUE (body_id, number)
      )`);
    await q.query(`
      CREATE UNIQUE INDEX disposition_list_growing ON disposition_list (body_id, series_row, consents, action)
        WHERE state = 'proposed'`);
    // Bookkeeping: which worker carries a list out. The row goes when there is a certificate.
    await q.query(`
      CREATE TABLE disposition_work (
        list_id     uuid PRIMARY KEY REFERENCES disposition_list,
        next_at     timestamptz NOT NULL,
        key_file_id uuid,
        lease_owner text,
        lease_until timestamptz
      )`);
    await q.query(`
      CREATE TABLE disposition_step (
        id         uuid PRIMARY KEY,
        list_id    uuid NOT NULL REFERENCES disposition_list,
        action     text NOT NULL,
        from_state text NOT NULL,
        to_state   text NOT NULL,
        at         timestamptz NOT NULL,
        by         text NOT NULL,
        said       json NOT NULL,
        salt       bytea NOT NULL,
        event_id   uuid NOT NULL
      )`);
    await q.query(`CREATE INDEX disposition_step_by_list ON disposition_step (list_id, id)`);
    await q.query(`ALTER TABLE disposition ADD COLUMN list_id uuid REFERENCES disposition_list, ADD COLUMN class text,
      ADD COLUMN event_id uuid`);
    await q.query(`CREATE INDEX disposition_by_list ON disposition (list_id)`);
    // event_id: with which event it was listed. An entry is settled once.
    await q.query(`
      CREATE TABLE disposition_entry (
        list_id        uuid NOT NULL REFERENCES disposition_list,
        item_id        uuid NOT NULL REFERENCES item,
        event_id       uuid NOT NULL,
        state          text NOT NULL DEFAULT 'listed',
        why            text CHECK (why IN ('held', 'not-due', 'other-rule', 'destroyed-already', 'withdrawn')),
        about          jsonb,
        step_id        uuid REFERENCES disposition_step,
        disposition_id uuid REFERENCES disposition,
        PRIMARY KEY (list_id, item_id),
        CONSTRAINT disposition_entry_settled CHECK (CASE state
          WHEN 'listed' THEN num_nonnulls(why, about, step_id, disposition_id) = 0
          WHEN 'excluded' THEN step_id IS NOT NULL AND num_nonnulls(why, about, disposition_id) = 0
          WHEN 'kept' THEN why IS NOT NULL AND disposition_id IS NULL
          WHEN 'destroyed' THEN disposition_id IS NOT NULL AND num_nonnulls(why, about, step_id) = 0
          ELSE false END)
      )`);
    // An item stands on one open list at most.
    await q.query(`CREATE UNIQUE INDEX disposition_entry_open ON disposition_entry (item_id) WHERE state = 'listed'`);
    await q.query(`CREATE INDEX disposition_entry_left ON disposition_entry (list_id, item_id) WHERE state = 'listed'`);
    await q.query(`CREATE INDEX disposition_entry_by_item ON disposition_entry (item_id)`);
    await q.query(`
      CREATE TABLE disposition_consent (
        id        uuid PRIMARY KEY,
        list_id   uuid NOT NULL REFERENCES disposition_list,
        name      text NOT NULL,
        number    text NOT NULL,
        given_on  date NOT NULL,
        file_name text NOT NULL,
        content   bytea NOT NULL,
        step_id   uuid NOT NULL REFERENCES disposition_step
      )`);
    await q.query(`CREATE INDEX disposition_consent_by_list ON disposition_consent (list_id)`);
    await q.query(`
      CREATE TABLE disposition_certificate (
        id          uuid PRIMARY KEY,
        list_id     uuid NOT NULL UNIQUE REFERENCES disposition_list,
        certificate json NOT NULL,
        salt        bytea NOT NULL,
        at          timestamptz NOT NULL,
        event_id    uuid NOT NULL
      )`);
    await this.guard(q);
    await this.guardBatches(q);
  }

  private async guard(q: QueryRunner): Promise<void> {
    for (const table of INSERT_ONLY) {
      await q.query(`
        CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
    for (const table of ['disposition_list', 'disposition_entry']) {
      await q.query(`
        CREATE TRIGGER ${table}_kept BEFORE DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
    for (const table of TRAILED) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
    await q.query(`
      CREATE FUNCTION refuse_relisted() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> 'listed' OR (NEW.list_id, NEW.item_id, NEW.event_id)
             IS DISTINCT FROM (OLD.list_id, OLD.item_id, OLD.event_id) THEN
          RAISE EXCEPTION 'an entry of a disposition list is settled once' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER disposition_entry_once BEFORE UPDATE ON disposition_entry
        FOR EACH ROW EXECUTE FUNCTION refuse_relisted()`);
    await q.query(`
      CREATE FUNCTION refuse_relabelled() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.id, NEW.body_id, NEW.number, NEW.series_row, NEW.consents, NEW.action, NEW.about::text, NEW.salt,
            NEW.proposed_at, NEW.proposed_by, NEW.event_id) IS DISTINCT FROM
           (OLD.id, OLD.body_id, OLD.number, OLD.series_row, OLD.consents, OLD.action, OLD.about::text, OLD.salt,
            OLD.proposed_at, OLD.proposed_by, OLD.event_id)
           OR OLD.state IN ('certified', 'withdrawn') AND NEW.state <> OLD.state THEN
          RAISE EXCEPTION 'a disposition list goes on, and is changed in nothing else' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER disposition_list_unchanged BEFORE UPDATE ON disposition_list
        FOR EACH ROW EXECUTE FUNCTION refuse_relabelled()`);
  }

  /** The last line: a batch belongs to a list that is being carried out, and names what stands on it. */
  private async guardBatches(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION refuse_unapproved_list() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.list_id IS NOT NULL
           AND NOT EXISTS (SELECT FROM disposition_list l WHERE l.id = NEW.list_id AND l.state = 'executing') THEN
          RAISE EXCEPTION 'disposition list % is not being carried out', NEW.list_id USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER disposition_of_list BEFORE INSERT ON disposition
        FOR EACH ROW EXECUTE FUNCTION refuse_unapproved_list()`);
    await q.query(`
      CREATE FUNCTION refuse_unlisted() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM disposition d WHERE d.id = NEW.disposition_id AND d.list_id IS NOT NULL
             AND NOT EXISTS (SELECT FROM disposition_entry e
               WHERE e.list_id = d.list_id AND e.item_id = NEW.item_id AND e.state = 'listed')) THEN
          RAISE EXCEPTION 'item % does not stand on the list of this disposition', NEW.item_id
            USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER disposition_item_listed BEFORE INSERT ON disposition_item
        FOR EACH ROW EXECUTE FUNCTION refuse_unlisted()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TRIGGER disposition_item_listed ON disposition_item`);
    await q.query(`DROP TRIGGER disposition_of_list ON disposition`);
    await q.query(`DROP TABLE disposition_certificate, disposition_consent, disposition_entry`);
    await q.query(`ALTER TABLE disposition DROP COLUMN list_id, DROP COLUMN class, DROP COLUMN event_id`);
    await q.query(`DROP TABLE disposition_work, disposition_step, disposition_list`);
    await q.query(`DROP FUNCTION refuse_unlisted, refuse_unapproved_list, refuse_relabelled, refuse_relisted`);
    await q.query(`SELECT set_config('akta.trail', 'on', true)`);
    await q.query(`DELETE FROM numbering WHERE series = 'disposition'`);
    await q.query(`ALTER TABLE numbering DROP CONSTRAINT numbering_series_check`);
    await q.query(`ALTER TABLE numbering ADD CONSTRAINT numbering_series_check CHECK (series IN ('hold', 'request'))`);
  }
}
