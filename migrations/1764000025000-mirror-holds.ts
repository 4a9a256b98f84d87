import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Objects of the store that holds reach, and whether the store knows: `pending` until it was told and has said so again. */
export class MirrorHolds1764000025000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE object_hold (
        object     text PRIMARY KEY,
        held       boolean NOT NULL,
        mirror     text NOT NULL CHECK (mirror IN ('pending', 'set')),
        changed_at timestamptz NOT NULL
      )`);
    await q.query(`CREATE INDEX object_hold_pending ON object_hold (changed_at, object) WHERE mirror = 'pending'`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE object_hold`);
  }
}
