import { createHmac, hash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../platform/index.js';
import { RecordSearch } from '../search/index.js';
import { type ExportJob, type ExportSelection, type WindowedAccount } from './export.types.js';
import { windowOf } from './read-days.js';

export interface Idempotency {
  readonly key: string;
}

/** The words that the mark in the log commits to: HMAC-SHA256(salt, this). They travel in the bundle with their salt. */
export function scopeText(selection: ExportJob['selection']): string {
  return JSON.stringify(selection);
}

@Injectable()
export class StartExport {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly search: RecordSearch,
  ) {}

  /**
   * Puts an export into the queue and sets its mark in the log, once in the sequence of each account: what stands before
   * the mark is in the bundle's reach, what comes after is not. The same Idempotency-Key answers with the same export.
   */
  async run(actor: Actor, asked: ExportSelection, { key }: Partial<Idempotency> = {}): Promise<{ id: string }> {
    demand(actor, 'export.make');
    // Later it is carried out by the system: what this person may not ask for is refused here.
    if (asked.text !== undefined) await this.search.prepare(actor, { text: asked.text });
    const selection = { asked, accounts: await this.windows(asked) };
    const digest = hash('sha256', JSON.stringify(asked));
    const earlier = key === undefined ? null : await this.earlier(actor, key, digest);
    if (earlier !== null) return { id: earlier };

    const id = newId();
    const salt = randomBytes(32);
    const scope = createHmac('sha256', salt).update(scopeText(selection)).digest('hex');
    const name = actor.kind === 'person' ? actor.name : 'Akta';
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(
        `INSERT INTO export_job (id, made_at, actor, made_by, request_key, request_digest, selection, scope_salt, status, step)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 'waiting')`,
        [id, this.clock.now(), actorName(actor), name, key ?? null, key === undefined ? null : digest, selection, salt],
      );
      await tx.recordAll(
        selection.accounts.map(({ id: account }) => ({
          type: 'export.started',
          facts: { export: id, scope },
          account,
        })),
      );
    });
    return { id };
  }

  private async windows(asked: ExportSelection): Promise<WindowedAccount[]> {
    const ids = [...new Set(asked.accountIds)];
    if (ids.length === 0) throw new Refusal('invalid-input', 'An export needs at least one account. Name one.');
    const rows: { id: string; zone: string }[] = await this.database.query(
      `SELECT a.id, b.zone FROM account a JOIN body b ON b.id = a.body_id WHERE a.id = ANY($1::uuid[]) ORDER BY a.added_at, a.id`,
      [ids],
    );
    if (rows.length < ids.length) throw new Refusal('not-found', 'One of these accounts is not in this archive.');
    return rows.map(({ id, zone }) => ({ id, zone, ...windowOf(zone, asked) }));
  }

  private async earlier(actor: Actor, key: string, digest: string): Promise<string | null> {
    const [row] = await this.database.query(
      `SELECT id, request_digest FROM export_job WHERE actor = $1 AND request_key = $2`,
      [actorName(actor), key],
    );
    if (row && row.request_digest !== digest) {
      throw new Refusal('idempotency-mismatch', 'This Idempotency-Key was used for another export. Use a new one.');
    }
    return row?.id ?? null;
  }
}
