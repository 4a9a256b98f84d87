import type { Type } from '@nestjs/common';
import { AddPerson, Authenticate, IssueKey, type Role } from '../../src/identity/index.js';
import { type Actor, system } from '../../src/platform/index.js';

interface Opened {
  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T;
}

export type PersonActor = Extract<Actor, { kind: 'person' }>;

/** A person with a key of the set-up's making: nobody in the office made it. */
export async function person(archive: Opened, name: string, ...roles: Role[]): Promise<PersonActor> {
  const login = name.toLowerCase().replaceAll(' ', '.');
  const id = await archive.get(AddPerson).run(system('setup'), { name, login, roles });
  const wanted = { person: id, label: 'test', permissions: null, expiresAt: null };
  const { key } = await archive.get(IssueKey).run(system('setup'), wanted);
  const known = await archive.get(Authenticate).byKey(key);
  if (!known) throw new Error(`${name} is not known by the key just made`);
  return known.actor;
}

/** The sentence with which this was refused, and why; what was not refused says so. */
export async function refused(work: Promise<unknown>): Promise<{ problem: string; sentence: string }> {
  return work.then(
    () => ({ problem: 'none', sentence: 'It was not refused.' }),
    (error: unknown) => ({ problem: String(Object(error).problem), sentence: String(Object(error).message) }),
  );
}
