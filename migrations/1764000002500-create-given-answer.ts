import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateGivenAnswer1764000002500 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Bookkeeping, kept a day: what a creating request was answered, so that asking again creates nothing again.
    await q.query(`
      CREATE TABLE given_answer (
        who       text NOT NULL,
        key       text NOT NULL,
        digest    bytea NOT NULL,
        asked_at  timestamptz NOT NULL,
        answer    jsonb,
        PRIMARY KEY (who, key)
      )`);
    await q.query(`CREATE INDEX given_answer_by_time ON given_answer (asked_at)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE given_answer`);
  }
}
