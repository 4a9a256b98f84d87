import type { MigrationInterface, QueryRunner } from 'typeorm';

const INSERT_ONLY = [
  'exchange',
  'exchange_item',
  'item',
  'snapshot',
  'snapshot_medium',
  'medium',
  'finding',
  'disposition',
  'disposition_item',
  'destroyed_item',
];
const KEYS = ['item_key', 'medium_key', 'frame_key'];

export class CreateArchive1764000004000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE kek (month text PRIMARY KEY, wrapped bytea NOT NULL, made_at timestamptz NOT NULL)`);
    await q.query(`CREATE TABLE body_secret (body_id uuid PRIMARY KEY REFERENCES body, wrapped bytea NOT NULL)`);

    await q.query(`
      CREATE TABLE exchange (
        id         uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        capture_id uuid NOT NULL,
        at         timestamptz NOT NULL,
        why        text NOT NULL CHECK (why IN ('new', 'finding', 'gap', 'canary')),
        object     text NOT NULL UNIQUE,
        stored     bigint NOT NULL,
        received   bigint NOT NULL,
        digest     bytea NOT NULL
      )`);
    // ref = HMAC(body's pepper, platform | canonicalUri | lineage): finds an item again without naming it.
    await q.query(`
      CREATE TABLE item (
        id            uuid PRIMARY KEY,
        body_id       uuid NOT NULL REFERENCES body,
        account_id    uuid NOT NULL REFERENCES account,
        ref           bytea NOT NULL,
        kind          text NOT NULL,
        first_seen_at timestamptz NOT NULL,
        captured_late boolean NOT NULL,
        UNIQUE (body_id, ref)
      )`);
    await q.query(`
      CREATE TABLE exchange_item (
        exchange_id uuid NOT NULL REFERENCES exchange,
        item_id     uuid NOT NULL REFERENCES item,
        PRIMARY KEY (item_id, exchange_id)
      )`);
    await q.query(`
      CREATE TABLE snapshot (
        id          uuid PRIMARY KEY,
        item_id     uuid NOT NULL REFERENCES item,
        number      int NOT NULL CHECK (number > 0),
        account_id  uuid NOT NULL,
        exchange_id uuid NOT NULL REFERENCES exchange,
        observed_at timestamptz NOT NULL,
        cause       text NOT NULL CHECK (cause IN ('first-seen', 'edited', 'history', 'poll-closed', 'medium-obtained')),
        commit      bytea NOT NULL,
        event_id    uuid NOT NULL,
        UNIQUE (item_id, number)
      )`);
    // Insert- and delete-only: the one place in the database that holds what people wrote.
    await q.query(`
      CREATE TABLE snapshot_body (
        snapshot_id  uuid NOT NULL,
        item_id      uuid NOT NULL,
        number       int NOT NULL,
        item_json    bytea NOT NULL,
        content_hash bytea NOT NULL,
        platform_at  timestamptz,
        posted_at    timestamptz,
        words        tsvector NOT NULL,
        PRIMARY KEY (item_id, snapshot_id)
      ) PARTITION BY HASH (item_id)`);
    for (let part = 0; part < 4; part += 1) {
      await q.query(`
        CREATE TABLE snapshot_body_${part} PARTITION OF snapshot_body FOR VALUES WITH (MODULUS 4, REMAINDER ${part})`);
    }
    await q.query(`CREATE INDEX snapshot_body_words ON snapshot_body USING gin (words) WITH (fastupdate = on)`);
    await q.query(`
      CREATE TABLE medium (
        id         uuid PRIMARY KEY,
        body_id    uuid NOT NULL REFERENCES body,
        digest     bytea NOT NULL,
        object     text NOT NULL UNIQUE,
        bytes      bigint NOT NULL,
        mime       text NOT NULL
      )`);
    // Not unique: once a medium's key is destroyed, the same bytes posted again are a new medium.
    await q.query(`CREATE INDEX medium_by_digest ON medium (body_id, digest)`);
    await q.query(`
      CREATE TABLE snapshot_medium (
        snapshot_id uuid NOT NULL REFERENCES snapshot,
        ordinal     int NOT NULL,
        item_id     uuid NOT NULL REFERENCES item,
        medium_id   uuid NOT NULL REFERENCES medium,
        PRIMARY KEY (snapshot_id, ordinal)
      )`);
    await q.query(`CREATE INDEX snapshot_medium_by_medium ON snapshot_medium (medium_id)`);
    await q.query(`
      CREATE TABLE item_key (item_id uuid PRIMARY KEY REFERENCES item, kek text NOT NULL REFERENCES kek, wrapped bytea NOT NULL)`);
    await q.query(`
      CREATE TABLE medium_key (medium_id uuid PRIMARY KEY REFERENCES medium, kek text NOT NULL REFERENCES kek, wrapped bytea NOT NULL)`);
    await q.query(`
      CREATE TABLE frame_key (exchange_id uuid PRIMARY KEY REFERENCES exchange, kek text NOT NULL REFERENCES kek, wrapped bytea NOT NULL)`);
    await q.query(`
      CREATE TABLE finding (
        id            uuid PRIMARY KEY,
        item_id       uuid NOT NULL REFERENCES item,
        account_id    uuid NOT NULL,
        kind          text NOT NULL CHECK (kind IN ('gone', 'restored', 'hidden', 'shown', 'expired')),
        cause         text NOT NULL,
        certainty     text NOT NULL,
        last_seen     timestamptz,
        first_missing timestamptz,
        confirmed     timestamptz,
        at            timestamptz NOT NULL,
        grounds       jsonb NOT NULL,
        event_id      uuid NOT NULL
      )`);
    await q.query(`CREATE INDEX finding_by_item ON finding (item_id)`);
    await q.query(`
      CREATE TABLE gap (
        id               uuid PRIMARY KEY,
        account_id       uuid NOT NULL REFERENCES account,
        loop             text NOT NULL,
        from_at          timestamptz NOT NULL,
        to_at            timestamptz,
        reason           text NOT NULL
      )`);
    await q.query(`CREATE INDEX item_late ON item (account_id, first_seen_at) WHERE captured_late`);
    await q.query(`CREATE INDEX snapshot_edits ON snapshot (account_id, observed_at) WHERE number > 1`);
    await q.query(`CREATE UNIQUE INDEX gap_one_open ON gap (account_id, loop) WHERE to_at IS NULL`);
    await q.query(`
      CREATE TABLE disposition (id uuid PRIMARY KEY, authority text NOT NULL, executed_at timestamptz NOT NULL)`);
    await q.query(`
      CREATE TABLE disposition_item (
        disposition_id uuid NOT NULL REFERENCES disposition,
        item_id        uuid NOT NULL REFERENCES item,
        PRIMARY KEY (item_id, disposition_id)
      )`);
    await q.query(`
      CREATE TABLE destroyed_item (
        body_id        uuid NOT NULL REFERENCES body,
        ref            bytea NOT NULL,
        kind           text NOT NULL,
        first_seen_at  timestamptz NOT NULL,
        destroyed_at   timestamptz NOT NULL,
        disposition_id uuid NOT NULL REFERENCES disposition,
        PRIMARY KEY (body_id, ref)
      )`);

    // Bookkeeping: what the loops know of an item now. Losing it costs a second look, never evidence.
    await q.query(`
      CREATE TABLE recent_exchange (
        id         uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        at         timestamptz NOT NULL,
        kek        text NOT NULL REFERENCES kek,
        sealed     bytea NOT NULL
      )`);
    await q.query(`
      CREATE TABLE item_watch (
        item_id        uuid PRIMARY KEY REFERENCES item,
        account_id     uuid NOT NULL,
        state          text NOT NULL DEFAULT 'present',
        version        int NOT NULL,
        content_hash   bytea NOT NULL,
        parent_id      uuid,
        root_id        uuid,
        quoted_id      uuid,
        reposted_id    uuid,
        posted_at      timestamptz,
        last_seen_at   timestamptz NOT NULL,
        last_seen_in   uuid,
        last_reply_at  timestamptz,
        first_missing  timestamptz,
        missing_in     uuid,
        missing_canary uuid,
        recheck_at     timestamptz,
        replies_at     timestamptz,
        media_missing  boolean NOT NULL DEFAULT false
      ) WITH (fillfactor = 70)`);
    await q.query(`CREATE INDEX item_watch_recheck ON item_watch (account_id, recheck_at)`);
    await q.query(
      `CREATE INDEX item_watch_replies ON item_watch (account_id, replies_at) WHERE replies_at IS NOT NULL`,
    );
    await q.query(`CREATE INDEX item_watch_posted ON item_watch (posted_at DESC, item_id)`);
    await q.query(`CREATE INDEX item_watch_newest ON item_watch (account_id, posted_at DESC)`);
    await q.query(`CREATE INDEX item_watch_root ON item_watch (root_id)`);
    await q.query(`
      CREATE TABLE item_count (item_id uuid NOT NULL, at timestamptz NOT NULL, counts jsonb NOT NULL, PRIMARY KEY (item_id, at))`);

    for (const table of INSERT_ONLY) {
      await q.query(`
        CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
    for (const table of [...INSERT_ONLY, ...KEYS, 'snapshot_body', 'gap']) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
    await q.query(`
      CREATE TRIGGER gap_never_forgotten BEFORE DELETE OR TRUNCATE ON gap
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE FUNCTION refuse_undisposed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM disposition_item d WHERE d.item_id = OLD.item_id) THEN
          RAISE EXCEPTION 'item % may be destroyed only by an executed disposition', OLD.item_id
            USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
      END $$`);
    for (const table of ['item_key', 'snapshot_body']) {
      await q.query(`
        CREATE TRIGGER ${table}_disposed BEFORE DELETE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION refuse_undisposed()`);
    }
    await this.guardSharedKeys(q);
    for (const table of [...KEYS, 'snapshot_body']) {
      await q.query(`
        CREATE TRIGGER ${table}_unchanged BEFORE UPDATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
    // Without them nothing opens and nothing is found again.
    for (const table of ['kek', 'body_secret']) {
      await q.query(`
        CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
  }

  /** A medium's key and a frame's go with the last item that needs them, never before. */
  private async guardSharedKeys(q: QueryRunner): Promise<void> {
    for (const [table, id, shown] of [
      ['medium_key', 'medium_id', 'snapshot_medium'],
      ['frame_key', 'exchange_id', 'exchange_item'],
    ]) {
      await q.query(`
        CREATE FUNCTION refuse_${table}_in_use() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT FROM ${shown} s JOIN item_key k USING (item_id) WHERE s.${id} = OLD.${id}) THEN
            RAISE EXCEPTION '% is needed by an item that was not destroyed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN OLD;
        END $$`);
      await q.query(`
        CREATE TRIGGER ${table}_in_use BEFORE DELETE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION refuse_${table}_in_use()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE item_count, item_watch, recent_exchange, destroyed_item, disposition_item, disposition, gap,
      finding, frame_key, medium_key, item_key, snapshot_medium, medium, snapshot_body, snapshot, exchange_item, item,
      exchange, body_secret, kek`);
    await q.query(`DROP FUNCTION refuse_undisposed, refuse_medium_key_in_use, refuse_frame_key_in_use`);
  }
}
