import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Log, type LogEntry } from './log.js';
import { Sequencer } from './sequencer.js';

const BATCH = 500;

/** Reads the log in order, each entry at least once: what it does may be done twice. Called with none when idle. */
export interface Follower {
  readonly name: string;
  follow(entries: readonly LogEntry[]): Promise<void>;
}

/** Everything that lives off the log. A follower's cursor moves only after its work is done. */
@Injectable()
export class Followers {
  private readonly followers: Follower[] = [];

  constructor(
    private readonly database: DataSource,
    private readonly log: Log,
    private readonly sequencer: Sequencer,
  ) {}

  register(follower: Follower): void {
    this.followers.push(follower);
  }

  /** One batch for each follower; answers how many entries were followed. */
  async tick(): Promise<number> {
    let done = 0;
    for (const follower of this.followers) done += await this.advance(follower);
    return done;
  }

  /** Sequences and follows until everything committed so far has been seen by all. */
  async settle(): Promise<void> {
    do await this.sequencer.settle();
    while ((await this.tick()) > 0);
  }

  /** Lets one of them see every entry of a log of this size. */
  async reach(follower: Follower, size: number): Promise<void> {
    for (;;) {
      const [row] = await this.database.query(`SELECT seq FROM follower WHERE name = $1`, [follower.name]);
      if (Number(row?.seq ?? -1) >= size - 1 || (await this.advance(follower)) === 0) return;
    }
  }

  /**
   * One batch for one of them, whether it is registered or comes by itself. Two processes may follow at once: both read the
   * same entries, and the cursor only ever moves forward.
   */
  async advance(follower: Follower): Promise<number> {
    const [row] = await this.database.query(`SELECT seq FROM follower WHERE name = $1`, [follower.name]);
    const entries = await this.log.entriesAfter(row ? Number(row.seq) : -1, BATCH);
    await follower.follow(entries);
    const last = entries.at(-1);
    if (!last) return 0;
    await this.database.query(
      `INSERT INTO follower (name, seq) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET seq = greatest(follower.seq, excluded.seq)`,
      [follower.name, last.seq],
    );
    return entries.length;
  }
}
