import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, actorName, demand, type Permission, Refusal } from '../platform/index.js';
import { permissionsOf, type Role, ROLES } from './role.rules.js';
import { demandShown } from './second-factor/demand-shown.js';

export interface Proposed {
  /** Who proposed it, as the log writes it: `person:<uuid>`. */
  readonly by: string;
  /** What is needed to approve it. */
  readonly permission: Permission;
  /** What it is, as it stands in the sentence: "this release". */
  readonly what: string;
}

const OWN_MAKING = {
  key: { did: 'made your key', instead: 'Revoke that key and use one of another origin, then approve' },
  password: { did: 'made your password', instead: 'Set a password of your own, then approve' },
  enrolled: {
    did: 'made the key or password with which you enrolled your second factor',
    instead: 'Enrol it anew with a key or password of your own, then approve',
  },
  reset: {
    did: 'took your second factor before this one away',
    instead: 'Somebody else has to approve this, or to propose it',
  },
} as const;

/**
 * A second person: whoever proposed something does not approve it, and had no hand in the key, the password or the second
 * factor with which the approver could act either. The approver has shown that second factor, with this call or a little
 * earlier in this session. Asked in the transaction of the approval.
 */
@Injectable()
export class FourEyes {
  async demandSecond(rows: EntityManager, actor: Actor, { by, permission, what }: Proposed): Promise<void> {
    demand(actor, permission);
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', `A named person approves ${what}; a part of the system cannot.`);
    }
    if (actorName(actor) === by) {
      const others = await this.others(rows, by, permission);
      const who =
        others.length === 0
          ? 'Nobody else has the right to approve yet; an administrator can grant it.'
          : `It needs a second person with the right to approve: ${others.join(', ')}.`;
      throw new Refusal('not-allowed', `You proposed ${what}, so you cannot approve it. ${who}`, { others });
    }
    await this.refuseOwnMaking(rows, actor.personId, by);
    await demandShown(rows, actor);
  }

  private async refuseOwnMaking(rows: EntityManager, approver: string, proposer: string): Promise<void> {
    const made: { what: keyof typeof OWN_MAKING }[] = await rows.query(
      `SELECT 'key' AS what FROM api_key WHERE person_id = $1 AND issued_by = $2 AND revoked_at IS NULL
       UNION ALL SELECT 'password' FROM password WHERE person_id = $1 AND set_by = $2
       UNION ALL SELECT 'enrolled' FROM second_factor WHERE person_id = $1 AND made_by = $2
       UNION ALL SELECT 'reset' FROM second_factor WHERE person_id = $1 AND reset_by = $2`,
      [approver, proposer],
    );
    const [first] = made;
    if (!first) return;
    const { did, instead } = OWN_MAKING[first.what];
    throw new Refusal('not-allowed', `Whoever proposed this ${did}, so that you are not a second person. ${instead}.`);
  }

  /** Names of the people who may approve, in order. */
  private async others(rows: EntityManager, by: string, permission: Permission): Promise<string[]> {
    const roles = ROLES.filter((role: Role) => new Set<Permission>(permissionsOf([role])).has(permission));
    const people: { name: string }[] = await rows.query(
      `SELECT p.name FROM person p WHERE p.disabled_at IS NULL AND 'person:' || p.id <> $1
          AND EXISTS (SELECT FROM person_role r WHERE r.person_id = p.id AND r.role = ANY($2::text[]))
        ORDER BY p.name LIMIT 10`,
      [by, roles],
    );
    return people.map(({ name }) => name);
  }
}
