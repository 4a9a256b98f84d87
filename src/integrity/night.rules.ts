const DAY_MS = 86_400_000;
/** UTC: night or early morning from Lisbon to Bucharest, evening in America; outside the hours when most is posted. */
const HOUR_MS = 2 * 3_600_000;

/** When what was done now is due again: the next two o'clock. */
export function nextNight(now: Date): Date {
  return new Date((Math.floor((now.getTime() - HOUR_MS) / DAY_MS) + 1) * DAY_MS + HOUR_MS);
}
