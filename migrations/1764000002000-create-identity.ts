import type { MigrationInterface, QueryRunner } from 'typeorm';

const RIGHTS = ['person', 'person_role', 'api_key', 'password', 'session'];

export class CreateIdentity1764000002000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE person (
        id              uuid PRIMARY KEY,
        name            text NOT NULL CHECK (name <> ''),
        login           text NOT NULL UNIQUE CHECK (login = lower(login)),
        added_at        timestamptz NOT NULL,
        added_by        text NOT NULL,
        disabled_at     timestamptz,
        disabled_reason text,
        disabled_salt   bytea
      )`);
    await q.query(`
      CREATE TABLE person_role (
        person_id uuid NOT NULL REFERENCES person,
        role      text NOT NULL CHECK (role IN ('administrator', 'records-officer', 'legal', 'auditor', 'custodian')),
        PRIMARY KEY (person_id, role)
      )`);
    // permissions null: whatever the person's roles allow. issued_by: who approves may not have made the approver's key.
    await q.query(`
      CREATE TABLE api_key (
        id          uuid PRIMARY KEY,
        person_id   uuid NOT NULL REFERENCES person,
        label       text NOT NULL,
        digest      bytea NOT NULL UNIQUE,
        permissions text[],
        issued_at   timestamptz NOT NULL,
        issued_by   text NOT NULL,
        expires_at  timestamptz,
        revoked_at  timestamptz
      )`);
    await q.query(`CREATE INDEX api_key_by_person ON api_key (person_id)`);
    await q.query(`
      CREATE TABLE password (
        person_id uuid PRIMARY KEY REFERENCES person,
        hash      text NOT NULL,
        set_at    timestamptz NOT NULL,
        set_by    text NOT NULL
      )`);
    await this.createSessions(q);
    for (const table of RIGHTS) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  private async createSessions(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE session (
        id          uuid PRIMARY KEY,
        person_id   uuid NOT NULL REFERENCES person,
        digest      bytea NOT NULL UNIQUE,
        permissions text[],
        began_at    timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL,
        ended_at    timestamptz
      )`);
    await q.query(`CREATE INDEX session_by_person ON session (person_id)`);
    // Bookkeeping, forgotten after a day. Who is tried is a digest.
    await q.query(`
      CREATE TABLE sign_in_try (
        who           bytea PRIMARY KEY,
        tries         int NOT NULL,
        last_at       timestamptz NOT NULL,
        refused_until timestamptz
      )`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE sign_in_try, ${RIGHTS.toReversed().join(', ')}`);
  }
}
