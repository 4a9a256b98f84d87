import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'proposed', 'waiting', 'running', 'ready', 'failed', 'cancelled'`;

/** Which items stand in a bundle, so that its file goes when one of them is destroyed. */
export class RemoveExports1764000020000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE export_job DROP CONSTRAINT export_job_status_check`);
    await q.query(`
      ALTER TABLE export_job ADD CONSTRAINT export_job_status_check CHECK (status IN (${STATES}, 'removed'))`);
    await q.query(`
      CREATE TABLE export_item (
        item_id   uuid NOT NULL REFERENCES item,
        export_id uuid NOT NULL REFERENCES export_job,
        PRIMARY KEY (item_id, export_id)
      )`);
    await q.query(`
      CREATE TRIGGER export_item_trailed AFTER INSERT OR UPDATE OR DELETE ON export_item
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    await q.query(`
      CREATE TRIGGER export_item_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON export_item
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE export_item`);
    await q.query(`UPDATE export_job SET status = 'failed' WHERE status = 'removed'`);
    await q.query(`ALTER TABLE export_job DROP CONSTRAINT export_job_status_check`);
    await q.query(`ALTER TABLE export_job ADD CONSTRAINT export_job_status_check CHECK (status IN (${STATES}))`);
  }
}
