import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Refusal } from '../platform/index.js';
import { entryLine } from './entry.rules.js';
import { appendLeaves, edgeTiles, leafHash, tileKey, type Tiles } from './merkle.rules.js';
import { loadTiles, saveTiles } from './stored-tiles.js';

const BATCH = 1_000;

interface PendingRow {
  readonly ord: string;
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly type: string;
  readonly account_id: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
}

/**
 * Gives committed events their place. The row of log_head is the lock: whoever holds it numbers, everybody else goes on
 * with other work, and a Sequencer that dies leaves nothing behind that the next one has to mend.
 */
@Injectable()
export class Sequencer {
  /** The right edge as this process last left it; good only while log_head.size is still what it was then. */
  private edge: { size: number; tiles: Tiles } = { size: -1, tiles: new Map() };

  constructor(private readonly database: DataSource) {}

  /** Numbers at most 1,000 events. Answers how many; 0 also when another process is at it. */
  async tick(): Promise<number> {
    let edge = this.edge;
    const done = await this.database.transaction(async (tx) => {
      const [head] = await tx.query(`SELECT size, refused FROM log_head FOR UPDATE SKIP LOCKED`);
      if (!head) return 0;
      if (head.refused !== null) throw new Refusal('integrity-failure', head.refused);
      const pending: PendingRow[] = await tx.query(
        `SELECT p.ord, e.id, e.at, e.actor, e.type, e.account_id, e.facts
           FROM (SELECT ord, event_id FROM audit_pending ORDER BY ord LIMIT ${BATCH}) p
           JOIN audit_event e ON e.id = p.event_id ORDER BY p.ord`,
      );
      if (pending.length === 0) return 0;

      const size = Number(head.size);
      const tiles = this.edge.size === size ? this.edge.tiles : await loadTiles(tx, edgeTiles(size));
      const places = await this.place(tx, pending, size);
      const leaves = pending.map((row, i) =>
        leafHash(entryLine({ ...placed(row), seq: size + i, accountSeq: places[i] ?? null })),
      );
      const changed = appendLeaves(tiles, size, leaves);
      const newSize = size + leaves.length;
      await this.save(tx, { pending, places, size, newSize, tiles, changed });
      edge = { size: newSize, tiles: keepEdge(tiles, newSize) };
      return pending.length;
    });
    this.edge = done > 0 ? edge : this.edge;
    return done;
  }

  /** Numbers everything that is committed now. */
  async settle(): Promise<void> {
    while ((await this.tick()) > 0);
  }

  private async place(tx: EntityManager, pending: readonly PendingRow[], size: number): Promise<(number | null)[]> {
    const counts = new Map<string, number>();
    for (const { account_id: id } of pending) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
    if (counts.size === 0) return pending.map(() => null);
    const rows: { account_id: string; next_seq: string }[] = await tx.query(
      `INSERT INTO log_account (account_id, next_seq) SELECT * FROM unnest($1::uuid[], $2::bigint[])
       ON CONFLICT (account_id) DO UPDATE SET next_seq = log_account.next_seq + excluded.next_seq
       RETURNING account_id, next_seq`,
      [[...counts.keys()], [...counts.values()]],
    );
    const next = new Map(rows.map((row) => [row.account_id, Number(row.next_seq) - (counts.get(row.account_id) ?? 0)]));
    return pending.map(({ account_id: id }) => {
      if (!id) return null;
      const seq = next.get(id);
      if (seq === undefined) throw new Error(`Account ${id} has no place in the log at ${size}`);
      next.set(id, seq + 1);
      return seq;
    });
  }

  private async save(
    tx: EntityManager,
    batch: {
      pending: readonly PendingRow[];
      places: readonly (number | null)[];
      size: number;
      newSize: number;
      tiles: Tiles;
      changed: ReadonlySet<string>;
    },
  ): Promise<void> {
    const { pending, places, size, newSize, tiles, changed } = batch;
    await tx.query(
      `INSERT INTO log_entry (seq, event_id, account_id, account_seq)
       SELECT $1::bigint + place - 1, event_id, account_id, account_seq
         FROM unnest($2::uuid[], $3::uuid[], $4::bigint[]) WITH ORDINALITY AS e (event_id, account_id, account_seq, place)`,
      [size, pending.map((row) => row.id), pending.map((row) => row.account_id), places],
    );
    await tx.query(`DELETE FROM audit_pending WHERE ord = ANY($1::bigint[])`, [pending.map((row) => row.ord)]);
    await saveTiles(tx, { tiles, changed, size: newSize });
  }
}

function placed(row: PendingRow): Omit<Parameters<typeof entryLine>[0], 'seq' | 'accountSeq'> {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    type: row.type,
    accountId: row.account_id,
    facts: row.facts,
  };
}

function keepEdge(tiles: Tiles, size: number): Tiles {
  const keys = edgeTiles(size).map(({ level, n }) => tileKey(level, n));
  return new Map(keys.flatMap((key) => (tiles.has(key) ? [[key, tiles.get(key) ?? Buffer.alloc(0)]] : [])));
}
