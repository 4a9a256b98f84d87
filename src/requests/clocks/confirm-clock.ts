import { Injectable } from '@nestjs/common';
import { statement, statedWords } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, demand, newId, Refusal } from '../../platform/index.js';
import { ClockBook } from './clock-book.js';
import { type ClockView, ReadClocks } from './read-clocks.js';

/**
 * A named person says that a draft agrees with the statute; from then on it is used. What is confirmed is the text of
 * the rule and of its calendars: when they change, they are a draft again.
 */
@Injectable()
export class ConfirmClock {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly book: ClockBook,
    private readonly clocks: ReadClocks,
  ) {}

  async run(actor: Actor, input: { readonly law: string; readonly reason: string }): Promise<ClockView> {
    demand(actor, 'clock.manage');
    if (actor.kind !== 'person') throw new Refusal('not-allowed', 'A deadline rule is confirmed by a person, by name.');
    const law = await this.clocks.law(input.law);
    const reason = statedWords(input.reason, 'The reason');
    if (law.trust !== 'draft') {
      const { en } = law.place;
      throw new Refusal('wrong-state', `The deadline rule for ${en} may be used already; only a draft is confirmed.`);
    }
    await this.trail.write(actor, async (tx) => {
      const [id, said] = [newId(), statement(reason)];
      const rule = this.book.ruleOf(law);
      await tx.record('clock.confirmed', { confirmation: id, rule, commit: said.digest }, { id: said.id });
      await said.keep(tx);
      await tx.rows.query(
        `INSERT INTO clock_confirmation (id, law, rule, person_id, at, event_id) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, law.id, rule, actor.personId, this.clock.now(), said.id],
      );
    });
    return this.clocks.law(law.id);
  }
}
