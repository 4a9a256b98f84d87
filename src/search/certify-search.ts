import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statement } from '../accounts/index.js';
import { ReadGaps } from '../archive/index.js';
import { AuditTrail, Log, Sequencer } from '../audit/index.js';
import { type Actor, actorName, Clock, may, newId } from '../platform/index.js';
import type { CertificateView } from './certificate.types.js';
import { CUT_SHORT, quoteLexeme } from './document.rules.js';
import { FindThen, type FoundThen } from './find-then.js';
import type { Asked, Prepared } from './record-search.js';

/** More gaps are counted and not listed. */
const MOST_GAPS = 500;

interface Made {
  readonly asked: Asked;
  readonly prepared: Prepared;
  readonly found: FoundThen;
  readonly head: { readonly origin: string; readonly size: number; readonly root: Buffer };
  readonly at: Date;
}

/**
 * Freezes a search: what was asked, as it was understood, by whom, over which log, what was found and what could not be
 * looked through. The log holds a salted digest of the certificate, never the words.
 */
@Injectable()
export class CertifySearch {
  // oxlint-disable-next-line max-params -- it brings together what five others know
  constructor(
    private readonly database: DataSource,
    private readonly then: FindThen,
    private readonly gaps: ReadGaps,
    private readonly trail: AuditTrail,
    private readonly log: Log,
    private readonly sequencer: Sequencer,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, asked: Asked): Promise<CertificateView> {
    // The log first: what it tells up to here is looked through, and nothing that comes while it is.
    await this.sequencer.settle();
    const head = await this.log.head();
    const at = this.clock.now();
    const { prepared, found } = await this.then.run(actor, asked, { size: head.size, now: at });
    const certificate = await this.certificate(actor, { asked, prepared, found, head, at });
    const said = statement(JSON.stringify(certificate));
    await this.trail.write(actor, async (tx) => {
      const { items, versions } = found;
      const facts = { certificate: certificate.id, commit: said.digest, size: head.size, items, versions };
      await tx.record('search.certified', facts, { id: said.id });
      await said.keep(tx);
      await tx.rows.query(
        `INSERT INTO search_certificate (id, event_id, actor, made_at, locked, needs) VALUES ($1, $2, $3, $4, $5, $6)`,
        [certificate.id, said.id, actorName(actor), at, certificate.restrictedSearched, certificate.needs],
      );
    });
    return certificate;
  }

  private async certificate(actor: Actor, { asked, prepared, found, head, at }: Made): Promise<CertificateView> {
    const { accountIds, posted } = prepared.plan;
    const gaps = await this.gaps.run({
      ...(accountIds === null ? {} : { accountIds }),
      ...(posted.from ? { from: posted.from } : {}),
      ...(posted.to ? { to: posted.to } : {}),
    });
    const [scope] = await this.database.query(
      `SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'handle', a.handle) ORDER BY a.id), '[]')
                 FROM account a WHERE $1::uuid[] IS NULL OR a.id = ANY($1)) AS accounts,
              (SELECT count(*)::int FROM known_account) AS known,
              (SELECT max(c.size) FROM checkpoint c WHERE c.size <= $3) AS checkpoint,
              (SELECT count(DISTINCT item_id)::int FROM snapshot_words WHERE words @@ $2::tsquery) AS cut`,
      [accountIds, quoteLexeme(CUT_SHORT), head.size],
    );
    return {
      format: 1,
      id: newId(),
      at: at.toISOString(),
      by: actor.kind === 'person' ? actor.name : 'Akta',
      engine: 'record search: exact words, every version, no stemming, no guessing of spelling',
      typed: asked.text ?? '',
      asked: prepared.echo,
      restrictedSearched: may(actor, 'restricted.read') && prepared.plan.readsText,
      needs: prepared.needs,
      log: {
        origin: head.origin,
        size: head.size,
        root: `sha256:${head.root.toString('hex')}`,
        checkpoint: scope.checkpoint === null ? null : Number(scope.checkpoint),
      },
      found: {
        items: found.items,
        versions: found.versions,
        itemsDigest: `sha256:${found.digest}`,
        byAccount: found.accounts,
      },
      scope: { accounts: scope.accounts, knownNotArchived: scope.known, itemsCutShort: scope.cut },
      gaps: {
        count: gaps.length,
        listed: gaps
          .slice(0, MOST_GAPS)
          .map(({ id, accountId, from, to, reason }) => ({ id, accountId, from, to, reason })),
      },
    };
  }
}
