type Headers = readonly (readonly [string, string])[];

/** The first value of a header field, whatever the case of its name. */
export function header(headers: Headers, name: string): string | null {
  return headers.find(([field]) => field.toLowerCase() === name)?.[1] ?? null;
}

/**
 * When the platform may be asked again, after a 429 or 503. `Retry-After` (RFC 9110 10.2.3: seconds or a date) goes
 * first; `X-RateLimit-Reset` is ISO 8601 on Mastodon, epoch seconds elsewhere. Null when it does not say.
 */
export function retryAt(headers: Headers, now: Date): Date | null {
  return retryAfter(header(headers, 'retry-after'), now) ?? resetAt(headers, now);
}

/** When a spent allowance (`X-RateLimit-Remaining: 0`) is renewed; null while some is left or nothing is said. */
export function spentUntil(headers: Headers, now: Date): Date | null {
  const remaining = limitHeader(headers, 'remaining');
  return remaining !== null && Number(remaining) <= 0 && remaining.trim() !== '' ? resetAt(headers, now) : null;
}

/** The AT Protocol's servers leave out the `X-`. */
function limitHeader(headers: Headers, name: 'remaining' | 'reset'): string | null {
  return header(headers, `x-ratelimit-${name}`) ?? header(headers, `ratelimit-${name}`);
}

function retryAfter(value: string | null, now: Date): Date | null {
  if (value === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(value)) return later(new Date(now.getTime() + Number(value) * 1000), now);
  return later(new Date(value), now);
}

function resetAt(headers: Headers, now: Date): Date | null {
  const value = limitHeader(headers, 'reset');
  if (value === null) return null;
  if (!/^\s*\d+(\.\d+)?\s*$/.test(value)) return later(new Date(value), now);
  const number = Number(value);
  return later(new Date(number < 1e8 ? now.getTime() + number * 1000 : number * 1000), now);
}

const DAY_MS = 24 * 3600_000;

/** A time in the past or unreadable says nothing; one far ahead is kept to for a day, and then asked about again. */
function later(time: Date, now: Date): Date | null {
  const ahead = time.getTime() - now.getTime();
  return ahead > 0 ? new Date(now.getTime() + Math.min(ahead, DAY_MS)) : null;
}
