import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How an archive that lost its database is brought back, and that nothing is destroyed in it before a person has looked. */
export class CreateRebuilds1764000028000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // loaded_at: the copy's tables are in, whole. lost: what could not be brought back, as it was told when the work was done.
    await q.query(`
      CREATE TABLE archive_rebuild (
        id           uuid PRIMARY KEY,
        began_at     timestamptz NOT NULL,
        source       text NOT NULL CHECK (source IN ('register', 'backup')),
        source_id    uuid,
        from_size    bigint NOT NULL,
        loaded_at    timestamptz,
        finished_at  timestamptz,
        lost         jsonb,
        confirmed_at timestamptz,
        confirmed_by text,
        CONSTRAINT archive_rebuild_finished_first CHECK (confirmed_at IS NULL OR finished_at IS NOT NULL),
        CONSTRAINT archive_rebuild_confirmed_whole CHECK (num_nulls(confirmed_at, confirmed_by) IN (0, 2))
      )`);
    await q.query(
      `CREATE UNIQUE INDEX archive_rebuild_one_open ON archive_rebuild ((true)) WHERE confirmed_at IS NULL`,
    );
    await q.query(`
      CREATE TRIGGER archive_rebuild_trailed AFTER INSERT OR UPDATE OR DELETE ON archive_rebuild
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    await q.query(`
      CREATE TRIGGER archive_rebuild_kept BEFORE DELETE OR TRUNCATE ON archive_rebuild
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    // Bringing an archive back repeats the destructions the log tells of, and sets akta.rebuild for that alone.
    await q.query(`
      CREATE FUNCTION refuse_unconfirmed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_setting('akta.rebuild', true) IS DISTINCT FROM 'on'
           AND EXISTS (SELECT FROM archive_rebuild r WHERE r.confirmed_at IS NULL) THEN
          RAISE EXCEPTION 'this archive was rebuilt, and nobody has confirmed it: nothing is destroyed'
            USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await q.query(`
      CREATE TRIGGER disposition_confirmed BEFORE INSERT ON disposition
        FOR EACH ROW EXECUTE FUNCTION refuse_unconfirmed()`);

    // Wrapped keys out of key files, and sealed exchanges of the store, while a rebuild needs them before their rows can
    // be; empty at all other times.
    await q.query(`
      CREATE TABLE rebuild_key (
        kind    text NOT NULL,
        id      text NOT NULL,
        kek     text NOT NULL,
        wrapped bytea NOT NULL,
        PRIMARY KEY (kind, id)
      )`);
    await q.query(`CREATE TABLE rebuild_object (exchange_id uuid PRIMARY KEY, object text NOT NULL)`);
    await q.query(`INSERT INTO daily_work (name) VALUES ('register')`);
    // Entries go to the object store with their tile: those copied before are gone through once more.
    await q.query(`UPDATE log_tile SET mirrored = false WHERE level = 0`);
    await q.query(`UPDATE checkpoint SET mirrored = false WHERE size % 256 > 0`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DELETE FROM daily_work WHERE name = 'register'`);
    await q.query(`DROP TRIGGER disposition_confirmed ON disposition`);
    await q.query(`DROP TABLE rebuild_object, rebuild_key, archive_rebuild`);
    await q.query(`DROP FUNCTION refuse_unconfirmed`);
  }
}
