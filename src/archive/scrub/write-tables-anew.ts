import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import { Refusal } from '../../platform/index.js';

const TRIES = 5;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Writes a table and its indexes anew without the rows that were deleted. Answers whether none is left: rows that an
 * older transaction may still read are copied too, which PostgreSQL tells.
 *
 * @throws {Refusal} 'wrong-state' where somebody keeps the table for longer than a minute
 */
export async function writeAnew(client: Client, table: string): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    if ((await vacuum(client, table)) === 0) return true;
    if (attempt === TRIES) return false;
    await wait(attempt * 1_000);
  }
}

/** Rows that could not be left out. */
async function vacuum(client: Client, table: string): Promise<number> {
  let left = 0;
  const listen = ({ detail }: { readonly detail?: string | undefined }): void => {
    left += Number(/\d+/.exec(detail ?? '')?.[0] ?? 0);
  };
  client.on('notice', listen);
  try {
    await client.query(`VACUUM (FULL, VERBOSE) ${client.escapeIdentifier(table)}`);
  } catch (cause) {
    if (codeOf(cause) !== LOCK_NOT_AVAILABLE) throw cause;
    throw new Refusal(
      'wrong-state',
      `The table ${table} is in use and could not be written anew. Nothing was lost. Run akta scrub again when no long work runs.`,
      {},
      { cause },
    );
  } finally {
    client.off('notice', listen);
  }
  return left;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
