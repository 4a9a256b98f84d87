import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From an original to the items that repeat or quote it: a search finds those by its words. */
export class IndexShown1764000004500 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const link of ['reposted', 'quoted']) {
      await q.query(`CREATE INDEX item_watch_${link} ON item_watch (${link}_id) WHERE ${link}_id IS NOT NULL`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX item_watch_reposted, item_watch_quoted`);
  }
}
