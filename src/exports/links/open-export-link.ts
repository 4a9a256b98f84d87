import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, Config, demand, newId, Refusal } from '../../platform/index.js';
import type { ExportJob } from '../export.types.js';
import { MOST_DAYS, type OpenedLink } from './export-link.types.js';

const DAY = 86_400_000;

/** SHA-256: the only form in which the secret of a link is kept. */
export function linkDigest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/**
 * Makes an address at which a requester takes a finished bundle: requesters have no key here, so the address is the key.
 * It opens this one file and nothing else, for so many days. What leaves unredacted leaves by a link only when a second
 * person approved it.
 */
@Injectable()
export class OpenExportLink {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async run(
    actor: Actor,
    { exportId, days }: { readonly exportId: string; readonly days: number },
  ): Promise<OpenedLink> {
    demand(actor, 'export.make');
    if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
      throw new Refusal('invalid-input', `A link is open for 1 to ${MOST_DAYS} days. Name a number of days.`);
    }
    const [id, secret, now] = [newId(), randomBytes(32).toString('base64url'), this.clock.now()];
    const until = new Date(now.getTime() + days * DAY);
    await this.trail.write(actor, async (tx) => {
      const [job] = await tx.rows.query<ExportJob[]>(`SELECT * FROM export_job WHERE id = $1`, [exportId]);
      if (!job) throw new Refusal('not-found', 'There is no such export.');
      demandMayLeave(job);
      await tx.rows.query(
        `INSERT INTO export_link (id, export_id, language, digest, made_at, made_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          exportId,
          job.selection.asked.language,
          linkDigest(secret),
          now,
          actor.kind === 'person' ? actor.name : 'Akta',
          until,
        ],
      );
      await tx.record('export-link.opened', { export: exportId, link: id, until: until.toISOString() });
    });
    const path = `/api/v1/export-links/${secret}/file`;
    const url = this.config.publicUrl === null ? null : new URL(path, this.config.publicUrl).href;
    return { id, path, url, expiresAt: until.toISOString() };
  }
}

function demandMayLeave({ status, selection, approved_by: approvedBy }: ExportJob): void {
  if (status !== 'ready') {
    throw new Refusal('wrong-state', 'This export is not finished. Wait until its status is "ready".');
  }
  if (selection.asked.requestId !== undefined || approvedBy !== null) return;
  throw new Refusal(
    'wrong-state',
    'Nothing was taken out of this bundle and no second person approved it, so it gets no link. Hand it over yourself.',
  );
}
