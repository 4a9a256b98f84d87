import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, describe, loggers, newId, Stopped, system } from '../../platform/index.js';
import { AuditTrail } from '../audit-trail.js';
import { MarkQueue, type MarkRequest } from './mark-queue.js';
import { StampRefused } from './stamp.types.js';
import { type FreshStamp, TimestampAuthorities } from './timestamp-authority.port.js';

/**
 * Lets every configured authority date the newest kept checkpoint. Of any number of workers one asks; an authority that
 * is not there, or answers something else, is asked again for as long as it is configured.
 */
@Injectable()
export class KeepStamps {
  private readonly queue: MarkQueue;

  // oxlint-disable-next-line max-params -- from the checkpoint to its stamps
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly authorities: TimestampAuthorities,
    clock: Clock,
  ) {
    this.queue = new MarkQueue(database, clock, 'stamp');
  }

  /** Answers how many stamps came. */
  async run(signal?: AbortSignal): Promise<number> {
    let stamped = 0;
    for (const request of await this.queue.take(this.authorities.all.map(({ name }) => name))) {
      if (signal?.aborted) await this.queue.again(request, null);
      else if (await this.ask(request, signal)) stamped += 1;
    }
    return stamped;
  }

  private async ask(request: MarkRequest, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.keep(request, await this.stampOf(request, signal));
      return true;
    } catch (error) {
      if (error instanceof Stopped) return false;
      loggers.log.warn('A timestamp authority gave no stamp', { authority: request.name, ...describe(error) });
      if (error instanceof StampRefused) await this.queue.again(request, error);
      else throw error;
      return false;
    }
  }

  private async stampOf({ name, size }: MarkRequest, signal?: AbortSignal): Promise<FreshStamp> {
    const authority = this.authorities.all.find((one) => one.name === name);
    if (!authority) throw new Stopped('not asked any more');
    const [checkpoint] = await this.database.query(`SELECT note FROM checkpoint WHERE size = $1`, [size]);
    return authority.stamp(Buffer.from(checkpoint.note), signal);
  }

  private async keep(request: MarkRequest, stamp: FreshStamp): Promise<void> {
    await this.trail.write(system('log'), async (tx) => {
      await this.queue.finish(tx.rows, request);
      const { at, answer, above, ca, revocations, unseen } = stamp;
      const { id, event, size } = { id: newId(), event: newId(), size: Number(request.size) };
      const facts = { stamp: id, size, on: at.toISOString(), sha256: hash('sha256', answer) };
      await tx.record('checkpoint.stamped', facts, { id: event });
      await tx.rows.query(
        `INSERT INTO checkpoint_stamp (id, size, authority, at, answer, above, ca, revocations, unseen, event_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8::bytea[], $9, $10)`,
        [id, size, request.name, at, answer, above, ca, revocations, unseen, event],
      );
    });
  }
}
