/** Times as tables write them. */
import { Temporal } from 'temporal-polyfill';

export function isZone(zone: string): boolean {
  try {
    Temporal.PlainDateTime.from('2026-01-01T00:00').toZonedDateTime(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * RFC 3339; `2026-05-18 14:02:11` with or without `UTC`, local to `zone` without; seconds or milliseconds since 1970. Null
 * of anything else: no day is guessed out of `05/06/2026`.
 */
export function tableTime(text: string, zone = 'UTC'): string | null {
  const typed = text.trim();
  if (/^\d{9,13}$/.test(typed)) return sinceEpoch(typed);
  const [whole, day = '', time = '00:00', offset = null] = WRITTEN.exec(typed) ?? [];
  if (whole === undefined) return null;
  try {
    return offset === null ? localTime(`${day}T${time}`, zone) : offsetTime(`${day}T${time}`, offset);
  } catch {
    return null;
  }
}

const WRITTEN = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

function sinceEpoch(digits: string): string {
  return new Date(Number(digits) * (digits.length > 11 ? 1 : 1000)).toISOString();
}

function localTime(time: string, zone: string): string {
  return new Date(Temporal.PlainDateTime.from(time).toZonedDateTime(zone).epochMilliseconds).toISOString();
}

function offsetTime(time: string, offset: string): string {
  return new Date(`${time}${/^(?:Z|UTC)$/i.test(offset) ? 'Z' : offset}`).toISOString();
}
