import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Refusal } from '../platform/index.js';
import type { Checkpoint } from './checkpoint.rules.js';
import { type PlacedEvent, readEntryLine } from './entry.rules.js';
import { appendLeaves, edgeTiles, EMPTY_ROOT, hashRange, leafHash } from './merkle.rules.js';
import { loadTiles, saveTiles } from './stored-tiles.js';

/** Whoever looks at the log while it is being brought back reads this. */
export const BEING_BROUGHT_BACK =
  'This archive is being brought back, and nothing is sequenced until that is done. Go on with it: akta log recover --apply';

/** Puts entries back that were numbered before: same places, same tiles, same roots. Nothing is numbered anew by it. */
@Injectable()
export class ReplayLog {
  constructor(private readonly database: DataSource) {}

  /** Where there is no log yet, it gets its name back and stands refused. */
  async open(origin: string): Promise<void> {
    await this.database.query(
      `INSERT INTO log_head (origin, size, root, refused) VALUES ($1, 0, $2, $3) ON CONFLICT DO NOTHING`,
      [origin, EMPTY_ROOT, BEING_BROUGHT_BACK],
    );
  }

  /**
   * Whether these entries after those there are make the log the checkpoint signs; nothing is written. Asked first.
   * @throws {Refusal} 'integrity-failure' where they do not
   */
  async demandRoot(lines: AsyncIterable<readonly string[]>, { size, root }: Checkpoint): Promise<void> {
    const [head] = await this.database.query(`SELECT size FROM log_head`);
    let at = Number(head?.size ?? 0);
    const tiles = await loadTiles(this.database, edgeTiles(at));
    for await (const some of lines) {
      if (some.length === 0) continue;
      appendLeaves(tiles, at, some.map(leafHash));
      at += some.length;
    }
    if (at === size && hashRange([0, size], tiles).equals(root)) return;
    throw new Refusal(
      'integrity-failure',
      'The copy of the log in the object store is not the log its checkpoint signs. Nothing was changed. Bring the objects back from your own copy.',
      { entries: at, checkpoint: size },
    );
  }

  async append(lines: readonly string[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(`SET LOCAL akta.trail = 'on'`);
      const [head] = await tx.query(`SELECT size FROM log_head FOR UPDATE`);
      const size = Number(head.size);
      const events = lines.map((line, i) => placedAt(line, size + i));
      const tiles = await loadTiles(tx, edgeTiles(size));
      const changed = appendLeaves(tiles, size, lines.map(leafHash));
      await writeEntries(tx, events);
      await saveTiles(tx, { tiles, changed, size: size + lines.length });
    });
  }

  /** A kept checkpoint as the object store has it. When it was signed it does not say: then it is as old as its last entry. */
  async keepCheckpoint({ size, root }: Checkpoint, note: string): Promise<void> {
    await this.database.query(
      `INSERT INTO checkpoint (size, root, note, at, why, mirrored)
       SELECT $1::bigint, $2, $3, e.at, 'mirrored', true FROM log_entry l JOIN audit_event e ON e.id = l.event_id
        WHERE l.seq = $1::bigint - 1
       ON CONFLICT (size) DO NOTHING`,
      [size, root, note],
    );
  }

  /** From here on events are numbered again. */
  async release(): Promise<void> {
    await this.database.query(`UPDATE log_head SET refused = NULL`);
  }
}

function placedAt(line: string, seq: number): PlacedEvent {
  const event = readEntryLine(line);
  if (event?.seq === seq) return event;
  throw new Refusal('integrity-failure', 'An entry of the copied log cannot be read.', { entry: seq });
}

async function writeEntries(tx: EntityManager, events: readonly PlacedEvent[]): Promise<void> {
  const ids = events.map(({ id }) => id);
  await tx.query(
    `INSERT INTO audit_event (id, at, actor, type, account_id, facts)
     SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::uuid[], $6::jsonb[])
     ON CONFLICT (id) DO NOTHING`,
    [
      ids,
      events.map(({ at }) => at),
      events.map(({ actor }) => actor),
      events.map(({ type }) => type),
      events.map(({ accountId }) => accountId),
      events.map(({ facts }) => JSON.stringify(facts)),
    ],
  );
  await tx.query(
    `INSERT INTO log_entry (seq, event_id, account_id, account_seq)
     SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::bigint[])`,
    [
      events.map(({ seq }) => seq),
      ids,
      events.map(({ accountId }) => accountId),
      events.map(({ accountSeq }) => accountSeq),
    ],
  );
  // Waiting in a backup, numbered since.
  await tx.query(`DELETE FROM audit_pending WHERE event_id = ANY($1::uuid[])`, [ids]);
  await tx.query(
    `INSERT INTO log_account (account_id, next_seq)
     SELECT account, max(seq) + 1 FROM unnest($1::uuid[], $2::bigint[]) AS e (account, seq) WHERE account IS NOT NULL GROUP BY account
     ON CONFLICT (account_id) DO UPDATE SET next_seq = greatest(log_account.next_seq, excluded.next_seq)`,
    [events.map(({ accountId }) => accountId), events.map(({ accountSeq }) => accountSeq)],
  );
}
