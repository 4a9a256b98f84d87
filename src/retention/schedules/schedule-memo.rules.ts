import { Temporal } from 'temporal-polyfill';

const QUARTER_MS = 900_000;
/** Before, some places were so many minutes and seconds away from UTC. */
const EVEN_SINCE = Date.UTC(1973, 0, 1);
const MOST = 50_000;

/** What was worked out once for many items of one scene: the same answers, sooner. */
export class ScheduleMemo {
  private readonly days = new Map<string, Temporal.PlainDate>();
  private readonly found = new Map<string, unknown>();

  /** The calendar day of a moment in a zone. Days begin at quarters of an hour everywhere. */
  dayIn(at: Date, zone: string): Temporal.PlainDate {
    const time = at.getTime();
    if (time < EVEN_SINCE) return dayIn(at, zone);
    return kept(this.days, `${zone} ${Math.floor(time / QUARTER_MS)}`, () => dayIn(at, zone));
  }

  /** `key` says everything that `make` goes by. */
  of<T>(key: string, make: () => T): T {
    // oxlint-disable-next-line no-unsafe-type-assertion -- a key names one kind of answer
    return kept(this.found, key, make) as T;
  }
}

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  if (map.size >= MOST) map.clear();
  const made = make();
  map.set(key, made);
  return made;
}

/** The calendar day of a moment in a zone: 2024-12-31T23:30Z is 1 January 2025 in Warsaw. */
export function dayIn(at: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}
