import type { MigrationInterface, QueryRunner } from 'typeorm';

const RIGHTS = ['second_factor', 'recovery_code'];

/** What a person shows besides a key or a password, and what is known of a session. */
export class CreateSecondFactor1764000018000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // sealed null: none stands any more. made_by: whoever made the key or password with which it was enrolled; reset_by:
    // whoever else took the one before away. Neither may propose what this person approves. last_step: each is taken once.
    await q.query(`
      CREATE TABLE second_factor (
        person_id   uuid PRIMARY KEY REFERENCES person,
        sealed      bytea,
        enrolled_at timestamptz,
        made_by     text,
        last_step   bigint,
        reset_by    text,
        CONSTRAINT second_factor_whole CHECK (num_nulls(sealed, enrolled_at, made_by, last_step) IN (0, 4))
      )`);
    await q.query(`
      CREATE TABLE recovery_code (
        person_id uuid NOT NULL REFERENCES person,
        digest    bytea NOT NULL,
        used_at   timestamptz,
        PRIMARY KEY (person_id, digest)
      )`);
    for (const table of RIGHTS) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
    // made_by of sessions that were open before is not known: empty, and so nobody's.
    await q.query(`
      ALTER TABLE session ADD COLUMN made_by text NOT NULL DEFAULT '', ADD COLUMN device text NOT NULL DEFAULT '',
        ADD COLUMN proved_at timestamptz`);
    // Bookkeeping, to the minute.
    await q.query(`
      CREATE TABLE session_seen (
        session_id uuid PRIMARY KEY REFERENCES session,
        seen_at    timestamptz NOT NULL
      )`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE session_seen`);
    await q.query(`ALTER TABLE session DROP COLUMN made_by, DROP COLUMN device, DROP COLUMN proved_at`);
    await q.query(`DROP TABLE ${RIGHTS.toReversed().join(', ')}`);
  }
}
