import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Downloads of accounts that are imported, and what they show otherwise than it is known. */
export class CreateImports1764000036000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Bookkeeping, as export_job is: what was asked for and what came of it stands in events. Its id is its capture's.
    await q.query(`
      CREATE TABLE archive_import (
        id          uuid PRIMARY KEY,
        account_id  uuid NOT NULL REFERENCES account,
        asked_at    timestamptz NOT NULL,
        actor       text NOT NULL,
        asked_by    text NOT NULL,
        file_name   text NOT NULL,
        file        text NOT NULL,
        ours        boolean NOT NULL,
        bytes       bigint NOT NULL,
        sha256      text NOT NULL,
        mapping     text,
        format      text,
        owner_id    text,
        made_at     timestamptz,
        status      text NOT NULL CHECK (status IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
        cursor      jsonb,
        done        bigint NOT NULL DEFAULT 0,
        total       bigint NOT NULL DEFAULT 0,
        counts      jsonb NOT NULL DEFAULT '{}',
        begun_at    timestamptz,
        begun_done  bigint NOT NULL DEFAULT 0,
        ended_at    timestamptz,
        fault       text,
        lease_owner text,
        lease_until timestamptz
      )`);
    await q.query(`CREATE INDEX archive_import_by_account ON archive_import (account_id, asked_at DESC)`);
    await q.query(`
      CREATE INDEX archive_import_open ON archive_import (asked_at) WHERE status IN ('waiting', 'running')`);
    await q.query(`
      CREATE TABLE import_difference (
        id           uuid PRIMARY KEY,
        capture_id   uuid NOT NULL,
        item_id      uuid NOT NULL REFERENCES item,
        exchange_id  uuid NOT NULL REFERENCES exchange,
        fields       text NOT NULL CHECK (fields <> '')
      )`);
    // How what was shown is found and read again; it goes with the item.
    await q.query(`
      CREATE TABLE import_difference_hash (
        item_id      uuid NOT NULL REFERENCES item_watch ON DELETE CASCADE,
        content_hash bytea NOT NULL,
        -- What was shown, sealed under the item's key.
        difference_id uuid NOT NULL UNIQUE REFERENCES import_difference,
        sealed       bytea NOT NULL,
        PRIMARY KEY (item_id, content_hash)
      )`);
    await q.query(`CREATE INDEX import_difference_by_capture ON import_difference (capture_id, id)`);
    await q.query(`
      CREATE TABLE difference_decision (
        difference_id uuid PRIMARY KEY REFERENCES import_difference,
        decision      text NOT NULL CHECK (decision IN ('version', 'set-aside')),
        at            timestamptz NOT NULL,
        by            text NOT NULL,
        event_id      uuid NOT NULL
      )`);
    for (const table of ['import_difference', 'difference_decision']) {
      await q.query(`
        CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE difference_decision, import_difference_hash, import_difference, archive_import`);
  }
}
