import type { MigrationInterface, QueryRunner } from 'typeorm';

const DUTIES = ['clock_confirmation', 'calendar_day'];

/** Deadlines of law: who confirmed a draft, and the days that people put on top of the calendars. Neither is unsaid. */
export class CreateClocks1764000008000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // `rule` is the SHA-256 of the files confirmed: when they change, they are a draft again.
    await q.query(`
      CREATE TABLE clock_confirmation (
        id        uuid PRIMARY KEY,
        law       text NOT NULL CHECK (law <> ''),
        rule      text NOT NULL CHECK (rule ~ '^[0-9a-f]{64}$'),
        person_id uuid NOT NULL REFERENCES person,
        at        timestamptz NOT NULL,
        event_id  uuid NOT NULL UNIQUE REFERENCES audit_event
      )`);
    await q.query(`CREATE INDEX clock_confirmation_law ON clock_confirmation (law, at)`);
    // Of several rows about one day the last by number says what is so.
    await q.query(`
      CREATE TABLE calendar_day (
        id       uuid PRIMARY KEY,
        number   bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        calendar text NOT NULL CHECK (calendar <> ''),
        day      date NOT NULL,
        change   text NOT NULL CHECK (change IN ('added', 'removed')),
        name_en  text,
        name_pl  text,
        at       timestamptz NOT NULL,
        event_id uuid NOT NULL UNIQUE REFERENCES audit_event,
        CONSTRAINT calendar_day_named CHECK (num_nulls(name_en, name_pl) = CASE change WHEN 'added' THEN 0 ELSE 2 END)
      )`);
    await q.query(`CREATE INDEX calendar_day_calendar ON calendar_day (calendar, day, number)`);
    for (const table of DUTIES) {
      await q.query(`
        CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE ${DUTIES.toReversed().join(', ')}`);
  }
}
