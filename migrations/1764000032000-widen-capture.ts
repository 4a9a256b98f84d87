import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WidenCapture1764000032000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE capture_loop DROP CONSTRAINT capture_loop_loop_check`);
    await q.query(`
      ALTER TABLE capture_loop ADD CONSTRAINT capture_loop_loop_check
        CHECK (loop IN ('incremental', 'replies', 'recheck', 'backfill', 'live', 'webhook', 'import', 'hand'))`);
    // Present, and not shown to the public.
    await q.query(`ALTER TABLE item_watch ADD COLUMN hidden boolean NOT NULL DEFAULT false`);
    await q.query(`ALTER TABLE item_standing ADD COLUMN hidden boolean NOT NULL DEFAULT false`);
    await q.query(`ALTER TABLE finding ADD COLUMN source_at timestamptz`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE finding DROP COLUMN source_at`);
    await q.query(`ALTER TABLE item_standing DROP COLUMN hidden`);
    await q.query(`ALTER TABLE item_watch DROP COLUMN hidden`);
    await q.query(`DELETE FROM capture_loop WHERE loop IN ('live', 'webhook', 'import', 'hand')`);
    await q.query(`ALTER TABLE capture_loop DROP CONSTRAINT capture_loop_loop_check`);
    await q.query(`
      ALTER TABLE capture_loop ADD CONSTRAINT capture_loop_loop_check
        CHECK (loop IN ('incremental', 'replies', 'recheck', 'backfill'))`);
  }
}
