import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'waiting', 'running', 'ready', 'failed', 'cancelled'`;

export class ApproveExports1764000011000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE export_job DROP CONSTRAINT export_job_status_check`);
    await q.query(`
      ALTER TABLE export_job ADD CONSTRAINT export_job_status_check CHECK (status IN ('proposed', ${STATES}))`);
    // The key of the pseudonyms is forgotten when the bundle is ready: then nothing leads from them back.
    // checked: how much was looked for in how many files, of an answer that was searched for leaks.
    await q.query(`
      ALTER TABLE export_job ADD COLUMN bundle_key bytea, ADD COLUMN approved_by text, ADD COLUMN checked json`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE export_job DROP COLUMN bundle_key, DROP COLUMN approved_by, DROP COLUMN checked`);
    await q.query(`UPDATE export_job SET status = 'cancelled' WHERE status = 'proposed'`);
    await q.query(`ALTER TABLE export_job DROP CONSTRAINT export_job_status_check`);
    await q.query(`ALTER TABLE export_job ADD CONSTRAINT export_job_status_check CHECK (status IN (${STATES}))`);
  }
}
