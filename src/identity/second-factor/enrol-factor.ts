import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuditedTx, AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, Config, Refusal, SecretBox } from '../../platform/index.js';
import { credentialDigest } from '../credential.rules.js';
import type { BegunEnrolment } from '../people.types.js';
import { isLimited, type Role } from '../role.rules.js';
import { CodeTries } from './code-tries.js';
import { newRecoveryCodes, readCode } from './codes.rules.js';
import { demandShown, isEnrolled } from './demand-shown.js';
import { factorAddress, newFactorSecret, qrCode, stepOf } from './totp.rules.js';

const MINUTES_TO_CONFIRM = 15;

/** What the sealed secret of a person is about. */
export function sealedAs(personId: string): string {
  return `second-factor:${personId}`;
}

/** One's own and nobody else's. It replaces the one before, of which a code is shown first. */
@Injectable()
export class EnrolFactor {
  // oxlint-disable-next-line max-params -- a secret is made, sealed, confirmed by the clock and written
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly secrets: SecretBox,
    private readonly tries: CodeTries,
  ) {}

  async begin(actor: Actor): Promise<BegunEnrolment> {
    const { personId, login } = await this.entitled(actor);
    const secret = newFactorSecret();
    const until = this.clock.now().getTime() + MINUTES_TO_CONFIRM * 60_000;
    const sealed = this.secrets.seal(JSON.stringify({ secret, until }), begunAs(personId));
    const [host] = this.config.logOrigin.split('/');
    const address = factorAddress(secret, { issuer: `Akta ${host}`, login });
    return { secret, address, qr: qrCode(address), enrolment: sealed.toString('base64url') };
  }

  /** Answers the recovery codes, shown once and kept as digests. */
  async confirm(actor: Actor, { enrolment, code }: { enrolment: string; code: string }): Promise<string[]> {
    const { personId, madeBy, sessionId } = await this.entitled(actor);
    const secret = this.opened(enrolment, personId);
    const codes = newRecoveryCodes();
    await this.tries.judge(personId, async () => {
      const step = readCode(code)?.how === 'code' ? stepOf(code.replaceAll(/\D/g, ''), secret, this.clock.now()) : null;
      if (step === null) {
        throw new Refusal(
          'code-wrong',
          'This code is not right. Show the six digits your app shows now for this secret.',
        );
      }
      await this.trail.write(actor, (tx) => this.write(tx, { personId, madeBy, sessionId, secret, step, codes }));
    });
    return codes;
  }

  private async write(tx: AuditedTx, enrolled: Enrolled): Promise<void> {
    const { personId, madeBy, sessionId, secret, step, codes } = enrolled;
    const now = this.clock.now();
    await tx.rows.query(
      `INSERT INTO second_factor (person_id, sealed, enrolled_at, made_by, last_step) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (person_id) DO UPDATE SET sealed = excluded.sealed, enrolled_at = excluded.enrolled_at,
         made_by = excluded.made_by, last_step = excluded.last_step`,
      [personId, this.secrets.seal(secret, sealedAs(personId)), now, madeBy, step],
    );
    await tx.rows.query(`DELETE FROM recovery_code WHERE person_id = $1`, [personId]);
    await tx.rows.query(`INSERT INTO recovery_code (person_id, digest) SELECT $1, unnest($2::bytea[])`, [
      personId,
      codes.map((code) => credentialDigest(code.replaceAll('-', ''))),
    ]);
    await tx.rows.query(
      `UPDATE session SET proved_at = CASE WHEN id = $2 THEN $3::timestamptz END WHERE person_id = $1 AND ended_at IS NULL`,
      [personId, sessionId, now],
    );
    await tx.record('second-factor.enrolled', { person: personId });
  }

  /** A second factor opens what its person may approve, so a limited key cannot enrol one. */
  private async entitled(actor: Actor): Promise<Entitled> {
    if (actor.kind !== 'person') throw new Refusal('not-allowed', 'Only a person has a second factor.');
    const { personId, permissions, credential } = actor;
    const [person] = await this.database.query<{ login: string; roles: Role[] }[]>(
      `SELECT p.login, ARRAY(SELECT role FROM person_role WHERE person_id = p.id) AS roles
         FROM person p WHERE p.id = $1 AND p.disabled_at IS NULL`,
      [personId],
    );
    if (!person) throw new Refusal('not-found', 'There is no such person, or the person is disabled.');
    if (isLimited(permissions, person.roles)) {
      throw new Refusal('not-allowed', 'A key limited to some permissions cannot enrol. Use an unlimited one.');
    }
    if (await isEnrolled(this.database, personId)) await demandShown(this.database, actor);
    const sessionId = credential?.kind === 'session' ? credential.id : null;
    return { personId, login: person.login, madeBy: credential?.madeBy ?? '', sessionId };
  }

  private opened(enrolment: string, personId: string): string {
    try {
      const sealed = this.secrets.open(Buffer.from(enrolment, 'base64url'), begunAs(personId));
      const { secret, until }: { secret: string; until: number } = JSON.parse(sealed);
      if (until > this.clock.now().getTime()) return secret;
    } catch (cause) {
      throw new Refusal(
        'invalid-input',
        'This enrolment is not one that was begun here by you. Begin again.',
        {},
        { cause },
      );
    }
    throw new Refusal('invalid-input', `An enrolment is confirmed within ${MINUTES_TO_CONFIRM} minutes. Begin again.`);
  }
}

interface Entitled {
  readonly personId: string;
  readonly login: string;
  readonly madeBy: string;
  readonly sessionId: string | null;
}

interface Enrolled extends Omit<Entitled, 'login'> {
  readonly secret: string;
  readonly step: number;
  readonly codes: readonly string[];
}

function begunAs(personId: string): string {
  return `second-factor-begun:${personId}`;
}
