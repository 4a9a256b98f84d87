import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, type Permission, Refusal } from '../platform/index.js';
import { credentialDigest, newKey } from './credential.rules.js';
import { isLimited, type Role } from './role.rules.js';

export interface KeyRequest {
  readonly person: string;
  /** What the key is for, in its holder's words. */
  readonly label: string;
  /** Null: whatever the person's roles allow, now and later. */
  readonly permissions: readonly Permission[] | null;
  readonly expiresAt: Date | null;
}

export interface IssuedKey {
  readonly id: string;
  /** `akta_…`, shown once and kept only as a digest. */
  readonly key: string;
}

/** For oneself, within what one may do oneself; for others with `key.manage`. */
@Injectable()
export class IssueKey {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, input: KeyRequest): Promise<IssuedKey> {
    const forSelf = actor.kind === 'person' && actor.personId === input.person;
    if (!forSelf) demand(actor, 'key.manage');
    const now = this.clock.now();
    if (input.expiresAt !== null && input.expiresAt <= now) {
      throw new Refusal('invalid-input', 'The key would have expired before it is issued. Choose a later time.');
    }
    const id = newId();
    const key = newKey();
    await this.trail.write(actor, async (tx) => {
      const roles = await rolesOf(tx.rows, input.person);
      const permissions = forSelf ? within(actor.permissions, input.permissions, roles) : input.permissions;
      await tx.rows.query(
        `INSERT INTO api_key (id, person_id, label, digest, permissions, issued_at, issued_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, input.person, input.label, credentialDigest(key), permissions, now, actorName(actor), input.expiresAt],
      );
      await tx.record('key.issued', { key: id, person: input.person });
    });
    return { id, key };
  }
}

async function rolesOf(rows: EntityManager, person: string): Promise<readonly Role[]> {
  const [found] = await rows.query<{ roles: Role[] }[]>(
    `SELECT ARRAY(SELECT role FROM person_role WHERE person_id = p.id) AS roles
       FROM person p WHERE p.id = $1 AND p.disabled_at IS NULL`,
    [person],
  );
  if (!found) throw new Refusal('not-found', 'There is no such person, or the person is disabled.');
  return found.roles;
}

/** A limited key makes no key that is less limited. */
function within(
  own: ReadonlySet<Permission>,
  wanted: readonly Permission[] | null,
  roles: readonly Role[],
): readonly Permission[] | null {
  const beyond = wanted?.find((permission) => !own.has(permission));
  if (beyond !== undefined) {
    throw new Refusal('not-allowed', `You do not have the permission "${beyond}" yourself, so a key of yours cannot.`);
  }
  return wanted ?? (isLimited(own, roles) ? [...own] : null);
}
