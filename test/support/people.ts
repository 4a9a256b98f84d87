import type { Type } from '@nestjs/common';
import { letIn, type PersonActor } from '../../lab/demo/let-in.js';
import type { Role } from '../../src/identity/index.js';

export type { PersonActor };

interface Opened {
  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T;
}

export async function person(archive: Opened, name: string, ...roles: Role[]): Promise<PersonActor> {
  return letIn(archive, name, roles);
}

/** The sentence with which this was refused, and why; what was not refused says so. */
export async function refused(work: Promise<unknown>): Promise<{ problem: string; sentence: string }> {
  return work.then(
    () => ({ problem: 'none', sentence: 'It was not refused.' }),
    (error: unknown) => ({ problem: String(Object(error).problem), sentence: String(Object(error).message) }),
  );
}
