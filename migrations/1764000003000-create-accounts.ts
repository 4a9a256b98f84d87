import type { MigrationInterface, QueryRunner } from 'typeorm';

const DUTIES = ['body', 'account', 'account_access', 'custodian', 'known_account'];

export class CreateAccounts1764000003000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE body (
        id        uuid PRIMARY KEY,
        name      text NOT NULL CHECK (name <> ''),
        zone      text NOT NULL,
        languages text[] NOT NULL,
        country   text NOT NULL,
        prefix    text NOT NULL
      )`);
    // basis_* stand together: a basis is stated in full or not at all.
    await q.query(`
      CREATE TABLE account (
        id              uuid PRIMARY KEY,
        body_id         uuid NOT NULL REFERENCES body,
        platform        text NOT NULL,
        canonical_uri   text NOT NULL,
        native_id       text NOT NULL,
        handle          text NOT NULL,
        url             text NOT NULL,
        title           text NOT NULL,
        software        text NOT NULL,
        character       text NOT NULL CHECK (character IN ('official', 'mixed', 'personal')),
        state           text NOT NULL CHECK (state IN ('active', 'paused', 'retired')),
        state_reason    text,
        basis_statute   text,
        basis_item      text,
        basis_officer   text,
        settings        jsonb NOT NULL,
        limits          text[] NOT NULL,
        private_allowed boolean NOT NULL DEFAULT false,
        added_at        timestamptz NOT NULL,
        CONSTRAINT account_basis_whole CHECK (num_nulls(basis_statute, basis_item, basis_officer) IN (0, 3)),
        UNIQUE (body_id, platform, canonical_uri)
      )`);
    await q.query(`
      CREATE TABLE account_access (
        account_id uuid PRIMARY KEY REFERENCES account,
        sealed     bytea NOT NULL
      )`);
    await q.query(`
      CREATE TABLE custodian (
        id         uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        name       text NOT NULL,
        from_at    timestamptz NOT NULL,
        to_at      timestamptz
      )`);
    await q.query(`
      CREATE TABLE known_account (
        id         uuid PRIMARY KEY,
        body_id    uuid NOT NULL REFERENCES body,
        platform   text NOT NULL,
        handle     text NOT NULL,
        reason     text NOT NULL,
        decided_by text NOT NULL,
        decided_at date NOT NULL
      )`);
    for (const table of DUTIES) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE ${DUTIES.toReversed().join(', ')}`);
  }
}
