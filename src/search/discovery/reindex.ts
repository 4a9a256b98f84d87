import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Sequencer } from '../../audit/index.js';
import {
  type Actor,
  claim,
  Clock,
  demand,
  type Lease,
  leaseFor,
  newId,
  type Queue,
  Refusal,
  releaseLease,
  renewLease,
} from '../../platform/index.js';
import { type Compared, CompareDiscovery } from './compare-discovery.js';
import type { Engine } from './discovery.types.js';
import { DiscoveryIndex } from './discovery-index.port.js';
import { AT_ONCE, FollowDiscovery } from './follow-discovery.js';

/** `taking-in`: items read, of how many. `comparing`: accounts and months compared so far. */
export type ReindexTold = (step: 'taking-in' | 'comparing', done: number, total: number) => void;

export interface Reindexed {
  readonly engine: Engine;
  /** It went on where an earlier run had ended. */
  readonly resumed: boolean;
  /** Items looked at; those that may not be discovered are left out. */
  readonly items: number;
  /** Accounts and months compared, and what did not agree. */
  readonly compared: number;
  readonly differing: readonly Compared[];
}

interface BuildRow {
  readonly place: string | null;
  readonly done: string;
  readonly total: string;
  readonly from_seq: string;
}

const QUEUE: Queue = { table: 'discovery_index', key: ['engine'], due: 'true', order: 'engine' };
const LEASE_MILLISECONDS = 60_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Builds the index anew beside the one that answers, and puts it in its place. Wherever it is stopped or killed, the next
 * run goes on from the last items that were taken in; meanwhile whatever changes is put into both. Record search needs none
 * of it.
 */
@Injectable()
export class Reindex {
  private readonly owner = newId();

  // oxlint-disable-next-line max-params -- from the rows to the comparison
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly sequencer: Sequencer,
    private readonly index: DiscoveryIndex,
    private readonly follow: FollowDiscovery,
    private readonly comparison: CompareDiscovery,
  ) {}

  /** @throws {Refusal} `wrong-state` where another process builds it, or it was told to stop */
  async run(actor: Actor, { signal, told }: { signal: AbortSignal; told?: ReindexTold }): Promise<Reindexed> {
    demand(actor, 'archive.scrub');
    const engine = this.index.engine;
    await this.take();
    try {
      const resumed = await this.begin();
      const items = await this.takeIn(signal, told);
      await this.swap();
      return { engine, resumed, items, ...(await this.compare(signal, told)) };
    } finally {
      await releaseLease(this.database, QUEUE, [engine], this.owner);
    }
  }

  /** Leaves nothing of the index; what is kept of it here says that there is none. */
  async drop(actor: Actor): Promise<void> {
    demand(actor, 'archive.scrub');
    await this.take();
    await this.follow.underLock(async (rows) => {
      await this.index.drop(rows);
      await rows.query(`DELETE FROM discovery_index WHERE engine = $1`, [this.index.engine]);
      await rows.query(`DELETE FROM follower WHERE name = $1`, [this.follow.name]);
    });
  }

  private async take(): Promise<void> {
    const { engine } = this.index;
    await this.database.query(`INSERT INTO discovery_index (engine) VALUES ($1) ON CONFLICT DO NOTHING`, [engine]);
    const queue = { ...QUEUE, due: `engine = '${engine}'` };
    if ((await claim(this.database, queue, this.lease(), 1)).length > 0) return;
    throw new Refusal(
      'wrong-state',
      'Another process builds the index at this moment, or was ended less than a minute ago. Try again in a minute: what it did stays done.',
    );
  }

  /** Answers whether an earlier run is gone on with. */
  private async begin(): Promise<boolean> {
    await this.sequencer.settle();
    return this.follow.underLock(async (rows) => {
      if ((await this.build(rows)) !== null) return true;
      await this.index.begin(rows);
      await rows.query(
        `UPDATE discovery_index SET building = $2, place = NULL, done = 0, from_seq = (SELECT size FROM log_head),
           total = (SELECT count(*) FROM item WHERE kind NOT IN ('profile', 'original')) WHERE engine = $1`,
        [this.index.engine, this.clock.now()],
      );
      return false;
    });
  }

  private async takeIn(signal: AbortSignal, told?: ReindexTold): Promise<number> {
    for (;;) {
      await this.goOn(signal);
      const build = await this.build(this.database);
      if (build === null) throw new Error('Nothing is built');
      const rows: { id: string }[] = await this.database.query(
        `SELECT id FROM item WHERE id > $1 AND kind NOT IN ('profile', 'original') ORDER BY id LIMIT ${AT_ONCE}`,
        [build.place ?? FIRST],
      );
      const done = Number(build.done) + rows.length;
      told?.('taking-in', done, Math.max(done, Number(build.total)));
      const last = rows.at(-1);
      if (!last) return done;
      const ids = rows.map(({ id }) => id);
      await this.follow.refresh(ids, 'beside', async (tx) => {
        await tx.query(`UPDATE discovery_index SET place = $2, done = $3 WHERE engine = $1`, [
          this.index.engine,
          last.id,
          done,
        ]);
      });
    }
  }

  /** THE INDEX CHANGES: from here on the new one answers, and has seen everything up to the beginning of its building. */
  private swap(): Promise<void> {
    return this.follow.underLock(async (rows) => {
      const build = await this.build(rows);
      if (build === null) throw new Error('Nothing is built');
      await this.index.swap(rows);
      await rows.query(`UPDATE discovery_index SET building = NULL, place = NULL, built_at = $2 WHERE engine = $1`, [
        this.index.engine,
        this.clock.now(),
      ]);
      await rows.query(
        `INSERT INTO follower (name, seq) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET seq = greatest(follower.seq, excluded.seq)`,
        [this.follow.name, Number(build.from_seq) - 1],
      );
    });
  }

  private async compare(signal: AbortSignal, told?: ReindexTold): Promise<Pick<Reindexed, 'compared' | 'differing'>> {
    await this.follow.settle();
    const differing: Compared[] = [];
    let compared = 0;
    for await (const one of this.comparison.run(signal)) {
      compared += 1;
      if (one.differing.length > 0) differing.push(one);
      if (compared % AT_ONCE === 0) await this.goOn(signal);
      told?.('comparing', compared, compared);
    }
    return { compared, differing };
  }

  private async build(rows: Pick<EntityManager, 'query'>): Promise<BuildRow | null> {
    const [row]: BuildRow[] = await rows.query(
      `SELECT place, done, total, from_seq FROM discovery_index WHERE engine = $1 AND building IS NOT NULL`,
      [this.index.engine],
    );
    return row ?? null;
  }

  private async goOn(signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      throw new Refusal(
        'wrong-state',
        'The building of the index was stopped. What is done stays done, and the index before answers. Go on with: akta reindex',
      );
    }
    if (await renewLease(this.database, QUEUE, [this.index.engine], this.lease())) return;
    throw new Refusal('wrong-state', 'Another process has taken over the building of the index. Nothing is lost.');
  }

  private lease(): Lease {
    return leaseFor(this.owner, this.clock, LEASE_MILLISECONDS);
  }
}
