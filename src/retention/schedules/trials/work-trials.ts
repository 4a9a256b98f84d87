import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  claim,
  Clock,
  describe,
  type Lease,
  leaseFor,
  loggers,
  newId,
  type Queue,
  Refusal,
  releaseLease,
  renewLease,
  Stopped,
  system,
} from '../../../platform/index.js';
import type { Policy } from '../policy.types.js';
import { TryPolicy } from '../what-if.js';

const QUEUE: Queue = {
  table: 'policy_trial',
  key: ['id'],
  due: `state IN ('waiting', 'working') AND next_at <= $1`,
  order: 'next_at, id',
};
const LEASE_MS = 2 * 60_000;
const AGAIN_MS = 60_000;

interface TrialRow {
  readonly id: string;
  readonly body_id: string;
  readonly policy: Policy;
}

/** Works out what would come of policies that people ask about, one after the other; any number of workers may. */
@Injectable()
export class WorkTrials {
  private readonly owner = newId();

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly whatIf: TryPolicy,
  ) {}

  /** Answers whether there was one. */
  async tick({ signal }: { readonly signal?: AbortSignal } = {}): Promise<boolean> {
    const [row] = await claim<TrialRow>(this.database, QUEUE, this.lease(), 1);
    if (!row) return false;
    try {
      await this.carryOut(row, signal);
    } catch (error) {
      await this.putBack(row.id, error);
    }
    return true;
  }

  private async carryOut({ id, body_id: bodyId, policy }: TrialRow, signal?: AbortSignal): Promise<void> {
    await this.database.query(
      `UPDATE policy_trial SET state = 'working', items = 0,
              total = (SELECT count(*) FROM item i WHERE i.body_id = $2 AND EXISTS (SELECT FROM item_key k WHERE k.item_id = i.id))
        WHERE id = $1 AND lease_owner = $3`,
      [id, bodyId, this.owner],
    );
    const answer = await this.whatIf.run(system('retention'), { bodyId, policy }, async (items) => {
      if (signal?.aborted === true) throw new Stopped('asked to end');
      if (!(await renewLease(this.database, QUEUE, [id], this.lease()))) throw new Stopped('taken over');
      await this.database.query(`UPDATE policy_trial SET items = $2 WHERE id = $1 AND lease_owner = $3`, [
        id,
        items,
        this.owner,
      ]);
    });
    await this.database.query(
      `UPDATE policy_trial SET state = 'done', answer = $2, items = $3, total = $3, done_at = $4, lease_owner = NULL,
              lease_until = NULL WHERE id = $1 AND lease_owner = $5`,
      [id, JSON.stringify(answer), answer.after.items, this.clock.now(), this.owner],
    );
  }

  /** What is refused stays so; whatever else went wrong is tried again. */
  private async putBack(id: string, error: unknown): Promise<void> {
    if (error instanceof Refusal) {
      await this.database.query(
        `UPDATE policy_trial SET state = 'failed', fault = $2, done_at = $3, lease_owner = NULL, lease_until = NULL
          WHERE id = $1 AND lease_owner = $4`,
        [id, error.message, this.clock.now(), this.owner],
      );
      return;
    }
    if (!(error instanceof Stopped)) {
      loggers.retention.error('A trial of a policy failed', { trial: id, ...describe(error) });
      const again = new Date(this.clock.now().getTime() + AGAIN_MS);
      await this.database.query(`UPDATE policy_trial SET next_at = $2 WHERE id = $1 AND lease_owner = $3`, [
        id,
        again,
        this.owner,
      ]);
    }
    await releaseLease(this.database, QUEUE, [id], this.owner);
  }

  private lease(): Lease {
    return leaseFor(this.owner, this.clock, LEASE_MS);
  }
}
