import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../platform/index.js';
import type { Role } from './role.rules.js';

export interface NewPerson {
  readonly name: string;
  /** What the person types to sign in with a password; kept in lower case. */
  readonly login: string;
  readonly roles: readonly Role[];
}

@Injectable()
export class AddPerson {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Answers the person's id. */
  async run(actor: Actor, input: NewPerson): Promise<string> {
    demand(actor, 'person.manage');
    const id = newId();
    await this.trail.write(actor, async (tx) => {
      const added = await tx.rows.query<unknown[]>(
        `INSERT INTO person (id, name, login, added_at, added_by) VALUES ($1, $2, lower($3), $4, $5)
         ON CONFLICT (login) DO NOTHING RETURNING id`,
        [id, input.name.trim(), input.login.trim(), this.clock.now(), actorName(actor)],
      );
      if (added.length === 0) {
        throw new Refusal('already-exists', `Somebody signs in as "${input.login}" already. Choose another name.`);
      }
      await tx.rows.query(`INSERT INTO person_role (person_id, role) SELECT $1, unnest($2::text[])`, [id, input.roles]);
      await tx.record('person.added', { person: id });
      await tx.recordAll(input.roles.map((role) => ({ type: 'role.granted', facts: { person: id, role } })));
    });
    return id;
  }
}
