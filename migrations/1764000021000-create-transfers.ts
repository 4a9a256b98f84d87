import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'proposed', 'reviewed', 'approved', 'executing', 'executed', 'certified', 'withdrawn'`;
const WHYS = `'held', 'not-due', 'other-rule', 'destroyed-already', 'withdrawn'`;
const INSERT_ONLY = ['transfer_item', 'transfer_receipt', 'item_appraisal'];

/** Lists of what goes to another archive and of what the state archive looks at, the packages, the receipts, what was said. */
export class CreateTransfers1764000021000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await this.widenLists(q);
    // Bookkeeping, as export_job is: what was promised of a package stands in the steps and events of its list.
    await q.query(`
      CREATE TABLE transfer_package (
        id          uuid PRIMARY KEY,
        list_id     uuid NOT NULL REFERENCES disposition_list,
        name        text NOT NULL,
        profile     json NOT NULL,
        archive     text NOT NULL CHECK (archive <> ''),
        asked_at    timestamptz NOT NULL,
        asked_by    text NOT NULL,
        status      text NOT NULL CHECK (status IN ('waiting', 'ready', 'failed', 'removed')),
        done        int NOT NULL DEFAULT 0,
        total       int NOT NULL DEFAULT 0,
        built_event uuid,
        commit      text,
        bytes       bigint,
        next_at     timestamptz NOT NULL,
        lease_owner text,
        lease_until timestamptz
      )`);
    await q.query(`CREATE INDEX transfer_package_by_list ON transfer_package (list_id, id)`);
    await q.query(`
      CREATE UNIQUE INDEX transfer_package_standing ON transfer_package (list_id) WHERE status IN ('waiting', 'ready')`);
    // How much of an item was in the package: what it came to since then was not handed over.
    await q.query(`
      CREATE TABLE transfer_item (
        package_id uuid NOT NULL REFERENCES transfer_package,
        event_id   uuid NOT NULL,
        item_id    uuid NOT NULL REFERENCES item,
        versions   int NOT NULL,
        findings   int NOT NULL,
        PRIMARY KEY (event_id, item_id)
      )`);
    await q.query(`CREATE INDEX transfer_item_by_item ON transfer_item (item_id)`);
    await q.query(`
      CREATE TABLE transfer_receipt (
        id          uuid PRIMARY KEY,
        list_id     uuid NOT NULL UNIQUE REFERENCES disposition_list,
        package_id  uuid NOT NULL REFERENCES transfer_package,
        archive     text NOT NULL CHECK (archive <> ''),
        accession   text NOT NULL CHECK (accession <> ''),
        received_on date NOT NULL,
        file_name   text NOT NULL,
        content     bytea NOT NULL,
        step_id     uuid NOT NULL REFERENCES disposition_step
      )`);
    // What the state archive said of an item; the last one counts.
    await q.query(`
      CREATE TABLE item_appraisal (
        id         uuid PRIMARY KEY,
        list_id    uuid NOT NULL REFERENCES disposition_list,
        item_id    uuid NOT NULL REFERENCES item,
        series_row uuid NOT NULL REFERENCES policy_series,
        decision   text NOT NULL CHECK (decision IN ('permanent', 'destroy', 'prolong')),
        from_day   date NOT NULL,
        step_id    uuid NOT NULL REFERENCES disposition_step,
        event_id   uuid NOT NULL,
        UNIQUE (list_id, item_id)
      )`);
    await q.query(`CREATE INDEX item_appraisal_by_item ON item_appraisal (item_id, id)`);
    for (const table of INSERT_ONLY) {
      await q.query(`
        CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
    await this.guard(q);
  }

  private async widenLists(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE disposition_list DROP CONSTRAINT disposition_list_action_check,
      DROP CONSTRAINT disposition_list_state_check`);
    await q.query(`ALTER TABLE disposition_list
      ADD CONSTRAINT disposition_list_action_check CHECK (action IN ('destroy', 'transfer', 'review')),
      ADD CONSTRAINT disposition_list_state_check CHECK (state IN
        (${STATES}, 'packaging', 'packaged', 'handed-over', 'received', 'submitted', 'concluded'))`);
    await q.query(`ALTER TABLE disposition_entry DROP CONSTRAINT disposition_entry_why_check,
      DROP CONSTRAINT disposition_entry_settled`);
    await q.query(`ALTER TABLE disposition_entry
      ADD CONSTRAINT disposition_entry_why_check CHECK (why IN (${WHYS}, 'changed', 'copy-kept')),
      ADD CONSTRAINT disposition_entry_settled CHECK (CASE state
          WHEN 'listed' THEN num_nonnulls(why, about, step_id, disposition_id) = 0
          WHEN 'excluded' THEN step_id IS NOT NULL AND num_nonnulls(why, about, disposition_id) = 0
          WHEN 'decided' THEN step_id IS NOT NULL AND num_nonnulls(why, about, disposition_id) = 0
          WHEN 'kept' THEN why IS NOT NULL AND disposition_id IS NULL
          WHEN 'destroyed' THEN disposition_id IS NOT NULL AND num_nonnulls(why, about, step_id) = 0
          ELSE false END)`);
  }

  /** The last line: nothing goes by a list of reviews, and nothing by a transfer nobody has receipted. */
  private async guard(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION refuse_unreceipted() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM disposition_list l WHERE l.id = NEW.list_id AND (l.action = 'review'
             OR l.action = 'transfer' AND NOT EXISTS (SELECT FROM transfer_receipt r WHERE r.list_id = l.id))) THEN
          RAISE EXCEPTION 'receipt of the transfer of list % is not confirmed', NEW.list_id
            USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER disposition_receipted BEFORE INSERT ON disposition
        FOR EACH ROW EXECUTE FUNCTION refuse_unreceipted()`);
    await q.query(`
      CREATE FUNCTION refuse_unhanded() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM disposition_list l JOIN transfer_package p ON p.list_id = l.id AND p.id = NEW.package_id
             WHERE l.id = NEW.list_id AND l.action = 'transfer' AND l.state = 'received' AND p.status = 'ready') THEN
          RAISE EXCEPTION 'list % was not received', NEW.list_id USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER transfer_receipt_handed BEFORE INSERT ON transfer_receipt
        FOR EACH ROW EXECUTE FUNCTION refuse_unhanded()`);
    await q.query(`
      CREATE FUNCTION refuse_reopened() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state = 'concluded' AND NEW.state <> OLD.state THEN
          RAISE EXCEPTION 'a disposition list that was concluded stays so' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER disposition_list_concluded BEFORE UPDATE ON disposition_list
        FOR EACH ROW EXECUTE FUNCTION refuse_reopened()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TRIGGER disposition_list_concluded ON disposition_list`);
    await q.query(`DROP TRIGGER disposition_receipted ON disposition`);
    await q.query(`DROP TABLE item_appraisal, transfer_receipt, transfer_item, transfer_package`);
    await q.query(`DROP FUNCTION refuse_reopened, refuse_unhanded, refuse_unreceipted`);
    await q.query(`ALTER TABLE disposition_entry DROP CONSTRAINT disposition_entry_why_check,
      DROP CONSTRAINT disposition_entry_settled`);
    await q.query(`ALTER TABLE disposition_entry
      ADD CONSTRAINT disposition_entry_why_check CHECK (why IN (${WHYS})),
      ADD CONSTRAINT disposition_entry_settled CHECK (CASE state
          WHEN 'listed' THEN num_nonnulls(why, about, step_id, disposition_id) = 0
          WHEN 'excluded' THEN step_id IS NOT NULL AND num_nonnulls(why, about, disposition_id) = 0
          WHEN 'kept' THEN why IS NOT NULL AND disposition_id IS NULL
          WHEN 'destroyed' THEN disposition_id IS NOT NULL AND num_nonnulls(why, about, step_id) = 0
          ELSE false END)`);
    await q.query(`ALTER TABLE disposition_list DROP CONSTRAINT disposition_list_action_check,
      DROP CONSTRAINT disposition_list_state_check`);
    await q.query(`ALTER TABLE disposition_list
      ADD CONSTRAINT disposition_list_action_check CHECK (action = 'destroy'),
      ADD CONSTRAINT disposition_list_state_check CHECK (state IN (${STATES}))`);
  }
}
