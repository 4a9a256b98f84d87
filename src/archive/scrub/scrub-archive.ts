import { Injectable } from '@nestjs/common';
import type { Client } from 'pg';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, demand, Upkeep } from '../../platform/index.js';
import { clearChangeLog } from './clear-change-log.js';
import type { Elsewhere, Scrubbed, ScrubStep } from './scrub.types.js';
import { writeAnew } from './write-tables-anew.js';

/** Hold keys, what was sealed with them, or words of versions. */
const KEYS = ['item_key', 'medium_key', 'frame_key', 'recent_exchange', 'open_words', 'discovery_word'];
const PARTS = 4;
/** By the same parts: an item's rows stand in the same part of each. */
const TEXTS = ['snapshot_body', 'snapshot_words'];
const BODIES = [
  'open_words',
  'discovery_word',
  ...TEXTS,
  ...Array.from({ length: PARTS }, (_, part) => TEXTS.map((table) => `${table}_${part}`)).flat(),
];

type Telling = (step: ScrubStep, done: number, total: number) => Promise<void>;

interface Touched {
  readonly destroyed: number;
  readonly tables: readonly string[];
}

/**
 * Destroying deletes rows; a database keeps deleted rows for a while, in its tables, its statistics and its log of changes.
 * This writes the tables concerned anew and lets go of the rest, so that what was destroyed is not in the database's files
 * either. It may be stopped anywhere and run again.
 */
@Injectable()
export class ScrubArchive {
  constructor(
    private readonly upkeep: Upkeep,
    private readonly trail: AuditTrail,
  ) {}

  /** `tell` is called between steps; what it throws ends the work. */
  async run(actor: Actor, tell: Telling): Promise<Scrubbed> {
    demand(actor, 'archive.scrub');
    return this.upkeep.use(async (client) => {
      const size = await logSize(client);
      const touched = await findTouched(client);
      const elsewhere = await findElsewhere(client);
      const keysUntil = await lastKeyFile(client);
      const { destroyed } = touched;
      if (destroyed === 0) {
        return { needed: false, destroyed, tables: [], seen: [], log: null, elsewhere, keysUntil, whole: true };
      }
      const all = await isSuperuser(client);
      const { tables, seen } = await rewrite(client, { ...touched, all, tell });
      const log = all ? await clearChangeLog(client, (done, total) => tell('log', done, total)) : null;
      const whole = seen.length === 0 && log?.left === 0;
      await this.trail.write(actor, (tx) =>
        tx.record('archive.scrubbed', {
          destroyed,
          tables: tables.length,
          size,
          reached: whole ? 'everything' : 'some',
        }),
      );
      return { needed: true, destroyed, tables, seen, log, elsewhere, keysUntil, whole };
    });
  }
}

/** What the log holds was committed before: a disposition that commits while a scrub runs is left to the next one. */
async function logSize(client: Client): Promise<number> {
  const { rows } = await client.query<{ size: string }>(`SELECT size FROM log_head`);
  return Number(rows[0]?.size ?? 0);
}

/** By dispositions that were not in the log when the last scrub that reached everything began. */
async function findTouched(client: Client): Promise<Touched> {
  const { rows } = await client.query<{ part: number; destroyed: number }>(
    `SELECT part, count(*)::int AS destroyed
       FROM disposition d JOIN disposition_item i ON i.disposition_id = d.id
       JOIN generate_series(0, $1 - 1) AS part ON satisfies_hash_partition('snapshot_body'::regclass, $1, part, i.item_id)
       LEFT JOIN log_entry l ON l.event_id = d.event_id
      WHERE l.seq IS NULL OR l.seq >= coalesce((SELECT max((e.facts->>'size')::bigint) FROM audit_event e
        WHERE e.type = 'archive.scrubbed' AND e.facts->>'reached' = 'everything'), 0)
      GROUP BY part ORDER BY part`,
    [PARTS],
  );
  return {
    destroyed: rows.reduce((sum, row) => sum + row.destroyed, 0),
    tables: [...rows.flatMap(({ part }) => TEXTS.map((table) => `${table}_${part}`)), ...KEYS],
  };
}

async function rewrite(
  client: Client,
  { tables, all, tell }: Touched & { all: boolean; tell: Telling },
): Promise<{ readonly tables: readonly string[]; readonly seen: readonly string[] }> {
  await client.query(`SET lock_timeout = '60s'`);
  const every = all ? [...tables, 'pg_statistic'] : tables;
  const seen: string[] = [];
  for (const [done, table] of every.entries()) {
    await tell('tables', done, every.length);
    // They hold frequent words, and those of a table that has become empty would stay.
    if (table === 'pg_statistic')
      await client.query(`DELETE FROM pg_statistic WHERE starelid = ANY($1::regclass[])`, [BODIES]);
    if (!(await writeAnew(client, table))) seen.push(table);
  }
  await client.query(`ANALYZE ${BODIES.join(', ')}`);
  return { tables: every, seen };
}

async function isSuperuser(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ all: boolean }>(
    `SELECT rolsuper AS all FROM pg_roles WHERE rolname = current_user`,
  );
  return rows[0]?.all === true;
}

async function findElsewhere(client: Client): Promise<Elsewhere[]> {
  const { rows } = await client.query<Elsewhere>(
    `SELECT 'standby' AS kind, coalesce(application_name, '') AS name FROM pg_stat_replication
     UNION ALL SELECT 'slot', slot_name::text FROM pg_replication_slots
     UNION ALL SELECT 'archive', current_setting('archive_mode') WHERE current_setting('archive_mode') <> 'off'`,
  );
  return rows;
}

async function lastKeyFile(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ until: Date | null }>(
    `SELECT max(kept_until) AS until FROM key_file WHERE made_at <= (SELECT max(executed_at) FROM disposition)`,
  );
  return rows[0]?.until?.toISOString() ?? null;
}
