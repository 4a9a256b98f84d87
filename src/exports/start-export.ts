import { createHmac, hash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../platform/index.js';
import { demandShownIfEnrolled } from '../identity/index.js';
import { ReadRelease } from '../requests/index.js';
import { RecordSearch } from '../search/index.js';
import { type ExportJob, type ExportSelection, type WindowedAccount } from './export.types.js';
import { loadProfiles, profileFor, profileNamed } from './load-profiles.js';
import { USUAL_PROFILE } from './profile.types.js';
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
  // oxlint-disable-next-line max-params -- what is asked for is read, settled, marked and written
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly releases: ReadRelease,
    private readonly search: RecordSearch,
  ) {}

  /**
   * Puts an export into the queue and sets its mark in the log, once in the sequence of each account: what stands before
   * the mark is in the bundle's reach, what comes after is not. The same Idempotency-Key answers with the same export.
   * One in which nothing is taken out waits for a second person, where the archive has more than one; whoever is alone
   * and has a second factor shows it.
   */
  async run(actor: Actor, wanted: ExportSelection, { key }: Partial<Idempotency> = {}): Promise<{ id: string }> {
    demand(actor, 'export.make');
    // Later it is carried out by the system: what this person may not ask for is refused here.
    if (wanted.text !== undefined) await this.search.prepare(actor, { text: wanted.text });
    const { asked, nameEnding } = await this.settled(wanted);
    const selection = { asked, accounts: await this.windows(asked), ...(nameEnding === '' ? {} : { nameEnding }) };
    const digest = hash('sha256', JSON.stringify(wanted));
    const earlier = key === undefined ? null : await this.earlier(actor, key, digest);
    if (earlier !== null) return { id: earlier };

    const id = newId();
    const salt = randomBytes(32);
    const scope = createHmac('sha256', salt).update(scopeText(selection)).digest('hex');
    const name = actor.kind === 'person' ? actor.name : 'Akta';
    await this.trail.write(actor, async (tx) => {
      const isWhole = asked.requestId === undefined;
      const waits = isWhole && (await hasSeveralPersons(tx.rows));
      if (isWhole && !waits) await demandShownIfEnrolled(tx.rows, actor);
      await tx.rows.query(
        `INSERT INTO export_job (id, made_at, actor, made_by, request_key, request_digest, selection, scope_salt, status, step, bundle_key)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10)`,
        [
          id,
          this.clock.now(),
          actorName(actor),
          name,
          key ?? null,
          key === undefined ? null : digest,
          selection,
          salt,
          waits ? 'proposed' : 'waiting',
          asked.requestId === undefined ? null : randomBytes(32),
        ],
      );
      await tx.recordAll(
        selection.accounts.map(({ id: account }) => ({
          type: 'export.started',
          facts: { export: id, scope },
          account,
        })),
      );
      if (waits) await tx.record('export.proposed', { export: id });
    });
    return { id };
  }

  /** What the profile allows; of the answer to a request, its accounts and its window. */
  private async settled(wanted: ExportSelection): Promise<{ asked: ExportSelection; nameEnding: string }> {
    const { requestId } = wanted;
    if (requestId !== undefined) return this.answer(wanted, requestId);
    const { profile, redaction, nameEnding } = profileNamed(loadProfiles(), wanted.profile ?? USUAL_PROFILE);
    if (redaction === 'allowed') return { asked: wanted, nameEnding };
    throw new Refusal(
      'invalid-input',
      `The profile "${profile}" is for the answer to a request, and none is named. Name the request, or export as "${USUAL_PROFILE}".`,
    );
  }

  private async answer(
    { profile: named, language, partSize }: ExportSelection,
    requestId: string,
  ): Promise<{ asked: ExportSelection; nameEnding: string }> {
    const { kind, accountIds, window, query } = await this.releases.run(requestId);
    const profiles = loadProfiles();
    const { profile, nameEnding } = named === undefined ? profileFor(profiles, kind) : profileNamed(profiles, named);
    const asked = {
      accountIds,
      ...(window.from === null ? {} : { from: window.from }),
      ...(window.to === null ? {} : { to: window.to }),
      ...(query === null ? {} : { text: query }),
      language,
      profile,
      requestId,
      ...(partSize === undefined ? {} : { partSize }),
    };
    return { asked, nameEnding };
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

async function hasSeveralPersons(rows: EntityManager): Promise<boolean> {
  const [{ count }] = await rows.query<[{ count: number }]>(
    `SELECT count(*)::int AS count FROM person WHERE disabled_at IS NULL`,
  );
  return count > 1;
}
