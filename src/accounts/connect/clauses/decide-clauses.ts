import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../../platform/index.js';
import { readAccountFacts } from '../../read-account-facts.js';
import { statedWords, statement } from '../../state-with-event.js';
import { type ClauseTask, ReadClauseTasks } from './read-clause-tasks.js';

export interface ClauseDecision {
  readonly accountId: string;
  readonly says: 'keep' | 'give-up';
  readonly ground: string;
}

/**
 * A person decides what becomes of what a platform wants deleted, and on what ground. Nothing is destroyed by it: what is
 * given up goes by a disposition, as everything does. The decision stands for ninety days.
 */
@Injectable()
export class DecideClauses {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly tasks: ReadClauseTasks,
  ) {}

  async run(actor: Actor, { accountId, says, ground }: ClauseDecision): Promise<ClauseTask> {
    demand(actor, 'account.manage');
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', 'A named person decides this; a part of the system cannot.');
    }
    const words = statedWords(ground, 'The ground');
    const [task] = await this.tasks.run(actor, accountId);
    await this.trail.write(actor, async (tx) => {
      const { handle } = await readAccountFacts(tx.rows, accountId);
      if (!task) {
        throw new Refusal(
          'wrong-state',
          `Nothing is kept of ${handle} that its platform wants deleted. There is nothing to decide.`,
        );
      }
      const [id, said] = [newId(), statement(words)];
      await tx.rows.query(
        `INSERT INTO clause_decision (id, account_id, decision, at, by, event_id) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, accountId, says, this.clock.now(), actorName(actor), said.id],
      );
      await tx.record(
        'clauses.decided',
        { decision: id, says, commit: said.digest },
        { account: accountId, id: said.id },
      );
      await said.keep(tx);
    });
    const [decided] = await this.tasks.run(actor, accountId);
    if (!decided) throw new Refusal('changed-meanwhile', 'What the decision was about is not kept any more.');
    return decided;
  }
}
