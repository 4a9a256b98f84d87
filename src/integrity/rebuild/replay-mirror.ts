import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type MirroredLog, ReadLogMirror } from '../../archive/index.js';
import { Log, readEntryLine, ReplayLog } from '../../audit/index.js';
import { Refusal } from '../../platform/index.js';

export interface LogStanding {
  /** Entries the database has. */
  readonly here: number;
  /** Entries the newest checkpoint in the object store speaks of. */
  readonly there: number;
}

/** Brings the log up to its newest checkpoint in the object store: the same entries at the same places, or nothing. */
@Injectable()
export class ReplayMirror {
  constructor(
    private readonly database: DataSource,
    private readonly mirror: ReadLogMirror,
    private readonly replay: ReplayLog,
    private readonly log: Log,
  ) {}

  async look(): Promise<LogStanding & { mirrored: MirroredLog | null }> {
    const [head] = await this.database.query(`SELECT size FROM log_head`);
    const mirrored = await this.mirror.find();
    return { here: Number(head?.size ?? 0), there: mirrored?.checkpoint.size ?? 0, mirrored };
  }

  /** The kind of each entry that the store has and the database has not, in order. */
  async *missingTypes(): AsyncIterable<string> {
    const { here, there } = await this.look();
    for await (const lines of this.mirror.entries(here, there)) {
      for (const line of lines) yield readEntryLine(line)?.type ?? 'unreadable';
    }
  }

  async run(goOn: (done: number) => void): Promise<LogStanding> {
    const { here, there, mirrored } = await this.look();
    if (!mirrored) {
      await this.demandSome();
      return { here, there };
    }
    const { checkpoint, note, earlier } = mirrored;
    await this.replay.open(checkpoint.origin);
    if (there > here) {
      await this.replay.demandRoot(this.mirror.entries(here, there), checkpoint);
      let done = here;
      for await (const lines of this.mirror.entries(here, there)) {
        await this.replay.append(lines);
        done += lines.length;
        goOn(done);
      }
    }
    for (const signed of [...earlier, { checkpoint, note }]) await this.keep(signed);
    return { here, there };
  }

  private async demandSome(): Promise<void> {
    const [head] = await this.database.query(`SELECT FROM log_head`);
    if (head) return;
    throw new Refusal(
      'not-found',
      'The object store holds no copy of the log. Bring its objects back from your own copy first.',
    );
  }

  /** Refused where the log here is another than the one that was signed. */
  private async keep({ checkpoint, note }: Pick<MirroredLog, 'checkpoint' | 'note'>): Promise<void> {
    const root = await this.log.rootAt(checkpoint.size);
    if (!root.equals(checkpoint.root)) {
      throw new Refusal(
        'integrity-failure',
        `The log of this database and the copy in the object store are two different ones at ${checkpoint.size} entries. Nothing is sequenced. Restore a backup of this installation.`,
        { size: checkpoint.size },
      );
    }
    await this.replay.keepCheckpoint(checkpoint, note);
  }
}
