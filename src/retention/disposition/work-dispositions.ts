import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackUpKeys } from '../../archive/index.js';
import {
  type Actor,
  claim,
  Clock,
  describe,
  type Lease,
  leaseFor,
  loggers,
  newId,
  type Queue,
  Refusal,
  renewLease,
  Stopped,
  system,
} from '../../platform/index.js';
import { CertifyList } from './certify-list.js';
import { DestroyBatch } from './destroy-batch.js';

const QUEUE: Queue = { table: 'disposition_work', key: ['list_id'], due: 'next_at <= $1', order: 'next_at, list_id' };
const LEASE_MILLISECONDS = 5 * 60_000;
const AGAIN_MILLISECONDS = 60_000;

/** How many entries of a list are settled, of how many. */
export type Told = (done: number, total: number) => void;

interface WorkRow {
  readonly list_id: string;
  readonly key_file_id: string | null;
}

/** Carries out lists that were put to work, batch by batch, and certifies them; any number of workers may. */
@Injectable()
export class WorkDispositions {
  private readonly owner = newId();

  // oxlint-disable-next-line max-params -- from the first key file to the certificate
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly backUp: BackUpKeys,
    private readonly batch: DestroyBatch,
    private readonly certify: CertifyList,
  ) {}

  /** Answers whether there was a list. `only` takes just this one. */
  async tick(options: { signal?: AbortSignal; told?: Told; only?: string } = {}): Promise<boolean> {
    const queue = options.only === undefined ? QUEUE : { ...QUEUE, due: `list_id = '${uuid(options.only)}'` };
    const [row] = await claim<WorkRow>(this.database, queue, this.lease(), 1);
    if (!row) return false;
    try {
      await this.carryOut(row, options);
      await this.putBack(row, 0);
    } catch (error) {
      const stopped = error instanceof Stopped;
      if (!stopped) loggers.retention.error('A disposition stands still', { list: row.list_id, ...describe(error) });
      await this.putBack(row, stopped ? 0 : AGAIN_MILLISECONDS);
    }
    return true;
  }

  private async carryOut(row: WorkRow, { signal, told }: { signal?: AbortSignal; told?: Told }): Promise<void> {
    const { list_id: listId } = row;
    const goOn = async (): Promise<void> => {
      if (signal?.aborted) throw new Stopped('asked to end');
      if (!(await renewLease(this.database, QUEUE, [listId], this.lease()))) throw new Stopped('taken over');
    };
    const actor = await this.actorOf(listId);

    // 1. The keys as they are before the first of them goes.
    if (row.key_file_id === null && (await this.isExecuting(listId))) {
      const { id } = await this.backUp.run(system('retention'), goOn);
      await this.database.query(`UPDATE disposition_work SET key_file_id = $2 WHERE list_id = $1`, [listId, id]);
    }

    // 2. Batch by batch; whoever takes over a list goes on with what is still listed.
    while (await this.isExecuting(listId)) {
      await goOn();
      const settled = await this.batch.run(actor, { listId, owner: this.owner });
      if (told && settled > 0) told(...(await this.progress(listId)));
    }

    // 3. The certificate, once the log has numbered what happened.
    await this.certify.run(listId);
  }

  private async isExecuting(listId: string): Promise<boolean> {
    const found = await this.database.query<unknown[]>(
      `SELECT FROM disposition_list WHERE id = $1 AND state = 'executing'`,
      [listId],
    );
    return found.length > 0;
  }

  private async progress(listId: string): Promise<[done: number, total: number]> {
    const [row] = await this.database.query<{ done: number; total: number }[]>(
      `SELECT count(*) FILTER (WHERE state <> 'listed')::int AS done, count(*)::int AS total
         FROM disposition_entry WHERE list_id = $1 AND state <> 'excluded'`,
      [listId],
    );
    return [row?.done ?? 0, row?.total ?? 0];
  }

  /** Who put the list to work; the work itself asks for no permission again. */
  private async actorOf(listId: string): Promise<Actor> {
    const [step] = await this.database.query<{ id: string; name: string }[]>(
      `SELECT p.id, p.name FROM disposition_step s JOIN person p ON 'person:' || p.id = s.by
        WHERE s.list_id = $1 AND s.action IN ('execute', 'keep-copy')`,
      [listId],
    );
    if (!step) throw new Refusal('wrong-state', 'Nobody has put this list to work.');
    return { kind: 'person', personId: step.id, name: step.name, permissions: new Set() };
  }

  private async putBack({ list_id: listId }: WorkRow, milliseconds: number): Promise<void> {
    const next = new Date(this.clock.now().getTime() + milliseconds);
    await this.database.query(
      `UPDATE disposition_work SET next_at = $3, lease_owner = NULL, lease_until = NULL WHERE list_id = $1 AND lease_owner = $2`,
      [listId, this.owner, next],
    );
  }

  private lease(): Lease {
    return leaseFor(this.owner, this.clock, LEASE_MILLISECONDS);
  }
}

function uuid(text: string): string {
  if (/^[0-9a-f-]{36}$/.test(text)) return text;
  throw new Refusal('not-found', 'There is no such disposition list.');
}
