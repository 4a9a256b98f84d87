import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, Refusal } from '../../../platform/index.js';
import type { TrialView } from './trial.types.js';

type TrialRow = Omit<TrialView, 'askedAt' | 'doneAt' | 'items' | 'total'> & {
  readonly asked_at: Date;
  readonly done_at: Date | null;
  readonly items: string;
  readonly total: string;
};

/** A policy that is tried, or was in the last weeks, and what would come of it. */
@Injectable()
export class ReadTrials {
  constructor(private readonly database: DataSource) {}

  async one(actor: Actor, id: string): Promise<TrialView> {
    demand(actor, 'policy.read');
    const [row] = await this.database.query<TrialRow[]>(
      `SELECT t.id, t.body_id AS "bodyId", b.name AS body, t.policy->>'id' AS "policyId", t.policy->>'version' AS version,
              t.state, t.asked_at, coalesce(p.name, 'Akta') AS "askedBy", t.items, t.total, t.answer, t.fault, t.done_at
         FROM policy_trial t JOIN body b ON b.id = t.body_id LEFT JOIN person p ON 'person:' || p.id = t.asked_by
        WHERE t.id = $1`,
      [id],
    );
    if (!row)
      throw new Refusal('not-found', 'There is no such trial, or it is forgotten by now: try the policy again.');
    const { asked_at: askedAt, done_at: doneAt, items, total, ...told } = row;
    return {
      ...told,
      askedAt: askedAt.toISOString(),
      doneAt: doneAt?.toISOString() ?? null,
      items: Number(items),
      total: Number(total),
    };
  }
}
