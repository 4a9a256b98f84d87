import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLetters1764000014000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // said: what the letters of a body say in one language and no request knows. The newest of a body and language is so.
    await q.query(`
      CREATE TABLE letterhead (
        id       uuid PRIMARY KEY,
        body_id  uuid NOT NULL REFERENCES body,
        language text NOT NULL CHECK (language IN ('en', 'pl')),
        at       timestamptz NOT NULL,
        by       text NOT NULL,
        said     json NOT NULL,
        salt     bytea NOT NULL,
        event_id uuid NOT NULL
      )`);
    await q.query(`CREATE INDEX letterhead_by_body ON letterhead (body_id, language, id)`);
    // letter: the words as they were sent, personal data among them. It is about a request, or an export.
    await q.query(`
      CREATE TABLE written_letter (
        id         uuid PRIMARY KEY,
        request_id uuid REFERENCES records_request,
        export_id  uuid REFERENCES export_job,
        number     int NOT NULL CHECK (number > 0),
        kind       text NOT NULL,
        language   text NOT NULL CHECK (language IN ('en', 'pl')),
        at         timestamptz NOT NULL,
        by         text NOT NULL,
        letter     json NOT NULL,
        salt       bytea NOT NULL,
        event_id   uuid NOT NULL,
        CONSTRAINT written_letter_about_one CHECK (num_nonnulls(request_id, export_id) = 1),
        UNIQUE (request_id, number),
        UNIQUE (export_id, number)
      )`);
    await q.query(`
      CREATE TRIGGER letterhead_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON letterhead
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    for (const table of ['letterhead', 'written_letter']) {
      await q.query(`
        CREATE TRIGGER ${table}_trailed AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_untrailed()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE written_letter, letterhead`);
  }
}
