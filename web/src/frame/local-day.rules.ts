import { zoneOffset } from '../../../src/platform/sentences/when.rules.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function offsetAt(at: number, zone: string): number {
  const [, sign, hours, minutes] = /([+−])(\d\d):(\d\d)/.exec(zoneOffset(new Date(at), zone)) ?? [];
  return (sign === '−' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE;
}

/** The offset is asked for twice: what holds at the midnight of UTC need not hold at the one of the zone. */
function midnight(utc: number, zone: string): number {
  return utc - offsetAt(utc - offsetAt(utc, zone), zone);
}

/** When a day such as `2026-05-18` begins by the clocks of a zone: RFC 3339. */
export function startOfDay(day: string, zone: string): string {
  return new Date(midnight(Date.parse(`${day}T00:00:00Z`), zone)).toISOString();
}

/** The last millisecond of the day by the clocks of a zone: a period that ends with the day ends on that date. */
export function endOfDay(day: string, zone: string): string {
  return new Date(midnight(Date.parse(`${day}T00:00:00Z`) + DAY, zone) - 1).toISOString();
}

/** A moment as a form gives it, `2026-05-20T16:40`, by the clocks of a zone: RFC 3339. */
export function instantAt(local: string, zone: string): string {
  return new Date(midnight(Date.parse(`${local}:00Z`), zone)).toISOString();
}

/** The day a moment falls on by the clocks of a zone: `2026-05-20`. */
export function dayAt(at: string, zone: string): string {
  const utc = Date.parse(at);
  return new Date(utc + offsetAt(utc, zone)).toISOString().slice(0, 10);
}

/** Calendar days from one day to another; negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}
