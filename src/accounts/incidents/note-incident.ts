import { Injectable } from '@nestjs/common';
import { type AuditedTx, AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, demand, newId, readTime, Refusal } from '../../platform/index.js';
import { readAccountFacts } from '../read-account-facts.js';
import { statedWords, statement } from '../state-with-event.js';
import type { IncidentFacts, IncidentKind } from './incident.types.js';
import { readIncident } from './read-incidents.js';

export interface NewIncident {
  readonly accountId: string;
  readonly kind: IncidentKind;
  /** RFC 3339. */
  readonly from: string;
  /** While it lasts, absent. */
  readonly to?: string;
  readonly reason: string;
}

/**
 * Says of a stretch of an account that what it showed was not its owner's doing. Nothing of the evidence changes: items
 * of the stretch are marked wherever they are shown, and a search can leave them out.
 */
@Injectable()
export class NoteIncident {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { accountId, kind, ...input }: NewIncident): Promise<IncidentFacts> {
    demand(actor, 'account.manage');
    const reason = statedWords(input.reason, 'The reason');
    const from = this.past(input.from, 'begin');
    const to = input.to === undefined ? null : this.past(input.to, 'end');
    if (to && to < from) throw new Refusal('invalid-input', 'An incident cannot end before it begins.');
    const id = newId();
    const said = statement(reason);
    return this.trail.write(actor, async (tx) => {
      await readAccountFacts(tx.rows, accountId);
      await tx.rows.query(
        `INSERT INTO incident (id, account_id, kind, from_at, event_id) VALUES ($1, $2, $3, $4, $5)`,
        [id, accountId, kind, from, said.id],
      );
      const facts = { incident: id, kind, from: from.toISOString(), commit: said.digest };
      await tx.record('incident.noted', facts, { account: accountId, id: said.id });
      await said.keep(tx);
      if (to) await endIncident(tx, { accountId, incidentId: id, to, reason });
      return readIncident(tx.rows, accountId, id);
    });
  }

  private past(text: string, what: string): Date {
    const time = readTime(text);
    if (time > this.clock.now()) throw new Refusal('invalid-input', `An incident does not ${what} in the future.`);
    return time;
  }
}

/** Says that it is over, and why that is known. */
@Injectable()
export class EndIncident {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `to` is now unless given (RFC 3339). */
  async run(
    actor: Actor,
    input: { accountId: string; incidentId: string; to?: string; reason: string },
  ): Promise<IncidentFacts> {
    demand(actor, 'account.manage');
    const { accountId, incidentId } = input;
    const reason = statedWords(input.reason, 'The reason');
    const now = this.clock.now();
    const to = input.to === undefined ? now : readTime(input.to);
    if (to > now) throw new Refusal('invalid-input', 'An incident does not end in the future.');
    return this.trail.write(actor, async (tx) => {
      await tx.rows.query(`SELECT FROM incident WHERE id = $1 FOR UPDATE`, [incidentId]);
      const known = await readIncident(tx.rows, accountId, incidentId);
      if (known.to !== null) throw new Refusal('wrong-state', 'This incident has ended already.');
      if (to < new Date(known.from)) throw new Refusal('invalid-input', 'An incident cannot end before it begins.');
      await endIncident(tx, { accountId, incidentId, to, reason });
      return readIncident(tx.rows, accountId, incidentId);
    });
  }
}

async function endIncident(
  tx: AuditedTx,
  { accountId, incidentId, to, reason }: { accountId: string; incidentId: string; to: Date; reason: string },
): Promise<void> {
  const said = statement(reason);
  await tx.rows.query(`UPDATE incident SET to_at = $2, ended_event = $3 WHERE id = $1`, [incidentId, to, said.id]);
  const facts = { incident: incidentId, to: to.toISOString(), commit: said.digest };
  await tx.record('incident.ended', facts, { account: accountId, id: said.id });
  await said.keep(tx);
}
