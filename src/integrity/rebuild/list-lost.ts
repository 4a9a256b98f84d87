import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { itemDestroyed } from '../../archive/index.js';
import type { Lost } from './rebuild.types.js';

/** Events that stand for themselves, or whose rows the evidence or the log gives back. */
const TOLD_WHOLE = [
  'log.%',
  'capture.%',
  'checkpoint.%',
  'snapshot.stored',
  'exchange.kept',
  'exchange.rebuilt',
  'medium.stored',
  'item.missed',
  'item.gone',
  'item.restored',
  'item.seen-again',
  'item.linked',
  'gap.%',
  'gaps.%',
  'key-file.%',
  'keys.%',
  'locks.%',
  'object.removed',
  'archive.scrubbed',
  'material.looked-at',
  'person.searched-for',
  'person.signed-in',
  'person.signed-out',
  'session.ended',
  'sign-in.failed',
  'second-factor.shown',
  'second-factor.refused',
  'installation.examined',
  'register.%',
  'backup.%',
  'exit.%',
  'rebuild.%',
  'versions.%',
  'destruction.repeated',
];

/** What is known not to have come back: told, never passed over in silence. */
@Injectable()
export class ListLost {
  constructor(private readonly database: DataSource) {}

  /** `fromSize`: entries of the log when what was loaded was made; later ones speak of rows it cannot hold. */
  async run(fromSize: number, seen: readonly Lost[]): Promise<Lost[]> {
    const counted: Lost[] = [];
    for (const { what, sql } of QUESTIONS) {
      const [row] = await this.database.query<{ count: number; first: string | null }[]>(sql);
      if (row && row.count > 0) counted.push({ what, count: row.count, ...(row.first ? { first: row.first } : {}) });
    }
    const events: { type: string; count: number; first: string }[] = await this.database.query(
      `SELECT e.type, count(*)::int AS count, min(e.id::text) AS first FROM log_entry l JOIN audit_event e ON e.id = l.event_id
        WHERE l.seq >= $1 AND NOT e.type LIKE ANY($2::text[]) GROUP BY e.type ORDER BY min(l.seq)`,
      [fromSize, TOLD_WHOLE],
    );
    return [
      ...seen.filter(({ count }) => count > 0),
      ...counted,
      ...events.map(({ type, count, first }) => ({ what: 'events-without-row' as const, count, about: type, first })),
    ];
  }
}

const QUESTIONS: readonly { readonly what: Lost['what']; readonly sql: string }[] = [
  {
    what: 'items-without-key',
    sql: `SELECT count(*)::int AS count, min(i.id::text) AS first FROM item i
           WHERE NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = i.id) AND NOT ${itemDestroyed('i.id')}`,
  },
  {
    what: 'versions-unreadable',
    sql: `SELECT count(*)::int AS count, min(e.facts->>'snapshot') AS first FROM audit_event e
           WHERE e.type = 'snapshot.stored' AND NOT EXISTS (SELECT FROM snapshot_body b
                 WHERE b.item_id = (e.facts->>'item')::uuid AND b.snapshot_id = (e.facts->>'snapshot')::uuid)
             AND NOT ${itemDestroyed("(e.facts->>'item')::uuid")}`,
  },
  {
    what: 'media-missing',
    sql: `SELECT count(*)::int AS count, min(e.facts->>'medium') AS first FROM audit_event e
           WHERE e.type = 'medium.stored' AND NOT EXISTS (SELECT FROM medium m WHERE m.id = (e.facts->>'medium')::uuid)
             AND NOT ${itemDestroyed("(e.facts->>'item')::uuid")}`,
  },
];
