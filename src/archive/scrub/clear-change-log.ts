import type { Client } from 'pg';

const ROUNDS = 3;

/**
 * Lets go of every file of PostgreSQL's log of changes (WAL) that stood at the beginning: each is finished, none is kept to
 * be written over. Needs the superuser. Answers how many are gone, and how many something still keeps.
 */
export async function clearChangeLog(
  client: Client,
  goOn: (done: number, total: number) => Promise<void>,
): Promise<{ readonly gone: number; readonly left: number }> {
  const before = await files(client);
  // A file that is to be used again keeps what it held until then.
  await client.query(`ALTER SYSTEM SET wal_recycle = off`);
  try {
    await client.query(`SELECT pg_reload_conf()`);
    let left = before;
    for (let round = 1; round <= ROUNDS && left.size > 0; round += 1) {
      for (let file = 0; file < left.size; file += 1) {
        await client.query(`SELECT pg_logical_emit_message(true, 'akta', 'scrub')`);
        await client.query(`SELECT pg_switch_wal()`);
      }
      await client.query('CHECKPOINT');
      const now = await files(client);
      left = new Set([...before].filter((name) => now.has(name)));
      await goOn(before.size - left.size, before.size);
    }
    return { gone: before.size - left.size, left: left.size };
  } finally {
    await client.query(`ALTER SYSTEM RESET wal_recycle`);
    await client.query(`SELECT pg_reload_conf()`);
  }
}

async function files(client: Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM pg_ls_waldir()`);
  return new Set(rows.map(({ name }) => name));
}
