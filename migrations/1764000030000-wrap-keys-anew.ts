import type { MigrationInterface, QueryRunner } from 'typeorm';

const WRAPPED = ['kek', 'body_secret'];

/** What the master key wraps may be wrapped anew, through the trail; it stays the same key under the same name, for ever. */
export class WrapKeysAnew1764000030000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION refuse_other_key() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF to_jsonb(NEW) - 'wrapped' IS DISTINCT FROM to_jsonb(OLD) - 'wrapped' THEN
          RAISE EXCEPTION 'a row of % may be wrapped anew, and not changed otherwise', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    for (const table of WRAPPED) {
      await q.query(`DROP TRIGGER ${table}_insert_only ON ${table}`);
      await q.query(`
        CREATE TRIGGER ${table}_never_removed BEFORE DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
      await q.query(`
        CREATE TRIGGER ${table}_same_key BEFORE UPDATE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION refuse_other_key()`);
      await q.query(`
        CREATE TRIGGER ${table}_wrapped_on_trail AFTER UPDATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of WRAPPED) {
      await q.query(`DROP TRIGGER ${table}_never_removed ON ${table}`);
      await q.query(`DROP TRIGGER ${table}_same_key ON ${table}`);
      await q.query(`DROP TRIGGER ${table}_wrapped_on_trail ON ${table}`);
      await q.query(`
        CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
    await q.query(`DROP FUNCTION refuse_other_key`);
  }
}
