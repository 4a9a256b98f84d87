import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAudit1764000001000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$`);
    // AuditTrail.write sets akta.trail for its own transaction; any other write to evidence, duty or right is a defect.
    await q.query(`
      CREATE FUNCTION refuse_untrailed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_setting('akta.trail', true) IS DISTINCT FROM 'on' THEN
          RAISE EXCEPTION '% may be changed only through the audit trail', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NULL;
      END $$`);

    await q.query(`
      CREATE TABLE audit_event (
        id         uuid PRIMARY KEY,
        at         timestamptz NOT NULL,
        actor      text NOT NULL,
        type       text NOT NULL,
        account_id uuid,
        facts      jsonb NOT NULL
      )`);
    await q.query(`CREATE INDEX audit_event_by_item ON audit_event ((facts->>'item')) WHERE facts ? 'item'`);
    await q.query(`
      CREATE TABLE audit_pending (
        ord      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        event_id uuid NOT NULL UNIQUE REFERENCES audit_event
      )`);
    await q.query(`
      CREATE TABLE log_entry (
        seq         bigint PRIMARY KEY,
        event_id    uuid NOT NULL UNIQUE REFERENCES audit_event,
        account_id  uuid,
        account_seq bigint,
        UNIQUE (account_id, account_seq)
      )`);
    await q.query(`
      CREATE TABLE log_tile (
        level int NOT NULL,
        n     bigint NOT NULL,
        data  bytea NOT NULL,
        mirrored boolean NOT NULL DEFAULT false,
        PRIMARY KEY (level, n)
      )`);
    await q.query(`ALTER TABLE log_tile ALTER COLUMN data SET STORAGE EXTERNAL`);
    await q.query(`
      CREATE TABLE log_head (
        one     boolean PRIMARY KEY DEFAULT true CHECK (one),
        origin  text NOT NULL,
        size    bigint NOT NULL,
        root    bytea NOT NULL,
        refused text
      )`);
    await q.query(`CREATE TABLE log_account (account_id uuid PRIMARY KEY, next_seq bigint NOT NULL)`);
    await q.query(`
      CREATE TABLE checkpoint (
        size     bigint PRIMARY KEY,
        root     bytea NOT NULL,
        note     text NOT NULL,
        at       timestamptz NOT NULL,
        why      text NOT NULL,
        mirrored boolean NOT NULL DEFAULT false
      )`);
    await q.query(`CREATE TABLE follower (name text PRIMARY KEY, seq bigint NOT NULL)`);

    for (const table of ['audit_event', 'log_entry']) {
      await q.query(`
        CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
    await q.query(`
      CREATE TRIGGER audit_event_trailed AFTER INSERT ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE follower, checkpoint, log_account, log_head, log_tile, log_entry, audit_pending, audit_event`,
    );
    await q.query(`DROP FUNCTION refuse_untrailed, refuse_change`);
  }
}
