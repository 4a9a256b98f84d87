import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What proves a delivery, and the deliveries that wait for a worker. */
export class CreateWebhooks1764000034000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE account_secret (
        account_id uuid NOT NULL REFERENCES account,
        name       text NOT NULL CHECK (name <> ''),
        sealed     bytea NOT NULL,
        PRIMARY KEY (account_id, name)
      )`);
    await q.query(`
      CREATE TRIGGER account_secret_trailed AFTER INSERT OR UPDATE OR DELETE ON account_secret
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    // Bookkeeping: a delivery waits here, sealed, from the moment it is answered until its page is in the archive; what
    // stays is its keyed digest, by which the same one is known when it comes again.
    await q.query(`
      CREATE TABLE webhook_delivery (
        id          uuid PRIMARY KEY,
        account_id  uuid NOT NULL REFERENCES account,
        digest      bytea NOT NULL,
        received_at timestamptz NOT NULL,
        kek         text,
        sealed      bytea,
        tries       int NOT NULL DEFAULT 0,
        done_at     timestamptz,
        UNIQUE (account_id, digest)
      )`);
    await q.query(`
      CREATE INDEX webhook_delivery_waiting ON webhook_delivery (account_id, received_at, id) WHERE done_at IS NULL`);
    await q.query(`CREATE INDEX webhook_delivery_done ON webhook_delivery (done_at) WHERE done_at IS NOT NULL`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE webhook_delivery, account_secret`);
  }
}
