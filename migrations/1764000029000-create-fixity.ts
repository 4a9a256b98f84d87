import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each stored object was last read back, what was then not as recorded, and what the doctor found of the installation. */
export class CreateFixity1764000029000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Bookkeeping: a row for everything that is read back by turns. name: the id of its row, or the name of the object.
    await q.query(`
      CREATE TABLE fixity (
        kind        text NOT NULL CHECK (kind IN ('exchange', 'medium', 'log', 'key-file', 'store')),
        name        text NOT NULL,
        verified_at timestamptz,
        next_at     timestamptz NOT NULL DEFAULT 'epoch',
        PRIMARY KEY (kind, name)
      )`);
    await q.query(`CREATE INDEX fixity_due ON fixity (next_at, kind, name)`);
    for (const kind of ['exchange', 'medium']) {
      await q.query(`INSERT INTO fixity (kind, name) SELECT '${kind}', id::text FROM ${kind}`);
      // In the very transaction of the evidence: nothing is stored that is not read back some day.
      await q.query(`
        CREATE FUNCTION note_${kind}_to_verify() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO fixity (kind, name) SELECT '${kind}', id::text FROM added ON CONFLICT DO NOTHING;
          RETURN NULL;
        END $$`);
      await q.query(`
        CREATE TRIGGER ${kind}_to_verify AFTER INSERT ON ${kind} REFERENCING NEW TABLE AS added
          FOR EACH STATEMENT EXECUTE FUNCTION note_${kind}_to_verify()`);
    }
    await q.query(`INSERT INTO fixity (kind, name) VALUES ('store', 'strays')`);
    await q.query(`INSERT INTO daily_work (name) VALUES ('fixity'), ('examination')`);

    // How many captures there were in a day is asked every minute.
    await q.query(`CREATE INDEX capture_by_start ON capture (started_at)`);

    // place: where in the object, in words and ids of ours. said: what a person wrote who looked at it; the log commits to it.
    await q.query(`
      CREATE TABLE fixity_fault (
        id          uuid PRIMARY KEY,
        kind        text NOT NULL,
        name        text NOT NULL,
        what        text NOT NULL,
        place       text NOT NULL,
        found_at    timestamptz NOT NULL,
        event_id    uuid NOT NULL REFERENCES audit_event,
        said        text,
        salt        bytea,
        looked_at   timestamptz,
        looked_by   text,
        look_event  uuid REFERENCES audit_event,
        ended_at    timestamptz,
        ended       text CHECK (ended IN ('whole-again', 'destroyed')),
        end_event   uuid REFERENCES audit_event
      )`);
    await q.query(`CREATE UNIQUE INDEX fixity_fault_open ON fixity_fault (kind, name, what) WHERE ended_at IS NULL`);
    await q.query(`
      CREATE TABLE examination (
        id       uuid PRIMARY KEY,
        at       timestamptz NOT NULL,
        by       text NOT NULL,
        found    jsonb NOT NULL,
        event_id uuid NOT NULL REFERENCES audit_event
      )`);
    await q.query(`
      CREATE TRIGGER examination_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON examination
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE TRIGGER fixity_fault_kept BEFORE DELETE OR TRUNCATE ON fixity_fault
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    for (const table of ['fixity_fault', 'examination']) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX capture_by_start`);
    await q.query(`DROP TABLE examination, fixity_fault`);
    await q.query(`DELETE FROM daily_work WHERE name IN ('fixity', 'examination')`);
    for (const kind of ['exchange', 'medium']) {
      await q.query(`DROP TRIGGER ${kind}_to_verify ON ${kind}`);
      await q.query(`DROP FUNCTION note_${kind}_to_verify()`);
    }
    await q.query(`DROP TABLE fixity`);
  }
}
