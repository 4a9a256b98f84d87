import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { type Access, ACCESS, demand, loggers, Refusal, setActor } from '../platform/index.js';
import { Authenticate, type Identified } from './authenticate.js';
import { ShowCode } from './second-factor/show-code.js';
import { sessionOf } from './session-cookie.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
const identified = new WeakMap<object, Identified>();

/** The credential a request came with. */
export function identifiedBy(request: object): Identified | null {
  return identified.get(request) ?? null;
}

/** The one guard of all routes. A route that does not say who may call it is closed to everybody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: Authenticate,
    private readonly showCode: ShowCode,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    if (access === undefined) {
      loggers.identity.error('A route names no permission and is closed', { route: context.getHandler().name });
      throw new Refusal('not-allowed', 'This route is open to nobody.');
    }
    const request = context.switchToHttp().getRequest<Request>();
    const known = await this.identify(request);
    if (access !== 'signed-in') demand(known.actor, access);
    // A code is taken only by a call its person may make; one that is not right refuses the call, whatever it is.
    const code = request.get('akta-code');
    const actor = code === undefined ? known.actor : await this.showCode.run(known.actor, code);
    identified.set(request, { ...known, actor });
    setActor(request, actor);
    return true;
  }

  private async identify(request: Request): Promise<Identified> {
    const [scheme, key] = (request.get('authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() === 'bearer' && key !== undefined) {
      const known = await this.authenticate.byKey(key);
      if (known) return known;
      throw new Refusal('not-signed-in', 'This key is not known, has expired or was revoked.');
    }
    const token = sessionOf(request);
    const known = token === null ? null : await this.authenticate.bySession(token);
    if (!known) throw new Refusal('not-signed-in', 'Sign in with a key or a password.');
    // A browser sends the cookie by itself; this header it lets only our own page add.
    if (!READS.has(request.method) && request.get('x-akta-request') === undefined) {
      throw new Refusal('not-allowed', 'A change through a session needs the header X-Akta-Request.');
    }
    return known;
  }
}
