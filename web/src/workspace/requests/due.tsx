import type { ReactNode } from 'react';
import type { RequestSummary } from '../../../../src/requests/request.types.js';
import { calendarDate } from '../../../../src/platform/sentences/when.rules.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { dayAt, daysBetween } from '../../frame/local-day.rules.js';
import { StateTag } from '../../frame/state-tag.js';
import { useDesk } from '../reads.js';

type Dated = Pick<RequestSummary, 'dueOn' | 'state' | 'paused' | 'zone'>;

/** A local day in words. */
export function useDay(): (day: string) => string {
  const language = useLanguage();
  return (day) => calendarDate(`${day}T12:00:00Z`, 'UTC', language);
}

/** Calendar days until the deadline, by the archive's own clock; null where none runs. */
function useDaysLeft({ dueOn, state, paused, zone }: Dated): number | null {
  const now = useDesk().data?.now;
  const isRunning = state !== 'closed' && state !== 'withdrawn' && !paused;
  if (now === undefined || dueOn === null || !isRunning) return null;
  return daysBetween(dayAt(now, zone), dueOn);
}

export function DaysLeft({ of }: { of: Dated }): ReactNode {
  const say = useSay();
  const left = useDaysLeft(of);
  if (left === null) return null;
  if (left < 0) return <StateTag tone="gone">{say('due.overdue', { days: -left })}</StateTag>;
  return <StateTag tone={left < 2 ? 'doubt' : 'plain'}>{say('due.left', { days: left })}</StateTag>;
}

/** The deadline as a sentence, with the days that are left. */
export function Due({ of }: { of: Dated }): ReactNode {
  const say = useSay();
  const day = useDay();
  if (of.dueOn === null) return say('due.none');
  return (
    <>
      {say(of.paused ? 'due.paused' : 'due.day', { due: day(of.dueOn) })} <DaysLeft of={of} />
    </>
  );
}
