import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { checkpointBody, keyId, printProof, rawPublicKey, signedNote } from '../../src/audit/checkpoint.rules.js';
import { entryLine } from '../../src/audit/entry.rules.js';
import type { KeptCheckpoint, LogEntry } from '../../src/audit/log.js';
import {
  appendLeaves,
  consistencyRanges,
  hashRange,
  inclusionRanges,
  leafHash,
  type Tiles,
} from '../../src/audit/merkle.rules.js';
import type { BundleLog } from '../../src/exports/bundle/bundle.types.js';

export const ORIGIN = 'records.newford.example/log1';

/** UUIDs that are the same in every run, so that two builds can be compared byte for byte. */
export function fixedId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A log in memory: the tree, the proofs and the notes are those of src/audit; only the rows are missing. */
export class FixtureLog implements BundleLog {
  readonly origin = ORIGIN;
  readonly lines: LogEntry[] = [];
  private readonly tiles: Tiles = new Map();
  private readonly counters = new Map<string, number>();
  readonly privateKey: KeyObject;
  readonly publicKey: Buffer;

  constructor(privateKey?: KeyObject) {
    this.privateKey = privateKey ?? generateKeyPairSync('ed25519').privateKey;
    this.publicKey = rawPublicKey(createPublicKey(this.privateKey));
  }

  /** Another log in the same hands. */
  static signedAs(log: FixtureLog): FixtureLog {
    return new FixtureLog(log.privateKey);
  }

  get pem(): string {
    const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), this.publicKey]);
    return `-----BEGIN PUBLIC KEY-----\n${key.toString('base64')}\n-----END PUBLIC KEY-----\n`;
  }

  add(type: string, at: string, facts: LogEntry['facts'], account: string | null = null): LogEntry {
    const seq = this.lines.length;
    const accountSeq = account === null ? null : (this.counters.get(account) ?? 0);
    if (account !== null) this.counters.set(account, (accountSeq ?? 0) + 1);
    const eventId = fixedId(`event ${seq}`);
    const line = entryLine({
      id: eventId,
      at,
      actor: 'system:capture',
      type,
      accountId: account,
      facts,
      seq,
      accountSeq,
    });
    const entry = { seq, line, type, at, eventId, accountId: account, accountSeq, facts };
    this.lines.push(entry);
    appendLeaves(this.tiles, seq, [leafHash(line)]);
    return entry;
  }

  next(account: string): number {
    return this.counters.get(account) ?? 0;
  }

  /** Of the log as it was when it had so many entries; as it is unless told. */
  checkpoint(size = this.lines.length): KeptCheckpoint {
    const root = hashRange([0, size], this.tiles);
    const body = checkpointBody({ origin: ORIGIN, size, root });
    const signature = sign(null, Buffer.from(body), this.privateKey);
    const note = signedNote(body, [{ name: ORIGIN, keyId: keyId(ORIGIN, this.publicKey), signature }]);
    return { size, root, note, at: new Date('2026-05-21T15:02:00.000Z') };
  }

  async entriesAt(seqs: readonly number[]): Promise<LogEntry[]> {
    return seqs.flatMap((seq) => this.lines[seq] ?? []);
  }

  async entriesOfAccount(accountId: string, from: number, to: number): Promise<LogEntry[]> {
    return this.lines.filter(
      (entry) => entry.accountId === accountId && (entry.accountSeq ?? -1) >= from && (entry.accountSeq ?? -1) <= to,
    );
  }

  async proofText(index: number, { size, note }: KeptCheckpoint): Promise<string> {
    const [path = []] = await this.proofPaths([index], size);
    return printProof(index, path, note);
  }

  async proofTexts(indices: readonly number[], checkpoint: KeptCheckpoint): Promise<string[]> {
    return Promise.all(indices.map((index) => this.proofText(index, checkpoint)));
  }

  async proofPaths(indices: readonly number[], size: number): Promise<Buffer[][]> {
    return indices.map((index) => inclusionRanges(index, size).map((range) => hashRange(range, this.tiles)));
  }

  async proveConsistency(from: number, to: number): Promise<Buffer[]> {
    return consistencyRanges(from, to).map((range) => hashRange(range, this.tiles));
  }
}
