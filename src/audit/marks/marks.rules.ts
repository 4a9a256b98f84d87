/** Minutes until somebody outside is asked again; the last from then on. */
const AGAIN_MINUTES = [1, 5, 15, 60] as const;
const MINUTE = 60_000;

export function nextTry(now: Date, tries: number): Date {
  const minutes = AGAIN_MINUTES[tries] ?? AGAIN_MINUTES.at(-1) ?? 60;
  return new Date(now.getTime() + minutes * MINUTE);
}

const LATE_HOURS = 6;

/** So long without a mark over what has come meanwhile is an alarm: one is due each hour. */
export function isLate(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() > LATE_HOURS * 60 * MINUTE;
}
