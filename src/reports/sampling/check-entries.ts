import { Injectable } from '@nestjs/common';
import {
  type KeptCheckpoint,
  leafHash,
  Log,
  type LogEntry,
  openCheckpoint,
  verifyInclusion,
} from '../../audit/index.js';

export interface CheckedEntry {
  readonly entry: LogEntry;
  /** The way from the entry to the root that was signed leads there. */
  readonly included: boolean;
}

export interface CheckedLog {
  readonly size: number;
  readonly at: string;
  /** Its signature is by the log's key, and it signs the root the entries were checked against. */
  readonly signed: boolean;
  readonly entries: ReadonlyMap<string, CheckedEntry>;
}

/** Whether entries are in the log as it was signed: worked out anew from its tiles, not read from a row that says so. */
@Injectable()
export class CheckEntries {
  constructor(private readonly log: Log) {}

  /** By id of their events; what the Sequencer has not numbered yet is left out. */
  async run(eventIds: readonly string[]): Promise<CheckedLog> {
    const found = await this.log.entriesOf(eventIds);
    const highest = Math.max(0, ...found.map(({ seq }) => seq));
    const checkpoint = await this.covering(highest + 1);
    const note = openCheckpoint(checkpoint.note, (await this.log.keysBySize())(checkpoint.size));
    const signed =
      note.valid && note.checkpoint.size === checkpoint.size && note.checkpoint.root.equals(checkpoint.root);
    const entries = new Map<string, CheckedEntry>();
    for (const entry of found)
      entries.set(entry.eventId, { entry, included: await this.isIncluded(entry, checkpoint) });
    return { size: checkpoint.size, at: checkpoint.at.toISOString(), signed, entries };
  }

  private async isIncluded({ seq: index, line }: LogEntry, { size, root }: KeptCheckpoint): Promise<boolean> {
    const path = await this.log.proveInclusion(index, size);
    return verifyInclusion({ index, size, leaf: leafHash(line), path, root });
  }

  /** The newest that is signed, where it reaches far enough: papers of one sample then rest on one checkpoint. */
  private async covering(size: number): Promise<KeptCheckpoint> {
    const newest = await this.log.newestCheckpoint();
    return newest && newest.size >= size ? newest : this.log.keepCheckpoint('asked');
  }
}
