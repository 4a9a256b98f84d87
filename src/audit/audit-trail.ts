import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, actorName, Clock, newId } from '../platform/index.js';
import type { EventFacts, EventType } from './event-types.js';
import { faultOf } from './facts.rules.js';

export interface NewEvent<T extends EventType = EventType> {
  readonly type: T;
  readonly facts: EventFacts[T];
  /** The one account the event is about; it then has a place in that account's gapless sequence. */
  readonly account?: string;
  /** Known beforehand where a row points at its event. */
  readonly id?: string;
}

/** What a piece of work is given: the rows it may change, and the duty to say what it changed. */
export interface AuditedTx {
  readonly rows: EntityManager;
  record<T extends EventType>(type: T, facts: EventFacts[T], about?: { account?: string; id?: string }): Promise<void>;
  recordAll(events: readonly NewEvent[]): Promise<void>;
}

const INSERT = `
  WITH event AS (
    INSERT INTO audit_event (id, at, actor, type, account_id, facts)
    SELECT id, $2, $3, type, account_id, facts
      FROM unnest($1::uuid[], $4::text[], $5::uuid[], $6::jsonb[]) AS e (id, type, account_id, facts)
    RETURNING id)
  INSERT INTO audit_pending (event_id) SELECT id FROM unnest($1::uuid[]) WITH ORDINALITY AS e (id, place)
   WHERE (SELECT count(*) FROM event) = cardinality($1::uuid[]) ORDER BY place`;

@Injectable()
export class AuditTrail {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` in one transaction. The change and its events are committed together or not at all, and a change that
   * records nothing is rolled back: there is no silent write to evidence, duty or right.
   */
  async write<R>(actor: Actor, work: (tx: AuditedTx) => Promise<R>): Promise<R> {
    return this.database.transaction(async (rows) => {
      let recorded = 0;
      const recordAll: AuditedTx['recordAll'] = async (events) => {
        if (events.length === 0) return;
        for (const { type, facts } of events) {
          const fault = faultOf(type, facts);
          if (fault) throw new Error(`Event ${type} cannot be recorded: ${fault}`);
        }
        recorded += events.length;
        await rows.query(INSERT, [
          events.map((event) => event.id ?? newId()),
          this.clock.now(),
          actorName(actor),
          events.map((event) => event.type),
          events.map((event) => event.account ?? null),
          events.map((event) => JSON.stringify(event.facts)),
        ]);
      };
      await rows.query(`SET LOCAL akta.trail = 'on'`);

      const result = await work({
        rows,
        recordAll,
        record: (type, facts, about) => recordAll([{ type, facts, ...about }]),
      });

      if (recorded === 0) throw new Error('A write must record at least one audit event');
      return result;
    });
  }
}
