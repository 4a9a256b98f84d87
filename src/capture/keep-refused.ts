import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KeepExchange, Keyring, writeExchanges } from '../archive/index.js';
import { AuditTrail } from '../audit/index.js';
import { ConnectorError, type RawExchange } from '../connectors/index.js';
import { Clock, describe, loggers, newId, system } from '../platform/index.js';
import type { LoopRun } from './loop-run.types.js';

/** Of one account: somebody who alters every answer fills no store with them. */
const MOST_A_DAY = 20;
const DAY_MS = 24 * 3_600_000;

/**
 * Keeps an answer that is not what it says it is: whose signature does not hold, whose bytes were altered, that a name was
 * refused for. It shows no item, and nothing of it is believed; that it was given is the evidence. The same one is kept once.
 */
@Injectable()
export class KeepRefused {
  // oxlint-disable-next-line max-params -- what it keeps with, and what it is known again by
  constructor(
    private readonly database: DataSource,
    private readonly keep: KeepExchange,
    private readonly keyring: Keyring,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Of a run that ended with it. That it cannot be kept now changes nothing of why the run ended. */
  async run(run: LoopRun, fault: unknown): Promise<void> {
    if (!(fault instanceof ConnectorError) || fault.details.refused !== true || !fault.details.exchange) return;
    const { exchange } = fault.details;
    try {
      if ((await this.fresh(run, [exchange])).length > 0) await this.write(run, exchange);
    } catch (error) {
      loggers.capture.error({ what: 'a refused answer was not kept', account: run.account.id, ...describe(error) });
    }
  }

  /** Those that are not kept yet, and of which no more than enough came today; by their places. */
  async fresh({ account }: LoopRun, exchanges: readonly RawExchange[]): Promise<readonly number[]> {
    if (exchanges.length === 0) return [];
    const secret = await this.keyring.secretOf(account.bodyId);
    const digests = exchanges.map(({ body }) => secret.exchange(body));
    const rows: { digest: Buffer; at: Date }[] = await this.database.query(
      `SELECT digest, at FROM exchange x WHERE account_id = $1 AND why IN ('gap', 'finding')
          AND (digest = ANY($2::bytea[]) OR (at > $3 AND NOT EXISTS (SELECT FROM exchange_item i WHERE i.exchange_id = x.id)))`,
      [account.id, digests, new Date(this.clock.now().getTime() - DAY_MS)],
    );
    if (rows.length >= MOST_A_DAY) return [];
    const isKept = (digest: Buffer): boolean => rows.some((row) => row.digest.equals(digest));
    return digests.flatMap((digest, place) => (isKept(digest) ? [] : [place]));
  }

  private async write(run: LoopRun, raw: RawExchange): Promise<void> {
    const { account, captureId, loop, connector } = run;
    const kept = await this.keep.run({
      id: newId(),
      bodyId: account.bodyId,
      connector,
      raw,
      owned: [],
      keys: new Map(),
      tails: new Map(),
      kept: { account: account.id, capture: captureId, loop, why: 'gap', findings: [] },
    });
    await this.trail.write(system('capture'), async (tx) => {
      await writeExchanges(tx.rows, [{ ...kept, why: 'gap' }], { accountId: account.id, captureId });
      await tx.record('exchange.kept', { exchange: kept.id, why: 'gap' }, { account: account.id });
    });
  }
}
