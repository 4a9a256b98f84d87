import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts of Instagram that were added when nobody polled any: where their API would be, should they get a token. */
export class FindInstagram1764000042000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      UPDATE account SET settings = settings || '{"apiBase": "https://graph.facebook.com/v26.0"}'
       WHERE platform = 'instagram' AND NOT settings ? 'apiBase'`);
    await q.query(`
      UPDATE account_probe p SET url = 'https://graph.facebook.com/v26.0/' || ltrim(a.handle, '@')
        FROM account a WHERE a.id = p.account_id AND a.platform = 'instagram' AND coalesce(p.url, '') NOT LIKE '%/v26.0/%'`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      UPDATE account_probe p SET url = a.url FROM account a WHERE a.id = p.account_id AND a.platform = 'instagram'`);
    await q.query(`UPDATE account SET settings = settings - 'apiBase' WHERE platform = 'instagram'`);
  }
}
