import type { MarkStanding } from '../audit/index.js';
import type { DeskAlarm } from './views.types.js';

const DAY_MS = 86_400_000;
/** Daily work that was not done for so long is an alarm; a night that failed is tried again before. */
export const OVERDUE_DAYS = 2;

const WEEKLY_OVERDUE_DAYS = 9;

/** How work that is to be done every day stands. */
export interface DailyStanding {
  readonly work: DeskAlarm['work'];
  readonly doneAt: Date | null;
  readonly wrong: number;
  readonly unseen: number;
  /** Things whose own time is over, however often the work was done. */
  readonly late?: number;
}

/** `since`: when there was first something to look after; null = there is nothing yet, and nothing is overdue. */
export function alarmOf(
  { work, doneAt, wrong, unseen, late = 0 }: DailyStanding,
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
  const days = work === 'examination' ? WEEKLY_OVERDUE_DAYS : OVERDUE_DAYS;
  if (late > 0 || (last && isOverdue(last, now, days))) return alarm('overdue', late);
  return unseen > 0 ? alarm('unseen', unseen) : null;
}

export function isOverdue(last: Date, now: Date, days = OVERDUE_DAYS): boolean {
  return now.getTime() - last.getTime() > days * DAY_MS;
}

/** Of authorities, and of witnesses: that some have not marked the log for hours, and when one last did. */
export function markAlarms(standings: readonly MarkStanding[]): DeskAlarm[] {
  return (['stamp', 'cosignature'] as const).flatMap((kind) => {
    const late = standings.filter((one) => one.kind === kind && one.late);
    if (late.length === 0) return [];
    const last = late.flatMap(({ lastAt }) => lastAt?.toISOString() ?? []).toSorted();
    const work = kind === 'stamp' ? 'stamps' : 'witnesses';
    return [{ work, is: 'overdue', things: late.length, doneAt: last.at(-1) ?? null }];
  });
}
