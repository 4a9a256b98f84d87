import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStandings1764000013000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Made from the log and made anew from it where it is lost. A row holds from the entry from_seq on, up to and without
    // to_seq: over a log of so many entries, those with from_seq < size whose to_seq has not come by then.
    await q.query(`
      CREATE TABLE item_standing (
        item_id     uuid NOT NULL REFERENCES item,
        from_seq    bigint NOT NULL,
        to_seq      bigint,
        account_id  uuid NOT NULL,
        state       text NOT NULL,
        version     int NOT NULL,
        posted_at   timestamptz,
        root_id     uuid,
        reposted_id uuid,
        quoted_id   uuid,
        PRIMARY KEY (item_id, from_seq),
        CONSTRAINT item_standing_forward CHECK (to_seq > from_seq)
      )`);
    for (const link of ['root', 'reposted', 'quoted']) {
      await q.query(
        `CREATE INDEX item_standing_${link} ON item_standing (${link}_id, item_id) WHERE ${link}_id IS NOT NULL`,
      );
    }
    await q.query(`CREATE INDEX audit_event_basis ON audit_event (account_id) WHERE type = 'account.basis-stated'`);
    // The event with which a living scope came to name the item; null: the hold's own.
    await q.query(`ALTER TABLE hold_item ADD COLUMN event_id uuid`);
    await q.query(`CREATE INDEX hold_item_by_event ON hold_item (event_id) WHERE event_id IS NOT NULL`);
    // What its fields asked for: whoever may not read that may not read the certificate.
    await q.query(`ALTER TABLE search_certificate ADD COLUMN needs text[] NOT NULL DEFAULT '{}'`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE search_certificate DROP COLUMN needs`);
    await q.query(`ALTER TABLE hold_item DROP COLUMN event_id`);
    await q.query(`DROP INDEX audit_event_basis`);
    await q.query(`DROP TABLE item_standing`);
  }
}
