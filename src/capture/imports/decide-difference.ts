import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OpenAccount, statedWords, statement } from '../../accounts/index.js';
import { itemJsonOf } from '../../archive/index.js';
import { AuditTrail } from '../../audit/index.js';
import { ConnectorRegistry, type Page } from '../../connectors/index.js';
import { type Actor, actorName, Clock, demand, newId, OutboundError } from '../../platform/index.js';
import { TakePages } from '../take-pages.js';
import { type OpenedDifference, ReadDifferences } from './read-differences.js';

export const DECISIONS = ['version', 'set-aside'] as const;

export interface DifferenceDecision {
  readonly id: string;
  readonly decision: (typeof DECISIONS)[number];
  readonly reason: string;
}

/**
 * What a download shows otherwise than it is known becomes a version, or is set aside; either is said in the log with its
 * reason. The version comes first: where deciding breaks off after it, deciding again adds none.
 */
@Injectable()
export class DecideDifference {
  // oxlint-disable-next-line max-params -- what it opens, goes through and writes with
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly read: ReadDifferences,
    private readonly accounts: OpenAccount,
    private readonly connectors: ConnectorRegistry,
    private readonly takePages: TakePages,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { id, decision, reason }: DifferenceDecision): Promise<void> {
    demand(actor, 'capture.run');
    const said = statement(statedWords(reason, 'The reason'));
    const difference = await this.read.open(id);
    if (decision === 'version') await this.addVersion(difference);
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(
        `INSERT INTO difference_decision (difference_id, decision, at, by, event_id) VALUES ($1, $2, $3, $4, $5)`,
        [id, decision, this.clock.now(), actorName(actor), said.id],
      );
      const facts = { item: difference.itemId, difference: id, decision, reason: said.digest };
      await tx.record('difference.decided', facts, { account: difference.accountId, id: said.id });
      await said.keep(tx);
    });
  }

  private async addVersion(difference: OpenedDifference): Promise<void> {
    const account = await this.accounts.run(difference.accountId);
    const captureId = newId();
    const now = this.clock.now();
    await this.database.query(
      `INSERT INTO capture (id, account_id, loop, started_at, ended_at, settings, outcome, counts)
       VALUES ($1, $2, 'import', $3, $3, '{}', 'captured', '{}')`,
      [captureId, account.id, now],
    );
    const run = {
      captureId,
      loop: 'import' as const,
      account: {
        id: account.id,
        bodyId: account.bodyId,
        canonicalUri: account.account.canonicalUri,
        addedAt: account.addedAt,
      },
      connector: this.connectors.for(account.platform),
      context: {
        account: account.account,
        addedAt: account.addedAt,
        // Media of the version before are known by their names; others are no longer here.
        http: {
          get: () => Promise.reject(new OutboundError('refused-connection', 'The download is not here any more')),
        },
        now: () => now,
        signal: new AbortController().signal,
      },
      unseen: [{ from: new Date(0), to: null }],
      held: new Set<string>(),
      openGap: null,
      goOn: () => Promise.resolve(),
    };
    const pages = async function* (): AsyncGenerator<Page> {
      yield pageOf(difference, now);
    };
    for await (const taken of this.takePages.run(run, pages(), async () => {})) {
      await this.database.query(`UPDATE capture SET counts = $2 WHERE id = $1`, [
        captureId,
        JSON.stringify(taken.counts),
      ]);
    }
  }
}

/** It rests on what was read out of the download, which names the exchange that holds the download's own bytes. */
function pageOf({ id, exchangeId, told }: OpenedDifference, now: Date): Page {
  const { ref, ...body } = told;
  const bytes = itemJsonOf(ref, body);
  const at = now.toISOString();
  return {
    exchanges: [
      {
        method: 'FILE',
        url: `urn:uuid:${id}`,
        requestHeaders: [],
        status: 0,
        responseHeaders: [
          ['content-type', 'application/json'],
          ['content-location', `urn:uuid:${exchangeId}`],
        ],
        body: bytes,
        sentAt: at,
        receivedAt: at,
        masked: [],
      },
    ],
    observations: [{ type: 'snapshot', ref, body, evidence: { exchange: 0, range: [0, bytes.length] }, counts: {} }],
    next: null,
    done: true,
  };
}
