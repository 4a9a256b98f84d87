import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Log } from '../audit/index.js';
import { type Actor, Clock, Refusal } from '../platform/index.js';
import type { CertificateCheck, CertificateView, CheckVerdict } from './certificate.types.js';
import { FindThen } from './find-then.js';
import { ReadCertificates } from './read-certificates.js';
import type { Asked } from './record-search.js';

/**
 * Holds a certificate against the archive: is its text the one the log committed to, has the log of that size still the
 * root it says, and does the same search over the same log find the same items.
 */
@Injectable()
export class CheckCertificate {
  // oxlint-disable-next-line max-params -- it brings together what five others know
  constructor(
    private readonly database: DataSource,
    private readonly certificates: ReadCertificates,
    private readonly then: FindThen,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, id: string): Promise<CertificateCheck> {
    const certificate = await this.certificates.one(actor, id);
    const { size } = certificate.log;
    const moment = { size, now: new Date(certificate.at), unlocked: certificate.restrictedSearched };
    const { prepared, found } = await this.then.run(actor, askedIn(certificate), moment);
    const destroyedSince = await this.then.destroyedSince(size, prepared.plan.accountIds);
    const committed = await this.isCommitted(certificate.id);
    const log = await this.hasRoot(certificate.log);
    const { items, versions, digest } = found;
    const said = certificate.found;
    const asThen = items === said.items && versions === said.versions && `sha256:${digest}` === said.itemsDigest;
    return {
      id: certificate.id,
      at: this.clock.now().toISOString(),
      verdict: verdictOf({ committed, log, asThen, destroyedSince }),
      committed,
      log,
      found: { items, versions, itemsDigest: `sha256:${digest}` },
      asThen,
      destroyedSince,
    };
  }

  private async isCommitted(id: string): Promise<boolean> {
    const [row] = await this.database.query<{ text: string; salt: Buffer; commit: string | null }[]>(
      `SELECT s.text, s.salt, e.facts->>'commit' AS commit FROM search_certificate c
         JOIN statement s ON s.event_id = c.event_id
         LEFT JOIN audit_event e ON e.id = c.event_id AND e.type = 'search.certified' AND e.facts->>'certificate' = c.id::text
        WHERE c.id = $1`,
      [id],
    );
    return row !== undefined && createHmac('sha256', row.salt).update(row.text).digest('hex') === row.commit;
  }

  /** A log that has become shorter, as after a restore, cannot have it. */
  private async hasRoot({ size, root }: CertificateView['log']): Promise<boolean> {
    const head = await this.log.head();
    if (head.refused !== null) throw new Refusal('integrity-failure', head.refused);
    return size <= head.size && `sha256:${(await this.log.rootAt(size)).toString('hex')}` === root;
  }
}

function verdictOf(so: Pick<CertificateCheck, 'committed' | 'log' | 'asThen' | 'destroyedSince'>): CheckVerdict {
  if (!so.committed || !so.log) return 'wrong';
  if (so.asThen) return 'right';
  return so.destroyedSince > 0 ? 'unknown' : 'wrong';
}

/** The search as it was understood. */
function askedIn({ asked }: CertificateView): Asked {
  const { text, accountIds, from, to, state, versions } = asked;
  return {
    text,
    versions,
    ...(accountIds === null ? {} : { accountIds }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(state === null ? {} : { state }),
  };
}
