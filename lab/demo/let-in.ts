import type { Type } from '@nestjs/common';
import { AddPerson, Authenticate, IssueKey, type Role } from '../../src/identity/index.js';
import { type Actor, system } from '../../src/platform/index.js';

export type PersonActor = Extract<Actor, { kind: 'person' }>;

interface Opened {
  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T;
}

/** A person with a key of the set-up's making: nobody in the office made it. */
export async function letIn(app: Opened, name: string, roles: readonly Role[]): Promise<PersonActor> {
  const login = name.toLowerCase().replaceAll(' ', '.');
  const id = await app.get(AddPerson).run(system('setup'), { name, login, roles });
  const wanted = { person: id, label: 'set-up', permissions: null, expiresAt: null };
  const { key } = await app.get(IssueKey).run(system('setup'), wanted);
  const known = await app.get(Authenticate).byKey(key);
  if (!known) throw new Error(`${name} is not known by the key just made`);
  return known.actor;
}
