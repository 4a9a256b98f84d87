import type { DeskAlarm } from './views.types.js';

const DAY_MS = 86_400_000;
/** Daily work that was not done for so long is an alarm; a night that failed is tried again before. */
export const OVERDUE_DAYS = 2;

/** How work that is to be done every day stands. */
export interface DailyStanding {
  readonly work: DeskAlarm['work'];
  readonly doneAt: Date | null;
  readonly wrong: number;
  readonly unseen: number;
}

/** `since`: when there was first something to look after; null = there is nothing yet, and nothing is overdue. */
export function alarmOf(
  { work, doneAt, wrong, unseen }: DailyStanding,
  { now, since }: { readonly now: Date; readonly since: Date | null },
): DeskAlarm | null {
  const alarm = (is: DeskAlarm['is'], things: number): DeskAlarm => ({
    work,
    is,
    things,
    doneAt: doneAt?.toISOString() ?? null,
  });
  if (wrong > 0) return alarm('wrong', wrong);
  const last = doneAt ?? since;
  if (last && isOverdue(last, now)) return alarm('overdue', 0);
  return unseen > 0 ? alarm('unseen', unseen) : null;
}

export function isOverdue(last: Date, now: Date): boolean {
  return now.getTime() - last.getTime() > OVERDUE_DAYS * DAY_MS;
}
