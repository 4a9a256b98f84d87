import type { MigrationInterface, QueryRunner } from 'typeorm';

const TRAILED = ['erasure_decision', 'restriction', 'open_words', 'recapture'];

export class CreateErasures1764000022000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await this.createRestrictions(q);
    await this.createDecisions(q);
    await this.createRecaptures(q);
    await this.listErasures(q);
    for (const table of TRAILED) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  private async createRestrictions(q: QueryRunner): Promise<void> {
    // places: null for the whole item; else version, part and range in code points, over the versions up to `versions`.
    // A version that came later was looked at by nobody, and is restricted whole. by_what: the decision behind it.
    await q.query(`
      CREATE TABLE restriction (
        id           uuid PRIMARY KEY,
        item_id      uuid NOT NULL REFERENCES item,
        by_what      uuid NOT NULL,
        versions     int NOT NULL CHECK (versions > 0),
        places       json,
        salt         bytea NOT NULL,
        at           timestamptz NOT NULL,
        by           text NOT NULL,
        event_id     uuid NOT NULL,
        lifted_at    timestamptz,
        lifted_by    text,
        lifted_event uuid,
        CONSTRAINT restriction_lifted_whole CHECK (num_nulls(lifted_at, lifted_by, lifted_event) IN (0, 3))
      )`);
    await q.query(`CREATE INDEX restriction_standing ON restriction (item_id) WHERE lifted_at IS NULL`);
    await q.query(`CREATE INDEX restriction_by_decision ON restriction (by_what)`);
    await q.query(`
      CREATE FUNCTION refuse_rerestricted() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.lifted_at IS NOT NULL OR (NEW.id, NEW.item_id, NEW.by_what, NEW.versions, NEW.places::text, NEW.salt, NEW.at,
             NEW."by", NEW.event_id) IS DISTINCT FROM (OLD.id, OLD.item_id, OLD.by_what, OLD.versions, OLD.places::text,
             OLD.salt, OLD.at, OLD."by", OLD.event_id) THEN
          RAISE EXCEPTION 'a restriction is lifted once and changed in nothing else' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER restriction_lifted BEFORE UPDATE ON restriction FOR EACH ROW EXECUTE FUNCTION refuse_rerestricted()`);
    await q.query(`
      CREATE TRIGGER restriction_kept BEFORE DELETE OR TRUNCATE ON restriction
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    // What is left of a version's words where places in it are restricted: by these it is found by everybody else.
    await q.query(`
      CREATE TABLE open_words (
        item_id     uuid NOT NULL,
        snapshot_id uuid NOT NULL,
        words       tsvector NOT NULL,
        PRIMARY KEY (item_id, snapshot_id)
      )`);
  }

  private async createDecisions(q: QueryRunner): Promise<void> {
    // Never changed: a new mind is a new row under the next revision, and of two at once one finds it taken.
    await q.query(`
      CREATE TABLE erasure_decision (
        id         uuid PRIMARY KEY,
        request_id uuid NOT NULL,
        item_id    uuid NOT NULL,
        revision   int NOT NULL CHECK (revision > 0),
        decision   text NOT NULL CHECK (decision IN ('undecided', 'erase', 'restrict', 'refuse')),
        batch      uuid NOT NULL,
        at         timestamptz NOT NULL,
        by         text NOT NULL,
        said       json NOT NULL,
        salt       bytea NOT NULL,
        event_id   uuid NOT NULL,
        UNIQUE (request_id, item_id, revision),
        FOREIGN KEY (request_id, item_id) REFERENCES request_item
      )`);
    await q.query(`CREATE INDEX erasure_decision_by_batch ON erasure_decision (batch)`);
    await q.query(`
      CREATE TRIGGER erasure_decision_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON erasure_decision
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  private async createRecaptures(q: QueryRunner): Promise<void> {
    // in_force_*: with the proposal where one person suffices, else with the approval of a second.
    await q.query(`
      CREATE TABLE recapture (
        id             uuid PRIMARY KEY,
        item_id        uuid NOT NULL UNIQUE REFERENCES item,
        needs_second   boolean NOT NULL,
        said           json NOT NULL,
        salt           bytea NOT NULL,
        at             timestamptz NOT NULL,
        by             text NOT NULL,
        event_id       uuid NOT NULL,
        in_force_at    timestamptz,
        in_force_by    text,
        in_force_event uuid,
        CONSTRAINT recapture_in_force_whole CHECK (num_nulls(in_force_at, in_force_by, in_force_event) IN (0, 3)),
        CONSTRAINT recapture_by_two CHECK (NOT needs_second OR in_force_by IS DISTINCT FROM by)
      )`);
    await q.query(`
      CREATE FUNCTION refuse_redecided() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.in_force_at IS NOT NULL OR (NEW.id, NEW.item_id, NEW.needs_second, NEW.said::text, NEW.salt, NEW.at, NEW."by",
             NEW.event_id) IS DISTINCT FROM (OLD.id, OLD.item_id, OLD.needs_second, OLD.said::text, OLD.salt, OLD.at,
             OLD."by", OLD.event_id) THEN
          RAISE EXCEPTION 'a decision to capture again comes into force once and is changed in nothing else'
            USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER recapture_once BEFORE UPDATE ON recapture FOR EACH ROW EXECUTE FUNCTION refuse_redecided()`);
    await q.query(`
      CREATE TRIGGER recapture_kept BEFORE DELETE OR TRUNCATE ON recapture
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    // Of what is destroyed only: nothing else is captured again.
    await q.query(`
      CREATE FUNCTION refuse_living_recapture() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM item_key k WHERE k.item_id = NEW.item_id)
           OR NOT EXISTS (SELECT FROM disposition_item d WHERE d.item_id = NEW.item_id) THEN
          RAISE EXCEPTION 'item % was not destroyed by a disposition', NEW.item_id USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER recapture_of_destroyed BEFORE INSERT ON recapture
        FOR EACH ROW EXECUTE FUNCTION refuse_living_recapture()`);
  }

  /** An erasure goes the way of every destruction: its list is of a request instead of a series. */
  private async listErasures(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE disposition_list ALTER COLUMN series_row DROP NOT NULL,
        ADD COLUMN request_id uuid REFERENCES records_request,
        ADD CONSTRAINT disposition_list_of_one CHECK (num_nonnulls(series_row, request_id) = 1)`);
    await q.query(
      `CREATE INDEX disposition_list_by_request ON disposition_list (request_id) WHERE request_id IS NOT NULL`,
    );
    await q.query(`
      CREATE FUNCTION refuse_reasked() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.request_id IS DISTINCT FROM OLD.request_id THEN
          RAISE EXCEPTION 'a disposition list stays that of its request' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER disposition_list_asked BEFORE UPDATE ON disposition_list
        FOR EACH ROW EXECUTE FUNCTION refuse_reasked()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TRIGGER disposition_list_asked ON disposition_list`);
    await q.query(`ALTER TABLE disposition_list DROP COLUMN request_id, ALTER COLUMN series_row SET NOT NULL`);
    await q.query(`DROP TABLE recapture, erasure_decision, open_words, restriction`);
    await q.query(`DROP FUNCTION refuse_reasked, refuse_living_recapture, refuse_redecided, refuse_rerestricted`);
  }
}
