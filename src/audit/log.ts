import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, Refusal } from '../platform/index.js';
import { checkpointBody, keyFingerprint, keyId, printProof, signedNote, verifierKey } from './checkpoint.rules.js';
import { entryLine } from './entry.rules.js';
import { consistencyRanges, EMPTY_ROOT, hashRange, inclusionRanges, type Range, tilesFor } from './merkle.rules.js';
import { loadTiles } from './stored-tiles.js';
import { keyFor, type Handover } from './handover.rules.js';
import { Signer } from './signer.port.js';

export type CheckpointOccasion = 'hourly' | 'export' | 'stop' | 'asked' | 'register' | 'handover';

export interface KeptCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  /** The signed note. */
  readonly note: string;
  readonly at: Date;
}

export interface KeptHandover extends Pick<Handover, 'size' | 'from' | 'to'> {
  readonly at: Date;
  /** Signed by both keys. */
  readonly note: string;
}

export interface LogEntry {
  readonly seq: number;
  readonly line: string;
  readonly type: string;
  readonly at: string;
  readonly eventId: string;
  readonly accountId: string | null;
  readonly accountSeq: number | null;
  readonly facts: Readonly<Record<string, string | number>>;
}

const ENTRY = `
  SELECT l.seq, l.account_seq, e.id, e.at, e.actor, e.type, e.account_id, e.facts
    FROM log_entry l JOIN audit_event e ON e.id = l.event_id`;

/** Reading the log and proving things of it. Numbers up to 2^53; proofs are RFC 6962's, texts are C2SP's. */
@Injectable()
export class Log {
  constructor(
    private readonly database: DataSource,
    private readonly signer: Signer,
    private readonly clock: Clock,
  ) {}

  async head(): Promise<{ origin: string; size: number; root: Buffer; refused: string | null }> {
    const [row] = await this.database.query(`SELECT origin, size, root, refused FROM log_head`);
    if (!row) throw new Refusal('wrong-state', 'The log has not been opened. Start Akta once to open it.');
    return { origin: row.origin, size: Number(row.size), root: row.root, refused: row.refused };
  }

  /** What the log's first entry declares its times to be; a demonstration's stays one whoever opens it later. */
  async declaredClock(): Promise<'real' | 'simulated'> {
    const [opened] = await this.entriesAt([0]);
    const declared = opened?.facts['clock'] ?? this.clock.kind;
    return declared === 'simulated' ? 'simulated' : 'real';
  }

  get publicKey(): Buffer {
    return this.signer.publicKey;
  }

  get fingerprint(): string {
    return keyFingerprint(this.signer.publicKey);
  }

  async verifierKey(): Promise<string> {
    return verifierKey((await this.head()).origin, this.signer.publicKey);
  }

  /** In the order asked for; an event not yet sequenced is left out. */
  async entriesOf(eventIds: readonly string[]): Promise<LogEntry[]> {
    const rows = await this.database.query(`${ENTRY} WHERE l.event_id = ANY($1::uuid[])`, [eventIds]);
    const found = new Map<string, LogEntry>(rows.map((row: EntryRow) => [row.id, toEntry(row)]));
    return eventIds.flatMap((id) => found.get(id) ?? []);
  }

  async entriesAt(seqs: readonly number[]): Promise<LogEntry[]> {
    const rows = await this.database.query(`${ENTRY} WHERE l.seq = ANY($1::bigint[]) ORDER BY l.seq`, [seqs]);
    return rows.map(toEntry);
  }

  /** Entries from..to inclusive of one account's own gapless sequence. */
  async entriesOfAccount(accountId: string, from: number, to: number): Promise<LogEntry[]> {
    const rows = await this.database.query(
      `${ENTRY} WHERE l.account_id = $1 AND l.account_seq BETWEEN $2 AND $3 ORDER BY l.account_seq`,
      [accountId, from, to],
    );
    return rows.map(toEntry);
  }

  /** At most `limit` entries after `seq`, in order. */
  async entriesAfter(seq: number, limit: number): Promise<LogEntry[]> {
    const rows = await this.database.query(`${ENTRY} WHERE l.seq > $1 ORDER BY l.seq LIMIT $2`, [seq, limit]);
    return rows.map(toEntry);
  }

  async proveInclusion(index: number, size: number): Promise<Buffer[]> {
    if (index >= size) throw new Refusal('invalid-input', `The log of ${size} entries has no entry ${index}.`);
    return this.hashes(inclusionRanges(index, size));
  }

  async proveConsistency(from: number, to: number): Promise<Buffer[]> {
    return this.hashes(consistencyRanges(from, to));
  }

  async rootAt(size: number): Promise<Buffer> {
    const [root] = await this.hashes([[0, size]]);
    if (!root) throw new Error('A tree has a root');
    return root;
  }

  /** A `.tlog-proof` that entry `index` is in the log this checkpoint signs. */
  async proofText(index: number, checkpoint: KeptCheckpoint): Promise<string> {
    return printProof(index, await this.proveInclusion(index, checkpoint.size), checkpoint.note);
  }

  /** As `proofText`, of several entries: what their proofs have in common is read and hashed once. */
  async proofTexts(indices: readonly number[], { size, note }: KeptCheckpoint): Promise<string[]> {
    const paths = await this.proofPaths(indices, size);
    return paths.map((path, i) => printProof(indices[i] ?? 0, path, note));
  }

  /** The hashes beside the way of each entry to the root of the log of this size. */
  async proofPaths(indices: readonly number[], size: number): Promise<Buffer[][]> {
    const outside = indices.find((index) => index >= size);
    if (outside !== undefined)
      throw new Refusal('invalid-input', `The log of ${size} entries has no entry ${outside}.`);
    const paths = indices.map((index) => inclusionRanges(index, size));
    const ranges = new Map(paths.flat().map((range) => [range.join(), range]));
    const hashes = await this.hashes([...ranges.values()]);
    const known = new Map(Array.from(ranges.keys(), (name, i) => [name, hashes[i] ?? EMPTY_ROOT]));
    return paths.map((path) => path.map((range) => known.get(range.join()) ?? EMPTY_ROOT));
  }

  /** Where one key of the log handed over to the next, in order. */
  async handovers(): Promise<KeptHandover[]> {
    const rows: { size: string; from_key: Buffer; to_key: Buffer; at: Date; note: string }[] =
      await this.database.query(`SELECT size, from_key, to_key, at, note FROM log_handover ORDER BY size`);
    return rows.map(({ size, from_key: from, to_key: to, at, note }) => ({ size: Number(size), from, to, at, note }));
  }

  /** By which key a checkpoint of so many entries is signed. */
  async keysBySize(): Promise<(size: number) => Buffer> {
    const [handovers, only] = [await this.handovers(), this.signer.publicKey];
    return (size) => keyFor(size, handovers) ?? only;
  }

  /**
   * Signs the log as it is now and keeps the checkpoint; the same size is signed once. Commit → sign → publish. Rejects
   * 'wrong-state' where this machine has a key that was replaced.
   */
  async keepCheckpoint(why: CheckpointOccasion): Promise<KeptCheckpoint> {
    const { origin, size, root } = await this.head();
    const [old] = await this.database.query(`SELECT size, root, note, at FROM checkpoint WHERE size = $1`, [size]);
    if (old) return { ...old, size: Number(old.size) };
    const body = checkpointBody({ origin, size, root });
    const key = this.signer.publicKey;
    const signature = await this.signer.sign(Buffer.from(body));
    const note = signedNote(body, [{ name: origin, keyId: keyId(origin, key), signature }]);
    const at = this.clock.now();
    const [row] = await this.database.query(
      `INSERT INTO checkpoint (size, root, note, at, why)
       SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT FROM log_handover WHERE from_key = $6)
       ON CONFLICT (size) DO UPDATE SET size = checkpoint.size RETURNING size, root, note, at`,
      [size, root, note, at, why, key],
    );
    if (row) return { ...row, size: Number(row.size) };
    throw new Refusal(
      'wrong-state',
      'This machine has a key of the log that was replaced. Copy log.pem from the machine where it was replaced; if that was interrupted here, finish it: akta log rotate-key',
    );
  }

  async newestCheckpoint(): Promise<KeptCheckpoint | null> {
    const [row] = await this.database.query(`SELECT size, root, note, at FROM checkpoint ORDER BY size DESC LIMIT 1`);
    return row ? { ...row, size: Number(row.size) } : null;
  }

  private async hashes(ranges: readonly Range[]): Promise<Buffer[]> {
    if (ranges.length === 0) return [];
    const tiles = await loadTiles(this.database, tilesFor(ranges));
    return ranges.map((range) => hashRange(range, tiles));
  }
}

interface EntryRow {
  readonly seq: string;
  readonly account_seq: string | null;
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly type: string;
  readonly account_id: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
}

function toEntry(row: EntryRow): LogEntry {
  const accountSeq = row.account_seq === null ? null : Number(row.account_seq);
  const at = row.at.toISOString();
  const seq = Number(row.seq);
  const { id, actor, type, account_id: accountId, facts } = row;
  return {
    seq,
    at,
    type,
    facts,
    accountId,
    accountSeq,
    eventId: id,
    line: entryLine({ id, at, actor, type, accountId, facts, seq, accountSeq }),
  };
}
