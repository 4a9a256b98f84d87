import type { MigrationInterface, QueryRunner } from 'typeorm';

const PARTS = 4;

/**
 * The words of versions in a table of their own: a third of the pages are read where many versions are looked at, for
 * their text stands elsewhere. Insert- and delete-only, as the text is. Half a minute a million versions.
 */
export class WordsApart1764000042000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE snapshot_words (
        item_id     uuid NOT NULL,
        number      int NOT NULL,
        snapshot_id uuid NOT NULL,
        words       tsvector NOT NULL,
        PRIMARY KEY (item_id, number)
      ) PARTITION BY HASH (item_id)`);
    for (let part = 0; part < PARTS; part += 1) {
      await q.query(`
        CREATE TABLE snapshot_words_${part} PARTITION OF snapshot_words FOR VALUES WITH (MODULUS ${PARTS}, REMAINDER ${part})`);
      await q.query(`
        INSERT INTO snapshot_words_${part} (item_id, number, snapshot_id, words)
        SELECT item_id, number, snapshot_id, words FROM snapshot_body_${part} ORDER BY item_id, number`);
    }
    await q.query(`SET LOCAL maintenance_work_mem = '256MB'`);
    await q.query(`CREATE INDEX snapshot_words_sought ON snapshot_words USING gin (words) WITH (fastupdate = on)`);
    await q.query(`ALTER TABLE snapshot_body DROP COLUMN words`);
    await q.query(`
      CREATE TRIGGER snapshot_words_trailed AFTER INSERT OR UPDATE OR DELETE ON snapshot_words
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    await q.query(`
      CREATE TRIGGER snapshot_words_unchanged BEFORE UPDATE ON snapshot_words
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await q.query(`
      CREATE TRIGGER snapshot_words_disposed BEFORE DELETE ON snapshot_words
        FOR EACH ROW EXECUTE FUNCTION refuse_undisposed()`);
    await q.query(`
      CREATE TRIGGER snapshot_words_held BEFORE DELETE ON snapshot_words
        FOR EACH ROW EXECUTE FUNCTION refuse_held()`);
    await q.query(`CREATE INDEX item_watch_edited ON item_watch (item_id) WHERE version > 1`);
    await q.query(`
      CREATE INDEX item_watch_linked ON item_watch (item_id, reposted_id, quoted_id)
       WHERE reposted_id IS NOT NULL OR quoted_id IS NOT NULL`);
    await q.query(`ANALYZE snapshot_words`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX item_watch_edited, item_watch_linked`);
    await q.query(`ALTER TABLE snapshot_body ADD COLUMN words tsvector`);
    await q.query(`ALTER TABLE snapshot_body DISABLE TRIGGER USER`);
    await q.query(`
      UPDATE snapshot_body b SET words = w.words FROM snapshot_words w
       WHERE w.item_id = b.item_id AND w.number = b.number`);
    await q.query(`ALTER TABLE snapshot_body ENABLE TRIGGER USER`);
    await q.query(`ALTER TABLE snapshot_body ALTER COLUMN words SET NOT NULL`);
    await q.query(`CREATE INDEX snapshot_body_words ON snapshot_body USING gin (words) WITH (fastupdate = on)`);
    await q.query(`DROP TABLE snapshot_words`);
  }
}
