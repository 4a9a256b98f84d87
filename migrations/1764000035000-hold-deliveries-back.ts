import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A delivery that tells of what is not known yet waits for what comes before it. */
export class HoldDeliveriesBack1764000035000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // refs: keyed digests of the items it still has to tell of.
    await q.query(`ALTER TABLE webhook_delivery ADD COLUMN wait_until timestamptz, ADD COLUMN refs bytea[]`);
    // Bookkeeping: when what a delivery last told of an item happened, by the platform's clock.
    await q.query(`
      CREATE TABLE webhook_told (
        account_id uuid NOT NULL REFERENCES account,
        ref        bytea NOT NULL,
        told_at    timestamptz,
        shown_at   timestamptz,
        PRIMARY KEY (account_id, ref)
      )`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE webhook_told`);
    await q.query(`ALTER TABLE webhook_delivery DROP COLUMN refs, DROP COLUMN wait_until`);
  }
}
