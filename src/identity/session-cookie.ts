import type { CookieOptions, Request, Response } from 'express';
import type { NewSession } from './open-session.js';

const NAME = 'akta_session';

/** Script cannot read it, no other site can have it sent, and over https it never travels in the open. */
function options(https: boolean): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure: https, path: '/' };
}

export function giveSession(response: Response, session: NewSession, https: boolean): void {
  response.cookie(NAME, session.token, { ...options(https), maxAge: session.milliseconds });
}

export function takeSession(response: Response, https: boolean): void {
  response.clearCookie(NAME, options(https));
}

export function sessionOf(request: Request): string | null {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === NAME)?.[1] ?? null;
}
