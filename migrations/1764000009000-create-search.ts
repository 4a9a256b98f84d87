import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['saved_search', 'search_certificate'];

export class CreateSearch1764000009000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // A walk through one account's items follows this order to the end, items of one moment too.
    await q.query(`DROP INDEX item_watch_newest`);
    await q.query(`CREATE INDEX item_watch_newest ON item_watch (account_id, posted_at DESC, item_id)`);
    // From an original to those that show it, without a look at their rows.
    for (const link of ['reposted', 'quoted']) {
      await q.query(`DROP INDEX item_watch_${link}`);
      await q.query(`CREATE INDEX item_watch_${link} ON item_watch (${link}_id, item_id) WHERE ${link}_id IS NOT NULL`);
    }
    // What is found but never counted on its own, and what does not stand as most do: each a small part of the whole.
    await q.query(`CREATE INDEX item_apart ON item (id) WHERE kind IN ('profile', 'original')`);
    await q.query(
      `CREATE INDEX item_watch_standing ON item_watch (state, posted_at DESC, item_id) WHERE state <> 'present'`,
    );
    // The words of a saved search and of a certificate are the statement under the event's id.
    await q.query(`
      CREATE TABLE saved_search (
        id           uuid PRIMARY KEY,
        event_id     uuid NOT NULL UNIQUE REFERENCES audit_event,
        person_id    uuid REFERENCES person,
        saved_at     timestamptz NOT NULL,
        forgotten_at timestamptz
      )`);
    await q.query(`CREATE INDEX saved_search_of ON saved_search (person_id) WHERE forgotten_at IS NULL`);
    // locked: words of restricted items were looked through, so that only who may read them may read it.
    await q.query(`
      CREATE TABLE search_certificate (
        id       uuid PRIMARY KEY,
        event_id uuid NOT NULL UNIQUE REFERENCES audit_event,
        actor    text NOT NULL,
        made_at  timestamptz NOT NULL,
        locked   boolean NOT NULL
      )`);
    await q.query(`
      CREATE TRIGGER search_certificate_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON search_certificate
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    for (const table of TABLES) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE ${TABLES.join(', ')}`);
    await q.query(`DROP INDEX item_watch_standing, item_apart, item_watch_newest`);
    await q.query(`CREATE INDEX item_watch_newest ON item_watch (account_id, posted_at DESC)`);
    for (const link of ['reposted', 'quoted']) {
      await q.query(`DROP INDEX item_watch_${link}`);
      await q.query(`CREATE INDEX item_watch_${link} ON item_watch (${link}_id) WHERE ${link}_id IS NOT NULL`);
    }
  }
}
