/** Which tables a copy of the database holds, and how. A table that stands in no list is one of duties and is copied. */

/** Key material, wrapped: in sealed key files only, which forget what was destroyed. */
export const KEY_TABLES = ['kek', 'body_secret', 'item_key', 'medium_key', 'frame_key', 'rebuild_key'] as const;

/** Made anew by the program where it is missing, or of no use in another database. */
export const PASSING_TABLES = [
  'migrations',
  'session',
  'session_seen',
  'sign_in_try',
  'given_answer',
  'recent_exchange',
  'rebuild_object',
  'discovery_word',
  'discovery_index',
  'fixity',
  'archive_rebuild',
  'webhook_delivery',
  'connection',
  'webhook_told',
] as const;

/** The log: the object store has a copy that nobody can change. */
export const LOG_TABLES = [
  'audit_event',
  'audit_pending',
  'log_entry',
  'log_tile',
  'log_head',
  'log_account',
  'checkpoint',
] as const;

/** What people wrote: each row is sealed under the key of its item, so that destroying it reaches every copy. */
export const SEALED_TABLES = ['snapshot_body', 'snapshot_words', 'open_words'] as const;

/** Of these a register holds nothing: what the exchanges say comes back from them. */
const SAID_BY_EXCHANGES = ['snapshot_body', 'snapshot_words'] as const;

/** What people sign in with, and access to accounts: of use in this installation alone. */
export const CREDENTIAL_TABLES = [
  'api_key',
  'password',
  'second_factor',
  'recovery_code',
  'account_access',
  'account_secret',
  'authorization_app',
  'access_renewal',
] as const;

/** Digests and codes that stand for a credential, in tables that are told otherwise. */
export const CREDENTIAL_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  export_link: ['digest'],
  due_feed: ['digest'],
  connect_link: ['digest'],
  access_grant: ['refresh'],
  handle_challenge: ['code', 'salt'],
};

/** `exit`: readable by anybody, so that it holds no credential, and what people wrote in clear. */
export type CopyKind = 'backup' | 'register' | 'exit';

/** Whether a copy of this kind holds the table, and whether row by row under the keys of items. */
export function copied(table: string, kind: CopyKind): 'no' | 'plain' | 'sealed' {
  if (isIn(KEY_TABLES, table) || isIn(PASSING_TABLES, table)) return 'no';
  if (kind === 'exit') return isIn(CREDENTIAL_TABLES, table) ? 'no' : 'plain';
  if (kind === 'register' && (isIn(LOG_TABLES, table) || isIn(SAID_BY_EXCHANGES, table))) return 'no';
  return isIn(SEALED_TABLES, table) ? 'sealed' : 'plain';
}

function isIn(tables: readonly string[], table: string): boolean {
  return tables.includes(table);
}

/** Each table after those its rows point at. `links`: from, to. Throws where they go round in a circle. */
export function inOrder(tables: readonly string[], links: readonly (readonly [from: string, to: string])[]): string[] {
  const waits = new Map(tables.map((table) => [table, new Set<string>()]));
  for (const [from, to] of links) if (from !== to && waits.has(to)) waits.get(from)?.add(to);
  const order: string[] = [];
  while (waits.size > 0) {
    const free = [...waits].filter(([, on]) => [...on].every((to) => !waits.has(to))).map(([table]) => table);
    if (free.length === 0) throw new Error(`Tables point at each other: ${[...waits.keys()].join(', ')}`);
    for (const table of free.toSorted()) {
      order.push(table);
      waits.delete(table);
    }
  }
  return order;
}
