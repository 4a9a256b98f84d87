import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { entryLine, leafHash, Log, openCheckpoint, openHandover } from '../../audit/index.js';
import { type CheckResult, fits, type IntegrityCheck, wrong } from '../check.types.js';
import { HASH_BYTES, levelsOf, rootOf, type StoredTiles, tileFaults, TILE_WIDTH } from '../tiles.rules.js';

/** Every event hashes to its place in the tree, the tree folds to its root, and every checkpoint signs such a root. */
@Injectable()
export class LogMatchesTiles implements IntegrityCheck {
  readonly name = 'log-matches-tiles';

  constructor(
    private readonly database: DataSource,
    private readonly log: Log,
  ) {}

  /** In one snapshot of the database, so that a Sequencer at work is never seen half-way. */
  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    const runner = this.database.createQueryRunner();
    try {
      await runner.startTransaction('REPEATABLE READ');
      yield* this.look(runner, signal);
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  }

  private async *look(rows: QueryRunner, signal: AbortSignal): AsyncIterable<CheckResult> {
    const [head] = await rows.query(`SELECT origin, size, root FROM log_head`);
    if (!head) return;
    const size = Number(head.size);
    const upper = await this.tiles(rows, 1, 0);
    const folded: Buffer[] = [];
    let edge: Buffer = Buffer.alloc(0);
    for (let n = 0; n * TILE_WIDTH < size && !signal.aborted; n += 1) {
      const tile = (await this.tiles(rows, 0, n)).get(`0/${n}`) ?? Buffer.alloc(0);
      yield* await this.entries(rows, { n, size, tile });
      if ((n + 1) * TILE_WIDTH <= size) folded.push(tile);
      else edge = tile;
    }
    if (signal.aborted) return;
    const levels = levelsOf(folded, edge);
    for (const place of tileFaults(levels, upper)) yield wrong('tile-changed', `tile ${place}`);
    if (!rootOf(levels, size).equals(head.root)) yield wrong('head-changed', `log of ${size}`);
    else yield fits(1);
    yield* await this.odd(rows, size);
    yield* this.checkpoints(rows, { size, origin: head.origin });
    yield* this.handovers(head.origin);
  }

  /** Level 0: tile `n` alone. Level 1: all tiles above level 0. */
  private async tiles(rows: QueryRunner, level: 0 | 1, n: number): Promise<StoredTiles> {
    const where = level === 0 ? `level = 0 AND n = $1` : `level > $1`;
    const found: { level: number; n: string; data: Buffer }[] = await rows.query(
      `SELECT level, n, data FROM log_tile WHERE ${where}`,
      [n],
    );
    return new Map(found.map(({ level: at, n: place, data }) => [`${at}/${place}`, data]));
  }

  private async entries(
    rows: QueryRunner,
    { n, size, tile }: { n: number; size: number; tile: Buffer },
  ): Promise<CheckResult[]> {
    const [from, to] = [n * TILE_WIDTH, Math.min((n + 1) * TILE_WIDTH, size)];
    const found: EntryRow[] = await rows.query(ENTRIES, [from, to]);
    const lines = new Map(found.map((row) => [Number(row.seq), row]));
    const results: CheckResult[] = [];
    for (let seq = from; seq < to; seq += 1) {
      const row = lines.get(seq);
      const slot = (seq - from) * HASH_BYTES;
      if (!row) results.push(wrong('entry-missing', `entry ${seq}`));
      else if (!row.placed_right || !hashOf(row).equals(tile.subarray(slot, slot + HASH_BYTES))) {
        results.push(wrong('entry-changed', `entry ${seq}, event ${row.id}`));
      }
    }
    if (tile.length !== (to - from) * HASH_BYTES) results.push(wrong('tile-changed', `tile 0/${n}`));
    results.push(fits(to - from - results.length));
    return results;
  }

  private async odd(rows: QueryRunner, size: number): Promise<CheckResult[]> {
    const beyond: { seq: string }[] = await rows.query(`SELECT seq FROM log_entry WHERE seq >= $1 OR seq < 0`, [size]);
    const tiles: { n: string }[] = await rows.query(
      `SELECT n FROM log_tile WHERE level = 0 AND (n < 0 OR n * 256 >= $1)`,
      [size],
    );
    const unnumbered: { id: string }[] = await rows.query(`
      SELECT e.id FROM audit_event e LEFT JOIN log_entry l ON l.event_id = e.id LEFT JOIN audit_pending p ON p.event_id = e.id
       WHERE (l.event_id IS NULL) = (p.event_id IS NULL)`);
    return [
      ...beyond.map(({ seq }) => wrong('entry-missing', `entry ${seq}`)),
      ...tiles.map(({ n }) => wrong('tile-changed', `tile 0/${n}`)),
      ...unnumbered.map(({ id }) => wrong('event-unnumbered', `event ${id}`)),
    ];
  }

  private async *checkpoints(
    rows: QueryRunner,
    head: { readonly size: number; readonly origin: string },
  ): AsyncIterable<CheckResult> {
    const kept: { size: string; root: Buffer; note: string }[] = await rows.query(
      `SELECT size, root, note FROM checkpoint ORDER BY size`,
    );
    const keyOf = await this.log.keysBySize();
    for (const { size, root, note } of kept) {
      const verdict = openCheckpoint(note, keyOf(Number(size)));
      const right =
        verdict.valid &&
        verdict.checkpoint.origin === head.origin &&
        verdict.checkpoint.size === Number(size) &&
        verdict.checkpoint.root.equals(root) &&
        Number(size) <= head.size &&
        (await this.rootIs(Number(size), root));
      yield right ? fits(1) : wrong('checkpoint-changed', `checkpoint ${size}`);
    }
  }

  /** Each is signed by both keys, over the log as it was, and leads on from where the one before ended. */
  private async *handovers(origin: string): AsyncIterable<CheckResult> {
    let before: Buffer | null = null;
    for (const { size, from, to, note } of await this.log.handovers()) {
      const told = openHandover(note);
      const right =
        told !== null &&
        told.origin === origin &&
        told.size === size &&
        told.from.equals(from) &&
        told.to.equals(to) &&
        (before === null || before.equals(from)) &&
        (await this.rootIs(size, told.root));
      yield right ? fits(1) : wrong('checkpoint-changed', `handover ${size}`);
      before = to;
    }
  }

  /** False also where a tile that the root needs is missing or short. */
  private async rootIs(size: number, root: Buffer): Promise<boolean> {
    return this.log.rootAt(size).then(
      (found) => found.equals(root),
      () => false,
    );
  }
}

const ENTRIES = `
  SELECT l.seq, l.account_seq, e.id, e.at, e.actor, e.type, e.account_id, e.facts,
         l.account_id IS NOT DISTINCT FROM e.account_id AS placed_right
    FROM log_entry l JOIN audit_event e ON e.id = l.event_id WHERE l.seq >= $1 AND l.seq < $2`;

interface EntryRow {
  readonly seq: string;
  readonly account_seq: string | null;
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly type: string;
  readonly account_id: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly placed_right: boolean;
}

function hashOf({ id, at, actor, type, account_id: accountId, facts, ...row }: EntryRow): Buffer {
  const accountSeq = row.account_seq === null ? null : Number(row.account_seq);
  return leafHash(
    entryLine({ id, at: at.toISOString(), actor, type, accountId, facts, seq: Number(row.seq), accountSeq }),
  );
}
