import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Addresses at which requesters take a finished bundle without signing in, and each time one did. */
export class CreateExportLinks1764000015000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // digest: SHA-256 of the secret in the address, which is kept nowhere.
    await q.query(`
      CREATE TABLE export_link (
        id         uuid PRIMARY KEY,
        export_id  uuid NOT NULL REFERENCES export_job,
        language   text NOT NULL CHECK (language IN ('en', 'pl')),
        digest     bytea NOT NULL UNIQUE,
        made_at    timestamptz NOT NULL,
        made_by    text NOT NULL,
        expires_at timestamptz NOT NULL,
        closed_at  timestamptz
      )`);
    await q.query(`CREATE INDEX export_link_by_export ON export_link (export_id, id)`);
    // bytes, outcome: null while it runs, and for ever where the server stopped meanwhile. Nothing is known of who asked.
    await q.query(`
      CREATE TABLE export_fetch (
        id      uuid PRIMARY KEY,
        link_id uuid NOT NULL REFERENCES export_link,
        at      timestamptz NOT NULL,
        bytes   bigint,
        outcome text CHECK (outcome IN ('whole', 'rest', 'part'))
      )`);
    await q.query(`CREATE INDEX export_fetch_by_link ON export_fetch (link_id, at)`);
    for (const table of ['export_link', 'export_fetch']) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
      await q.query(`
        CREATE TRIGGER ${table}_kept BEFORE DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE export_fetch, export_link`);
  }
}
