import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where an account is looked for again: where it was found when it was added. Null: where it says that it is. */
export class LookWhereFound1764000041000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE account_probe ADD COLUMN url text`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE account_probe DROP COLUMN url`);
  }
}
