import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A bundle may be several files, each as long as `sizes` says in their order; a fetch is of one of them. */
export class SplitExports1764000024000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE export_job ADD COLUMN sizes bigint[] CHECK (cardinality(sizes) > 0)`);
    await q.query(`UPDATE export_job SET sizes = ARRAY[bytes] WHERE bytes IS NOT NULL`);
    await q.query(`ALTER TABLE export_job DROP COLUMN bytes`);
    await q.query(`ALTER TABLE export_fetch ADD COLUMN part integer NOT NULL DEFAULT 1 CHECK (part > 0)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE export_fetch DROP COLUMN part`);
    await q.query(`ALTER TABLE export_job ADD COLUMN bytes bigint`);
    await q.query(`UPDATE export_job SET bytes = sizes[1] WHERE sizes IS NOT NULL`);
    await q.query(`ALTER TABLE export_job DROP COLUMN sizes`);
  }
}
