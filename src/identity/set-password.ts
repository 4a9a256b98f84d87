import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, actorName, Clock, demand, Refusal } from '../platform/index.js';
import { isLimited, type Role } from './role.rules.js';

export interface NewPassword {
  readonly person: string;
  readonly password: string;
  readonly current?: string;
}

/** NIST SP 800-63B: length is what counts; no rules of composition. The longest keeps the work of a hash bounded. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 1_000;

/** argon2id with 19 MiB, two passes, one lane: the second choice of RFC 9106 as OWASP scales it. */
@Injectable()
export class SetPassword {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** One's own, proved by the present one where there is one; or anybody's with `person.manage`. Ends their sessions. */
  async run(actor: Actor, input: NewPassword): Promise<void> {
    const own = actor.kind === 'person' && actor.personId === input.person;
    if (!own) demand(actor, 'person.manage');
    if (input.password.length < SHORTEST_PASSWORD || input.password.length > LONGEST_PASSWORD) {
      throw new Refusal(
        'invalid-input',
        `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters. Choose another.`,
      );
    }
    const [person] = await this.database.query<{ hash: string | null; roles: Role[] }[]>(
      `SELECT w.hash, ARRAY(SELECT role FROM person_role WHERE person_id = p.id) AS roles
         FROM person p LEFT JOIN password w ON w.person_id = p.id WHERE p.id = $1 AND p.disabled_at IS NULL`,
      [input.person],
    );
    if (!person) throw new Refusal('not-found', 'There is no such person, or the person is disabled.');
    if (own) await demandProof(actor, person, input.current ?? '');
    const hashed = await hash(input.password);
    const now = this.clock.now();
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(
        `INSERT INTO password (person_id, hash, set_at, set_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at, set_by = excluded.set_by`,
        [input.person, hashed, now, actorName(actor)],
      );
      await tx.rows.query(`UPDATE session SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL`, [
        input.person,
        now,
      ]);
      await tx.record('password.set', { person: input.person });
    });
  }
}

/** A password opens everything its person may do, so a limited key or a borrowed session cannot set one. */
async function demandProof(
  actor: Extract<Actor, { kind: 'person' }>,
  person: { readonly hash: string | null; readonly roles: readonly Role[] },
  current: string,
): Promise<void> {
  if (isLimited(actor.permissions, person.roles)) {
    throw new Refusal('not-allowed', 'A key limited to some permissions cannot set a password. Use an unlimited one.');
  }
  if (person.hash !== null && !(await verify(person.hash, current))) {
    throw new Refusal('not-allowed', 'The present password is not right.');
  }
}
