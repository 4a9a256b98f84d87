import type { MigrationInterface, QueryRunner } from 'typeorm';

const DUTIES = ['access_grant', 'connection', 'connect_link', 'account_limit', 'clause_acceptance', 'clause_decision'];

/** What owners of accounts granted us, how they are asked for it, and what cannot be captured since when. */
export class CreateConnections1764000040000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE custodian ADD COLUMN address text CHECK (address <> '')`);
    // Bookkeeping: as what a server knows us, sealed; made anew where it no longer does.
    await q.query(`
      CREATE TABLE authorization_app (
        id           uuid PRIMARY KEY,
        platform     text NOT NULL,
        origin       text NOT NULL,
        redirect_uri text NOT NULL,
        scopes       text NOT NULL,
        sealed       bytea NOT NULL,
        made_at      timestamptz NOT NULL,
        UNIQUE (platform, origin, redirect_uri, scopes)
      )`);
    // digest: SHA-256 of the secret in the address, which is kept nowhere.
    await q.query(`
      CREATE TABLE connect_link (
        id          uuid PRIMARY KEY,
        account_id  uuid NOT NULL REFERENCES account,
        language    text NOT NULL CHECK (language IN ('en', 'pl')),
        messages    boolean NOT NULL,
        digest      bytea NOT NULL UNIQUE,
        made_at     timestamptz NOT NULL,
        made_by     text NOT NULL,
        expires_at  timestamptz NOT NULL,
        opened_at   timestamptz,
        finished_at timestamptz,
        closed_at   timestamptz
      )`);
    await q.query(`CREATE INDEX connect_link_by_account ON connect_link (account_id, id)`);
    // holder: the session, key or link that asked; digest: of the state, which only the answer brings back. sealed: what
    // is needed to redeem the answer.
    await q.query(`
      CREATE TABLE connection (
        id          uuid PRIMARY KEY,
        account_id  uuid NOT NULL REFERENCES account,
        holder      text NOT NULL,
        digest      bytea NOT NULL UNIQUE,
        sealed      bytea NOT NULL,
        scopes      text[] NOT NULL,
        messages    boolean NOT NULL,
        made_at     timestamptz NOT NULL,
        made_by     text NOT NULL,
        expires_at  timestamptz NOT NULL,
        answered_at timestamptz
      )`);
    // The access token itself is in account_access. expires_at: of that token; lasts_until: of the grant, however often it
    // is renewed; null where the platform names no end.
    await q.query(`
      CREATE TABLE access_grant (
        account_id  uuid PRIMARY KEY REFERENCES account,
        id          uuid NOT NULL UNIQUE,
        app_id      uuid,
        refresh     bytea,
        issued_at   timestamptz NOT NULL,
        expires_at  timestamptz,
        lasts_until timestamptz,
        scopes      text[] NOT NULL,
        missing     text[] NOT NULL,
        messages    boolean NOT NULL,
        granted_at  timestamptz NOT NULL,
        granted_by  text NOT NULL,
        ended_at    timestamptz,
        ended_why   text,
        CONSTRAINT access_grant_ended CHECK (num_nulls(ended_at, ended_why) IN (0, 2))
      )`);
    // Bookkeeping. asked_at: a renewal was sent to the platform, and what it answered is not kept yet.
    await q.query(`
      CREATE TABLE access_renewal (
        account_id  uuid PRIMARY KEY REFERENCES account,
        grant_id    uuid NOT NULL,
        next_at     timestamptz,
        asked_at    timestamptz,
        tries       int NOT NULL DEFAULT 0,
        fault       text,
        lease_owner text,
        lease_until timestamptz
      )`);
    await q.query(`CREATE INDEX access_renewal_due ON access_renewal (next_at) WHERE next_at IS NOT NULL`);
    await this.createLimits(q);
    await this.createClauses(q);
    // Bookkeeping: what was sent is said by events. next_at null: nothing is left to be sent. To one custodian or person.
    await q.query(`
      CREATE TABLE access_notice (
        id           uuid PRIMARY KEY,
        account_id   uuid NOT NULL REFERENCES account,
        kind         text NOT NULL CHECK (kind IN ('days-30', 'days-14', 'days-7', 'days-3', 'days-1', 'ended')),
        about        timestamptz NOT NULL,
        custodian_id uuid REFERENCES custodian,
        person_id    uuid REFERENCES person,
        made_at      timestamptz NOT NULL,
        next_at      timestamptz,
        sent_at      timestamptz,
        tries        int NOT NULL DEFAULT 0,
        fault        text CHECK (fault IN ('no-address', 'refused', 'unreachable')),
        lease_owner  text,
        lease_until  timestamptz,
        UNIQUE NULLS NOT DISTINCT (account_id, kind, about, custodian_id, person_id)
      )`);
    await q.query(`CREATE INDEX access_notice_due ON access_notice (next_at) WHERE next_at IS NOT NULL`);
    for (const table of DUTIES) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `DROP TABLE access_notice, clause_decision, clause_acceptance, account_probe, account_limit, access_renewal,
                  access_grant, connection, connect_link, authorization_app`,
    );
    await q.query(`ALTER TABLE custodian DROP COLUMN address`);
  }

  /** Of accounts that are here already, the limits hold since the look at which they were found: when they were added. */
  private async createLimits(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE account_limit (
        account_id uuid NOT NULL REFERENCES account,
        key        text NOT NULL,
        from_at    timestamptz NOT NULL,
        to_at      timestamptz,
        PRIMARY KEY (account_id, key, from_at)
      )`);
    await q.query(`CREATE UNIQUE INDEX account_limit_open ON account_limit (account_id, key) WHERE to_at IS NULL`);
    await q.query(`
      INSERT INTO account_limit (account_id, key, from_at)
      SELECT DISTINCT id, key, added_at FROM account, unnest(limits) AS key`);
    // Bookkeeping: when it is looked again what can be captured.
    await q.query(`
      CREATE TABLE account_probe (
        account_id  uuid PRIMARY KEY REFERENCES account,
        next_at     timestamptz,
        done_at     timestamptz,
        fault       text,
        lease_owner text,
        lease_until timestamptz
      )`);
    await q.query(`INSERT INTO account_probe (account_id, next_at) SELECT id, added_at FROM account`);
    await q.query(`CREATE INDEX account_probe_due ON account_probe (next_at) WHERE next_at IS NOT NULL`);
  }

  /** What was said on accepting, and on deciding, is the statement of event_id. */
  private async createClauses(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE clause_acceptance (
        id         uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        clauses    text[] NOT NULL,
        at         timestamptz NOT NULL,
        by         text NOT NULL,
        event_id   uuid NOT NULL
      )`);
    await q.query(`CREATE INDEX clause_acceptance_by_account ON clause_acceptance (account_id, at)`);
    await q.query(`
      CREATE TABLE clause_decision (
        id         uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        decision   text NOT NULL CHECK (decision IN ('keep', 'give-up')),
        at         timestamptz NOT NULL,
        by         text NOT NULL,
        event_id   uuid NOT NULL
      )`);
    await q.query(`CREATE INDEX clause_decision_by_account ON clause_decision (account_id, at)`);
  }
}
