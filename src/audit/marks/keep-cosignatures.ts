import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, describe, loggers, newId, Stopped, system } from '../../platform/index.js';
import { AuditTrail } from '../audit-trail.js';
import { Log } from '../log.js';
import { cosignedAt } from './cosignature.rules.js';
import { MarkQueue, type MarkRequest } from './mark-queue.js';
import { KnowsOther, type Witness, Witnesses, WitnessRefused } from './witness.port.js';

interface Cosigned {
  readonly at: Date;
  readonly line: string;
}

/** Lets every configured witness see that the newest kept checkpoint continues what it saw before, and sign that. */
@Injectable()
export class KeepCosignatures {
  private readonly queue: MarkQueue;

  // oxlint-disable-next-line max-params -- from the checkpoint to its cosignatures
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly log: Log,
    private readonly witnesses: Witnesses,
    clock: Clock,
  ) {
    this.queue = new MarkQueue(database, clock, 'cosignature');
  }

  /** Answers how many signed. */
  async run(signal?: AbortSignal): Promise<number> {
    let signed = 0;
    for (const request of await this.queue.take(this.witnesses.all.map(({ name }) => name))) {
      if (signal?.aborted) await this.queue.again(request, null);
      else if (await this.ask(request, signal)) signed += 1;
    }
    return signed;
  }

  private async ask(request: MarkRequest, signal?: AbortSignal): Promise<boolean> {
    const witness = this.witnesses.all.find(({ name }) => name === request.name);
    if (!witness) return false;
    try {
      await this.keep(request, await this.cosigned(witness, Number(request.size), signal));
      return true;
    } catch (error) {
      if (error instanceof Stopped) return false;
      loggers.log.warn('A witness did not sign', { witness: request.name, ...describe(error) });
      if (error instanceof WitnessRefused) await this.queue.again(request, error);
      else throw error;
      return false;
    }
  }

  private async cosigned(witness: Witness, size: number, signal?: AbortSignal): Promise<Cosigned> {
    const [last] = await this.database.query(
      `SELECT max(size) AS size FROM checkpoint_cosignature WHERE witness = $1 AND size <= $2`,
      [witness.name, size],
    );
    const old = Number(last?.size ?? 0);
    try {
      return await this.from(witness, { old, size }, signal);
    } catch (error) {
      if (!(error instanceof KnowsOther)) throw error;
      // As long as ours, or longer, and not ours: it was signed when the log was another.
      if (error.size > size || error.size === old) throw new WitnessRefused('fork', error.message, { cause: error });
      return this.from(witness, { old: error.size, size }, signal);
    }
  }

  private async from(
    witness: Witness,
    { old, size }: { readonly old: number; readonly size: number },
    signal?: AbortSignal,
  ): Promise<Cosigned> {
    const [{ note }] = await this.database.query(`SELECT note FROM checkpoint WHERE size = $1`, [size]);
    const path = old === 0 ? [] : await this.log.proveConsistency(old, size);
    const lines = await witness.add({ old, path, note }, signal);
    const body = String(note).slice(0, String(note).indexOf('\n\n') + 1);
    const found = cosignedAt(lines, body, { name: witness.name, key: witness.key });
    if (!found) throw new WitnessRefused('signature');
    return found;
  }

  private async keep(request: MarkRequest, { at, line }: Cosigned): Promise<void> {
    await this.trail.write(system('log'), async (tx) => {
      await this.queue.finish(tx.rows, request);
      const { id, event, size } = { id: newId(), event: newId(), size: Number(request.size) };
      const facts = { cosignature: id, size, on: at.toISOString(), sha256: hash('sha256', line) };
      await tx.record('checkpoint.cosigned', facts, { id: event });
      await tx.rows.query(
        `INSERT INTO checkpoint_cosignature (id, size, witness, at, line, event_id) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, size, request.name, at, line, event],
      );
    });
  }
}
