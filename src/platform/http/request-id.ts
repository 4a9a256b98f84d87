import type { NextFunction, Request, Response } from 'express';
import { loggers } from '../logging/loggers.js';
import { newId } from '../ids.js';

const ids = new WeakMap<object, string>();

/** The id a request is known by in the log, in its answer and, from a proxy that gives one, before us. */
export function requestId(request: object): string {
  return ids.get(request) ?? '';
}

/** Gives each request its id, and the log one line when it is answered: the route, never the address asked for. */
export function followRequest(request: Request, response: Response, next: NextFunction): void {
  const given = request.get('x-request-id');
  const id = given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : newId();
  ids.set(request, id);
  response.setHeader('x-request-id', id);
  const began = performance.now();
  response.once('close', () => {
    // A query can hold what somebody searched for.
    const route: unknown = Object(request.route).path;
    loggers.http.debug('answered', {
      request: id,
      method: request.method,
      route: typeof route === 'string' ? route : 'none',
      status: response.statusCode,
      milliseconds: Math.round(performance.now() - began),
    });
  });
  next();
}
