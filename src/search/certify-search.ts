import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statement } from '../accounts/index.js';
import { ReadGaps } from '../archive/index.js';
import { AuditTrail } from '../audit/index.js';
import { type Actor, actorName, Clock, may, newId } from '../platform/index.js';
import type { CertificateView } from './certificate.types.js';
import { CUT_SHORT, quoteLexeme } from './document.rules.js';
import type { FoundSql } from './plan-search.js';
import { type Asked, type Prepared, RecordSearch } from './record-search.js';

/** More gaps are counted and not listed. */
const MOST_GAPS = 500;

interface Frozen {
  readonly items: number;
  readonly versions: number;
  readonly digest: string;
  readonly accounts: readonly { readonly id: string; readonly items: number }[];
  readonly origin: string;
  readonly size: string;
  readonly root: Buffer;
  readonly checkpoint: string | null;
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
    private readonly search: RecordSearch,
    private readonly gaps: ReadGaps,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, asked: Asked): Promise<CertificateView> {
    const prepared = await this.search.prepare(actor, asked);
    const [frozen] = await this.search.ofFound<Frozen>(prepared.plan, frozenSql);
    if (!frozen) throw new Error('A log that is open has a head');
    const certificate = await this.certificate(actor, { asked, prepared, frozen });
    const said = statement(JSON.stringify(certificate));
    await this.trail.write(actor, async (tx) => {
      const { items, versions } = frozen;
      const facts = { certificate: certificate.id, commit: said.digest, size: Number(frozen.size), items, versions };
      await tx.record('search.certified', facts, { id: said.id });
      await said.keep(tx);
      await tx.rows.query(
        `INSERT INTO search_certificate (id, event_id, actor, made_at, locked) VALUES ($1, $2, $3, $4, $5)`,
        [certificate.id, said.id, actorName(actor), certificate.at, certificate.restrictedSearched],
      );
    });
    return certificate;
  }

  private async certificate(
    actor: Actor,
    { asked, prepared, frozen }: { asked: Asked; prepared: Prepared; frozen: Frozen },
  ): Promise<CertificateView> {
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
              (SELECT count(DISTINCT item_id)::int FROM snapshot_body WHERE words @@ $2::tsquery) AS cut`,
      [accountIds, quoteLexeme(CUT_SHORT)],
    );
    return {
      format: 1,
      id: newId(),
      at: this.clock.now().toISOString(),
      by: actor.kind === 'person' ? actor.name : 'Akta',
      engine: 'record search: exact words, every version, no stemming, no guessing of spelling',
      typed: asked.text ?? '',
      asked: prepared.echo,
      restrictedSearched: may(actor, 'restricted.read') && prepared.plan.readsText,
      log: {
        origin: frozen.origin,
        size: Number(frozen.size),
        root: `sha256:${frozen.root.toString('hex')}`,
        checkpoint: frozen.checkpoint === null ? null : Number(frozen.checkpoint),
      },
      found: {
        items: frozen.items,
        versions: frozen.versions,
        itemsDigest: `sha256:${frozen.digest}`,
        byAccount: frozen.accounts,
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

/** One statement, so that what is found and the log's size are of one moment. */
function frozenSql({ before, from }: FoundSql): string {
  return `${before === '' ? 'WITH' : `${before},`} frozen AS MATERIALIZED (SELECT w.item_id, w.account_id FROM ${from})
    SELECT (SELECT count(*)::int FROM frozen) AS items,
           (SELECT count(*)::int FROM frozen z JOIN snapshot s ON s.item_id = z.item_id) AS versions,
           (SELECT encode(sha256(convert_to(coalesce(string_agg(item_id::text, E'\\n' ORDER BY item_id), ''), 'UTF8')), 'hex')
              FROM frozen) AS digest,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.account_id, 'items', n.items) ORDER BY n.account_id), '[]')
              FROM (SELECT account_id, count(*)::int AS items FROM frozen GROUP BY 1) n) AS accounts,
           h.origin, h.size, h.root, (SELECT max(c.size) FROM checkpoint c WHERE c.size <= h.size) AS checkpoint
      FROM log_head h`;
}
