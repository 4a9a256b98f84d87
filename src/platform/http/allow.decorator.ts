import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Actor } from './actor.js';
import type { Permission } from './permissions.js';
import { Refusal } from './problems.js';

export const ACCESS = Symbol('akta access');

/** What a route asks of its caller; the one guard refuses a route that says nothing. */
export type Access = Permission | 'public' | 'signed-in';

/** The permission a caller needs for this route, or for every route of this controller. */
export const Allow = (permission: Permission): MethodDecorator & ClassDecorator =>
  SetMetadata<symbol, Access>(ACCESS, permission);

/** Anybody may call it, known or not. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata<symbol, Access>(ACCESS, 'public');

/** Any person who is signed in, whatever their role. */
export const SignedIn = (): MethodDecorator & ClassDecorator => SetMetadata<symbol, Access>(ACCESS, 'signed-in');

const actors = new WeakMap<object, Actor>();

/** The guard tells who calls; nobody else does. */
export function setActor(request: object, actor: Actor): void {
  actors.set(request, actor);
}

export function actorOf(request: object): Actor {
  const actor = actors.get(request);
  if (!actor) throw new Refusal('not-signed-in', 'Sign in with a key or a password.');
  return actor;
}

/** The caller, as an argument of a route: `@ActorOf() actor: Actor`. */
export const ActorOf = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  actorOf(context.switchToHttp().getRequest<object>()),
);
