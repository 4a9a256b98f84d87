import type { Permission } from './permissions.js';
import { Refusal } from './problems.js';

/** Who does something: a named person through a key or a session, or a part of the system on its own. */
export type Actor =
  | {
      readonly kind: 'person';
      readonly personId: string;
      readonly name: string;
      readonly permissions: ReadonlySet<Permission>;
      readonly credential?: Credential;
    }
  | { readonly kind: 'system'; readonly name: SystemName };

/** What a person acts with. */
export interface Credential {
  readonly kind: 'key' | 'session';
  readonly id: string;
  /** Who made it, as the log writes them; of a session, who made the key or password it was opened with. */
  readonly madeBy: string;
  /** Whether the second factor was shown: with this call, or a little earlier in this session. */
  readonly proved: boolean;
}

export type SystemName =
  | 'setup'
  | 'sign-in'
  | 'capture'
  | 'log'
  | 'integrity'
  | 'demo'
  | 'export'
  | 'retention'
  | 'requests'
  | 'accounts'
  | 'connect-link';

export function system(name: SystemName): Actor {
  return { kind: 'system', name };
}

/** As the log writes it: `person:<uuid>` or `system:<word>`. */
export function actorName(actor: Actor): string {
  return actor.kind === 'person' ? `person:${actor.personId}` : `system:${actor.name}`;
}

export function may(actor: Actor, permission: Permission): boolean {
  return actor.kind === 'system' || actor.permissions.has(permission);
}

/** Operations call it too, so that the API, the page and the CLI refuse alike. */
export function demand(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return;
  throw new Refusal('not-allowed', `This needs the permission "${permission}". An administrator can grant it.`, {
    permission,
  });
}
