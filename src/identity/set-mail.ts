import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, demand, Mail, Refusal } from '../platform/index.js';

export interface NewMail {
  readonly person: string;
  /** Null: none any more. */
  readonly mail: string | null;
}

/** Where a person is reminded of what is due. One's own; or anybody's with `person.manage`. */
@Injectable()
export class SetMail {
  constructor(private readonly trail: AuditTrail) {}

  async run(actor: Actor, { person, mail }: NewMail): Promise<void> {
    if (actor.kind !== 'person' || actor.personId !== person) demand(actor, 'person.manage');
    if (mail !== null && !Mail.isAddress(mail)) {
      throw new Refusal('invalid-input', 'This is not an e-mail address. Give one such as inez@newford.example.');
    }
    await this.trail.write(actor, async (tx) => {
      const [set] = await tx.rows.query<[unknown[], number]>(
        `UPDATE person SET mail = $2 WHERE id = $1 AND disabled_at IS NULL RETURNING id`,
        [person, mail],
      );
      if (set.length === 0) throw new Refusal('not-found', 'There is no such person, or the person is disabled.');
      await tx.record('person.mail-set', { person });
    });
  }
}
