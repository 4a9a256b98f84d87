import type { Type } from '@nestjs/common';
import { generateSync } from 'otplib';
import { letIn, type PersonActor } from '../../lab/demo/let-in.js';
import { EnrolFactor, type Role, ShowCode } from '../../src/identity/index.js';
import { Clock } from '../../src/platform/index.js';

export type { PersonActor };

interface Opened {
  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T;
}

export async function person(archive: Opened, name: string, ...roles: Role[]): Promise<PersonActor> {
  return letIn(archive, name, roles);
}

/** What an authenticator app shows at a time for this secret. */
export function codeOf(secret: string, at: Date): string {
  return generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) });
}

export interface Factor {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** As a person enrols in the page: reads the secret, types the first code, keeps the recovery codes. */
export async function enrol(archive: Opened, actor: PersonActor): Promise<Factor> {
  const { secret, enrolment } = await archive.get(EnrolFactor).begin(actor);
  const code = codeOf(secret, archive.get(Clock).now());
  return { secret, recoveryCodes: await archive.get(EnrolFactor).confirm(actor, { enrolment, code }) };
}

/** Somebody who may approve: enrolled, and a code was shown. */
export async function approver(archive: Opened, name: string, ...roles: Role[]): Promise<PersonActor> {
  const actor = await person(archive, name, ...roles);
  const { recoveryCodes } = await enrol(archive, actor);
  return archive.get(ShowCode).run(actor, recoveryCodes[0] ?? '');
}

/** The sentence with which this was refused, and why; what was not refused says so. */
export async function refused(work: Promise<unknown>): Promise<{ problem: string; sentence: string }> {
  return work.then(
    () => ({ problem: 'none', sentence: 'It was not refused.' }),
    (error: unknown) => ({ problem: String(Object(error).problem), sentence: String(Object(error).message) }),
  );
}
