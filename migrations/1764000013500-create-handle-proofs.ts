import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['handle_challenge', 'handle_proof'];

export class CreateHandleProofs1764000013500 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // said: platform and handle, personal data as a letter is. Of the code only HMAC-SHA256(salt, code) is kept.
    await q.query(`
      CREATE TABLE handle_challenge (
        id         uuid PRIMARY KEY,
        request_id uuid NOT NULL REFERENCES records_request,
        said       json NOT NULL,
        code       bytea NOT NULL,
        salt       bytea NOT NULL,
        at         timestamptz NOT NULL,
        by         text NOT NULL,
        expires_at timestamptz NOT NULL,
        event_id   uuid NOT NULL
      )`);
    await q.query(`CREATE INDEX handle_challenge_by_request ON handle_challenge (request_id, id)`);
    // said: where the code was seen. A handle is proved once.
    await q.query(`
      CREATE TABLE handle_proof (
        challenge_id uuid PRIMARY KEY REFERENCES handle_challenge,
        path         text NOT NULL CHECK (path IN ('captured', 'message', 'public-post', 'in-person')),
        snapshot_id  uuid REFERENCES snapshot,
        exchange_id  uuid REFERENCES exchange,
        said         json NOT NULL,
        salt         bytea NOT NULL,
        at           timestamptz NOT NULL,
        by           text NOT NULL,
        event_id     uuid NOT NULL,
        CONSTRAINT handle_proof_captured CHECK ((path = 'captured') = (snapshot_id IS NOT NULL))
      )`);
    for (const table of TABLES) {
      await q.query(`
        CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE handle_proof, handle_challenge`);
  }
}
