import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuditedTx, AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, Config, newId } from '../../platform/index.js';
import type { FoundFault, Outcome, Stored } from './fixity.types.js';
import { daysUntilNext } from './pace.rules.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What is wrong is looked at again while somebody is at it, so that a finding ends soon after its cause. */
const AGAIN_MS = HOUR_MS;
/** Everything the store has is listed for it. */
const STORE_AGAIN_MS = 7 * DAY_MS;

interface OpenFault extends Stored {
  readonly id: string;
  readonly what: string;
}

type Began = Stored & FoundFault & { readonly id: string; readonly event: string };
type Ended = OpenFault & { readonly how: 'whole-again' | 'destroyed'; readonly event: string };

/** Writes down when each object was verified; what is wrong anew, and what no longer is, go into the log. */
@Injectable()
export class NoteOutcomes {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async run(actor: Actor, outcomes: readonly Outcome[]): Promise<void> {
    const seen = outcomes.filter(({ is }) => is !== 'unseen');
    const open: OpenFault[] = await this.database.query(
      `SELECT f.id, f.kind, f.name, f.what FROM fixity_fault f
         JOIN unnest($1::text[], $2::text[]) AS o (kind, name) USING (kind, name) WHERE f.ended_at IS NULL`,
      [seen.map(({ kind }) => kind), seen.map(({ name }) => name)],
    );
    const [began, ended] = [begunAmong(seen, open), endedAmong(seen, open)];
    if (began.length + ended.length > 0) await this.trail.write(actor, (tx) => this.write(tx, began, ended));
    await this.mark(outcomes);
  }

  private async write(tx: AuditedTx, began: readonly Began[], ended: readonly Ended[]): Promise<void> {
    const now = this.clock.now();
    await tx.recordAll([
      ...began.map(({ id: fault, kind, what, event }) => ({
        type: 'fixity.failed' as const,
        facts: { fault, kind, what },
        id: event,
      })),
      ...ended.map(({ id: fault, how, event }) => ({
        type: 'fixity.ended' as const,
        facts: { fault, how },
        id: event,
      })),
    ]);
    await tx.rows.query(
      `INSERT INTO fixity_fault (id, kind, name, what, place, found_at, event_id)
       SELECT id, kind, name, what, place, $7, event
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[]) AS f (id, kind, name, what, place, event)`,
      [
        began.map(({ id }) => id),
        began.map(({ kind }) => kind),
        began.map(({ name }) => name),
        began.map(({ what }) => what),
        began.map(({ place }) => place),
        began.map(({ event }) => event),
        now,
      ],
    );
    await tx.rows.query(
      `UPDATE fixity_fault f SET ended_at = $4, ended = e.how, end_event = e.event
         FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS e (id, how, event) WHERE f.id = e.id`,
      [ended.map(({ id }) => id), ended.map(({ how }) => how), ended.map(({ event }) => event), now],
    );
  }

  private async mark(outcomes: readonly Outcome[]): Promise<void> {
    const now = this.clock.now().getTime();
    const left = outcomes.filter(({ is }) => is !== 'destroyed');
    await this.database.query(
      `UPDATE fixity f SET verified_at = coalesce(o.verified_at, f.verified_at), next_at = o.next_at
         FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS o (kind, name, verified_at, next_at)
        WHERE f.kind = o.kind AND f.name = o.name`,
      [
        left.map(({ kind }) => kind),
        left.map(({ name }) => name),
        left.map(({ is }) => (is === 'fits' ? new Date(now) : null)),
        left.map((outcome) => new Date(now + this.untilNext(outcome))),
      ],
    );
    const gone = outcomes.filter(({ is }) => is === 'destroyed');
    if (gone.length === 0) return;
    await this.database.query(
      `DELETE FROM fixity f USING unnest($1::text[], $2::text[]) AS o (kind, name) WHERE f.kind = o.kind AND f.name = o.name`,
      [gone.map(({ kind }) => kind), gone.map(({ name }) => name)],
    );
  }

  private untilNext({ is, kind }: Outcome): number {
    if (is !== 'fits') return AGAIN_MS;
    return kind === 'store' ? STORE_AGAIN_MS : daysUntilNext(this.config.fixity.days, Math.random()) * DAY_MS;
  }
}

function begunAmong(seen: readonly Outcome[], open: readonly OpenFault[]): Began[] {
  const known = new Set(open.map(({ kind, name, what }) => `${kind} ${name} ${what}`));
  return seen.flatMap((one) =>
    one.is !== 'wrong'
      ? []
      : one.faults
          .filter(({ what }) => !known.has(`${one.kind} ${one.name} ${what}`))
          .map((fault) => ({ kind: one.kind, name: one.name, ...fault, id: newId(), event: newId() })),
  );
}

function endedAmong(seen: readonly Outcome[], open: readonly OpenFault[]): Ended[] {
  const now = new Map(seen.map((one) => [`${one.kind} ${one.name}`, one]));
  return open.flatMap((fault) => {
    const one = now.get(`${fault.kind} ${fault.name}`);
    const isLeft = one?.is === 'wrong' && one.faults.some(({ what }) => what === fault.what);
    if (!one || isLeft) return [];
    return [{ ...fault, how: one.is === 'destroyed' ? 'destroyed' : 'whole-again', event: newId() } as const];
  });
}
