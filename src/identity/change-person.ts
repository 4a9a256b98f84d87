import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail, commitText } from '../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../platform/index.js';
import { type Role, roleChanges } from './role.rules.js';

/** Serialises changes of who administers, so that two at once cannot leave nobody. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtext('akta.administrators'))`;

/** What becomes of a person: their roles, or their end here. The last administrator stays one. */
@Injectable()
export class ChangePerson {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Gives exactly these roles. */
  async setRoles(actor: Actor, input: { readonly person: string; readonly roles: readonly Role[] }): Promise<void> {
    demand(actor, 'person.manage');
    const { person } = input;
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(LOCK);
      const before = await this.rolesOf(tx.rows, person);
      const { granted, revoked } = roleChanges(before, input.roles);
      if (granted.length + revoked.length === 0) {
        throw new Refusal('wrong-state', 'The person has exactly these roles already.');
      }
      await tx.rows.query(`DELETE FROM person_role WHERE person_id = $1 AND role = ANY($2)`, [person, revoked]);
      await tx.rows.query(`INSERT INTO person_role (person_id, role) SELECT $1, unnest($2::text[])`, [person, granted]);
      await tx.recordAll(granted.map((role) => ({ type: 'role.granted', facts: { person, role } })));
      for (const role of revoked) await tx.record('role.revoked', { person, role });
      await demandAdministrator(tx.rows);
    });
  }

  /** Keys, password and sessions stop working with it; what the person did stays in the log. */
  async disable(actor: Actor, input: { readonly person: string; readonly reason: string }): Promise<void> {
    demand(actor, 'person.manage');
    const { digest, salt } = commitText(input.reason);
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(LOCK);
      await this.rolesOf(tx.rows, input.person);
      const [, count] = await tx.rows.query<[unknown[], number]>(
        `UPDATE person SET disabled_at = $2, disabled_reason = $3, disabled_salt = $4
          WHERE id = $1 AND disabled_at IS NULL`,
        [input.person, this.clock.now(), input.reason, salt],
      );
      if (count === 0) throw new Refusal('wrong-state', 'The person is disabled already.');
      await tx.record('person.disabled', { person: input.person, reason: digest });
      await demandAdministrator(tx.rows);
    });
  }

  private async rolesOf(rows: EntityManager, person: string): Promise<readonly Role[]> {
    const [found] = await rows.query<{ roles: Role[] }[]>(
      `SELECT ARRAY(SELECT role FROM person_role WHERE person_id = p.id) AS roles FROM person p WHERE p.id = $1`,
      [person],
    );
    if (!found) throw new Refusal('not-found', 'There is no such person.');
    return found.roles;
  }
}

async function demandAdministrator(rows: EntityManager): Promise<void> {
  const [found] = await rows.query<{ left: boolean }[]>(
    `SELECT EXISTS (SELECT FROM person_role r JOIN person p ON p.id = r.person_id
                     WHERE r.role = 'administrator' AND p.disabled_at IS NULL) AS left`,
  );
  if (found?.left === true) return;
  throw new Refusal('wrong-state', 'This is the last administrator. Make somebody else an administrator first.');
}
