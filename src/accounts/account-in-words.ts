import type { DataSource } from 'typeorm';
import { fullTime, type Language, pageSentences, say } from '../platform/index.js';
import type { AccountFacts } from './accounts.types.js';

/** What a person is told once an account is archived: since when, what cannot be, and what a missing basis means. */
export function addedInWords(account: AccountFacts, zone: string, language: Language): string[] {
  const { handle, addedAt, limits, legalBasis } = account;
  return [
    say(pageSentences, limits.includes('not-connected') ? 'add.awaited' : 'add.done', language, {
      handle,
      at: fullTime(addedAt, zone, language),
    }),
    ...limits.map((limit) => say(pageSentences, `limit.${limit}`, language)),
    ...(legalBasis === null ? [say(pageSentences, 'account.basis-missing', language)] : []),
  ];
}

export async function zoneOf(database: DataSource, bodyId: string): Promise<string> {
  const [body] = await database.query(`SELECT zone FROM body WHERE id = $1`, [bodyId]);
  return body?.zone ?? 'UTC';
}
