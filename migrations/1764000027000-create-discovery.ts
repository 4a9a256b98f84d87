import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The words of the archive, for finding what was mistyped, and how far an index of discovery was built. Both may be
 * thrown away: they are made again from what they were made of.
 */
export class CreateDiscovery1764000027000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Each word stands as long as one item that everybody may see says it: item_id is that one.
    await q.query(`
      CREATE TABLE discovery_word (
        generation int NOT NULL,
        word       text COLLATE "C" NOT NULL,
        item_id    uuid NOT NULL,
        weight     int NOT NULL,
        PRIMARY KEY (generation, word)
      ) WITH (fillfactor = 80)`);
    // place: the last item taken into the one that is built beside; null building: none is.
    await q.query(`
      CREATE TABLE discovery_index (
        engine      text PRIMARY KEY,
        generation  int NOT NULL DEFAULT 0,
        built_at    timestamptz,
        building    timestamptz,
        from_seq    bigint,
        place       uuid,
        done        bigint NOT NULL DEFAULT 0,
        total       bigint NOT NULL DEFAULT 0,
        lease_owner text,
        lease_until timestamptz
      )`);
    // Words that lie two typing mistakes apart are found by their trigrams, where the server has them.
    await q.query(`
      DO $$ BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX discovery_word_like ON discovery_word USING gin (word gin_trgm_ops);
      EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege OR undefined_object THEN
        RAISE NOTICE 'pg_trgm cannot be had here: words with two typing mistakes are not found';
      END $$`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE discovery_index, discovery_word`);
    await q.query(`DROP EXTENSION IF EXISTS pg_trgm`);
  }
}
