import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AuditedTx, AuditTrail, commitJson, Log, Sequencer } from '../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../platform/index.js';
import { MatchScope, type Scope } from '../retention/index.js';
import { type Certificate, countable, DescribeCoverage } from './certificate.js';
import { FindWritten } from './erasure/find-written.js';
import { RELEASED_BEFORE } from './review/standing-decision.rules.js';
import { type LockedRequest, lockRequest, readRequest, unknownRequest } from './request-rows.js';
import { demandStep } from './step-request.js';
import { writeStep } from './write-step.js';

interface FrozenItem {
  readonly item_id: string;
  readonly versions: number;
  readonly released_before: number | null;
}

/** Fixes what a request found, as the log stood at one size; from here on it is reviewed and grows no more. */
@Injectable()
export class FreezeRequest {
  // oxlint-disable-next-line max-params -- it brings together the log, the search and the coverage
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly sequencer: Sequencer,
    private readonly match: MatchScope,
    private readonly coverage: DescribeCoverage,
    private readonly written: FindWritten,
  ) {}

  async run(actor: Actor, { id }: { id: string }): Promise<Certificate> {
    demand(actor, 'request.manage');
    const [known] = await this.database.query<{ body_id: string; scope: Scope | null }[]>(
      `SELECT body_id, scope FROM records_request WHERE id = $1`,
      [id],
    );
    if (!known) throw unknownRequest();
    // 1. The size of the log first: whatever it tells up to here is committed, and is seen by the search that follows.
    await this.sequencer.settle();
    const { size } = await this.log.head();
    const { scope } = known;
    const ids = scope === null ? [] : await this.found(id, scope);
    const covered = scope === null ? null : await this.coverage.run(known.body_id, scope);
    return this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, id);
      const to = demandStep(actor, 'freeze', request, {});
      if (JSON.stringify(request.scope) !== JSON.stringify(scope) || request.scope === null || covered === null) {
        throw new Refusal('wrong-state', 'The scope was changed at this moment. Look at it and freeze again.');
      }
      // 2. The items with the versions the log held at that size; of a requester who wants only news, without the rest.
      const found = await this.itemsAt(tx.rows, request, { ids, size });
      const kept = request.onlyNew ? found.filter((item) => item.versions > (item.released_before ?? 0)) : found;
      const certificate: Certificate = {
        number: request.number,
        kind: kept.length === 0 ? 'no-records' : 'found',
        at: this.clock.now().toISOString(),
        by: actor.kind === 'person' ? actor.name : 'Akta',
        logSize: size,
        scope: request.scope,
        zone: request.zone,
        ...covered,
        items: kept.length,
        versions: kept.reduce((sum, { versions }) => sum + versions, 0),
        givenBefore: found.length - kept.length,
      };
      // 3. THE TRUTH CHANGES: the set, its certificate and the event that commits to it.
      await this.write(tx, actor, { request, certificate, kept });
      await writeStep(tx, actor, { request, action: 'freeze', to, said: {}, at: this.clock.now() });
      return certificate;
    });
  }

  private async found(id: string, scope: Scope): Promise<readonly string[]> {
    const { kind, bodyId, steps } = await readRequest(this.database, id);
    if (kind !== 'erasure') return countable(this.database, await this.match.run(scope));
    const person = steps.findLast(({ said }) => said.person !== undefined)?.said.person ?? [];
    return this.written.run(bodyId, person);
  }

  private itemsAt(
    rows: EntityManager,
    { requester, id }: LockedRequest,
    { ids, size }: { ids: readonly string[]; size: number },
  ): Promise<FrozenItem[]> {
    return rows.query(
      `SELECT s.item_id, max(s.number)::int AS versions, (${RELEASED_BEFORE('s.item_id', '$3', '$4')}) AS released_before
         FROM snapshot s JOIN log_entry l ON l.event_id = s.event_id JOIN item_key k ON k.item_id = s.item_id
        WHERE s.item_id = ANY($1::uuid[]) AND l.seq < $2 GROUP BY s.item_id ORDER BY s.item_id`,
      [ids, size, requester, id],
    );
  }

  private async write(
    tx: AuditedTx,
    actor: Actor,
    { request, certificate, kept }: { request: LockedRequest; certificate: Certificate; kept: readonly FrozenItem[] },
  ): Promise<void> {
    const [set, event] = [newId(), newId()];
    const { text, salt, digest } = commitJson(certificate);
    await tx.rows.query(
      `INSERT INTO frozen_set (id, request_id, log_size, at, by, certificate, salt, event_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [set, request.id, certificate.logSize, certificate.at, actorName(actor), text, salt, event],
    );
    await tx.rows.query(
      `INSERT INTO request_item (request_id, item_id, versions, released_before)
       SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::int[])`,
      [
        request.id,
        kept.map((item) => item.item_id),
        kept.map(({ versions }) => versions),
        kept.map((item) => item.released_before),
      ],
    );
    const { logSize, items, versions } = certificate;
    const facts = { request: request.id, set, certificate: digest, size: logSize, items, versions };
    await tx.record('request.frozen', facts, { id: event });
  }
}
