import { countAt, isObject, type JsonObject } from '../json.rules.js';
import { header } from '../rate-limit.rules.js';

type Headers = readonly (readonly [string, string])[];

/** Of the allowance: from here on no call is made until some of it is back, so that a person can still connect anew. */
export const SPENT_PERCENT = 95;
/** The windows slide over an hour; where nothing is said of the rest, this is asked again. assumed */
const UNSAID_MINUTES = 10;
const MOST_MINUTES = 24 * 60;

/**
 * When calls may be made again; null while some of the allowance is left. `X-App-Usage` and each entry of
 * `X-Business-Use-Case-Usage` are percentages of the allowance, `estimated_time_to_regain_access` is in minutes
 * (developers.facebook.com/docs/graph-api/overview/rate-limiting).
 */
export function graphSpentUntil(headers: Headers, now: Date): Date | null {
  const usages = usagesOf(headers);
  const spent = usages.filter((usage) => percentOf(usage) >= SPENT_PERCENT);
  return spent.length === 0 ? null : later(now, regainMinutes(spent));
}

/** After an answer that refused for now. */
export function graphRetryAt(headers: Headers, now: Date): Date {
  return later(now, regainMinutes(usagesOf(headers)));
}

function later(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000);
}

function regainMinutes(usages: readonly JsonObject[]): number {
  const told = usages.map((usage) => countAt(usage, 'estimated_time_to_regain_access') ?? 0);
  const longest = Math.max(0, ...told);
  return longest > 0 ? Math.min(longest, MOST_MINUTES) : UNSAID_MINUTES;
}

function percentOf(usage: JsonObject): number {
  return Math.max(0, ...['call_count', 'total_cputime', 'total_time'].map((name) => countAt(usage, name) ?? 0));
}

function usagesOf(headers: Headers): readonly JsonObject[] {
  const app = parsed(header(headers, 'x-app-usage'));
  const business = parsed(header(headers, 'x-business-use-case-usage'));
  const entries = business ? Object.values(business).flatMap((list) => (Array.isArray(list) ? list : [])) : [];
  return [...(app ? [app] : []), ...entries.filter(isObject)];
}

function parsed(text: string | null): JsonObject | null {
  if (text === null || text.length > 65_536) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
