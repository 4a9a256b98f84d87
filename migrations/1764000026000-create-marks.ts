import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What others set to our checkpoints: stamps of timestamp authorities and cosignatures of witnesses; whom we still have
 * to ask; and the logs of others whose growth we watch.
 */
export class CreateMarks1764000026000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // next_at: null once it is there.
    await q.query(`
      CREATE TABLE mark_request (
        kind        text NOT NULL CHECK (kind IN ('stamp', 'cosignature')),
        name        text NOT NULL,
        size        bigint NOT NULL REFERENCES checkpoint,
        made_at     timestamptz NOT NULL,
        next_at     timestamptz,
        tries       integer NOT NULL DEFAULT 0,
        fault       text,
        said        text,
        mirrored    boolean NOT NULL DEFAULT false,
        lease_owner text,
        lease_until timestamptz,
        PRIMARY KEY (kind, name, size)
      )`);
    await q.query(`CREATE INDEX mark_request_due ON mark_request (kind, next_at) WHERE next_at IS NOT NULL`);
    // at: the time in it. answer: the authority's whole answer. above: PEM from its own certificate up, without the one
    // that is trusted, which is ca. revocations: lists (DER) that were looked at; unseen: addresses that did not answer.
    await q.query(`
      CREATE TABLE checkpoint_stamp (
        id          uuid PRIMARY KEY,
        size        bigint NOT NULL REFERENCES checkpoint,
        authority   text NOT NULL,
        at          timestamptz NOT NULL,
        answer      bytea NOT NULL,
        above       text NOT NULL,
        ca          text NOT NULL,
        revocations bytea[] NOT NULL,
        unseen      integer NOT NULL,
        event_id    uuid NOT NULL UNIQUE REFERENCES audit_event,
        UNIQUE (size, authority)
      )`);
    // line: of the signed note, as the witness gave it.
    await q.query(`
      CREATE TABLE checkpoint_cosignature (
        id       uuid PRIMARY KEY,
        size     bigint NOT NULL REFERENCES checkpoint,
        witness  text NOT NULL,
        at       timestamptz NOT NULL,
        line     text NOT NULL,
        event_id uuid NOT NULL UNIQUE REFERENCES audit_event,
        UNIQUE (size, witness)
      )`);
    await q.query(`
      CREATE TABLE witnessed_log (
        origin   text PRIMARY KEY,
        size     bigint NOT NULL,
        root     bytea NOT NULL,
        note     text NOT NULL,
        at       timestamptz NOT NULL,
        event_id uuid NOT NULL UNIQUE REFERENCES audit_event
      )`);
    for (const table of ['checkpoint_stamp', 'checkpoint_cosignature', 'witnessed_log']) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
      const change = table === 'witnessed_log' ? 'DELETE' : 'UPDATE OR DELETE';
      await q.query(`
        CREATE TRIGGER ${table}_kept BEFORE ${change} OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE witnessed_log, checkpoint_cosignature, checkpoint_stamp, mark_request`);
  }
}
