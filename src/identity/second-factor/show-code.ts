import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, Refusal, SecretBox } from '../../platform/index.js';
import { credentialDigest } from '../credential.rules.js';
import { CodeTries } from './code-tries.js';
import { readCode } from './codes.rules.js';
import { demandShown, isEnrolled } from './demand-shown.js';
import { sealedAs } from './enrol-factor.js';
import { stepOf } from './totp.rules.js';

type Person = Extract<Actor, { kind: 'person' }>;

/**
 * A person shows a code of the second factor. Each is taken once: nobody who saw it can show it again. In a session it
 * goes on standing for some minutes; with a key it stands for this call alone.
 */
@Injectable()
export class ShowCode {
  // oxlint-disable-next-line max-params -- a code is counted, opened, compared with the clock's and taken
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly secrets: SecretBox,
    private readonly tries: CodeTries,
  ) {}

  /** The same person, who has shown it. @throws {Refusal} by name, and nothing is changed */
  async run<P extends Person>(actor: P, typed: string): Promise<P> {
    if (!(await isEnrolled(this.database, actor.personId))) await demandShown(this.database, actor);
    await this.tries.judge(actor.personId, () =>
      this.trail.write(actor, async (tx) => {
        const how = await this.take(tx.rows, actor.personId, typed);
        if (actor.credential?.kind === 'session') {
          const values = [actor.credential.id, this.clock.now()];
          await tx.rows.query(`UPDATE session SET proved_at = $2 WHERE id = $1`, values);
        }
        await tx.record('second-factor.shown', { person: actor.personId, how });
      }),
    );
    const own = actor.credential ?? { kind: 'key', id: '', madeBy: '' };
    return { ...actor, credential: { ...own, proved: true } };
  }

  private async take(rows: EntityManager, person: string, typed: string): Promise<'code' | 'recovery-code'> {
    const read = readCode(typed);
    if (read?.how === 'code') await this.takeCode(rows, person, read.code);
    else if (read?.how === 'recovery-code') await this.takeRecoveryCode(rows, person, read.code);
    else throw new Refusal('code-wrong', 'This is no code: one has six digits, a recovery code four groups of four.');
    return read.how;
  }

  private async takeCode(rows: EntityManager, person: string, code: string): Promise<void> {
    const [factor] = await rows.query<{ sealed: Buffer | null; last_step: string }[]>(
      `SELECT sealed, last_step FROM second_factor WHERE person_id = $1 FOR UPDATE`,
      [person],
    );
    if (!factor?.sealed) throw new Refusal('changed-meanwhile', 'Your second factor was removed at this moment.');
    const step = stepOf(code, this.secrets.open(factor.sealed, sealedAs(person)), this.clock.now());
    if (step === null) {
      throw new Refusal('code-wrong', 'This code is not right. Show the one your app shows now; nothing was changed.');
    }
    if (step <= Number(factor.last_step)) {
      throw new Refusal('code-used', 'This code has been used. Wait for the next one; nothing was changed.');
    }
    await rows.query(`UPDATE second_factor SET last_step = $2 WHERE person_id = $1`, [person, step]);
  }

  /** Found by its digest, which says nothing of how far a guess was right. */
  private async takeRecoveryCode(rows: EntityManager, person: string, code: string): Promise<void> {
    const digest = credentialDigest(code);
    const [found] = await rows.query<{ used: boolean }[]>(
      `SELECT used_at IS NOT NULL AS used FROM recovery_code WHERE person_id = $1 AND digest = $2 FOR UPDATE`,
      [person, digest],
    );
    if (!found) throw new Refusal('code-wrong', 'This recovery code is not one of yours; nothing was changed.');
    if (found.used)
      throw new Refusal('code-used', 'This recovery code has been used. Take the next; nothing was changed.');
    const values = [person, digest, this.clock.now()];
    await rows.query(`UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND digest = $2`, values);
  }
}
