import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../platform/http/problems.js';
import type { ClockLaw, DueDay, DueInput, Words } from './clock.types.js';
import { dayOf, demandVia, receivedOn, titleOf } from './clock-input.rules.js';
import type { Pauses } from './clock-pauses.rules.js';
import { inBoth, yearDay } from './clock-words.rules.js';
import { type Ground, inData, layOut } from './count-days.rules.js';

type Day = Temporal.PlainDate;

/** Where counting begins, and why not on the day on which the request came. */
export interface Beginning {
  /** The day after which days count. */
  readonly start: Day;
  readonly days: readonly DueDay[];
  readonly because:
    | { readonly is: 'receipt' }
    | { readonly is: 'deemed'; readonly received: Day; readonly authority: Words }
    | { readonly is: 'restarted'; readonly title: Words; readonly authority: Words };
}

export function beginningOf(
  law: ClockLaw,
  { input, pauses, ground }: { readonly input: DueInput; readonly pauses: Pauses; readonly ground: Ground },
): Beginning {
  const received = inData(receivedOn(input), ground.calendar);
  const begun = sooner(deemed(law, { received, via: input.via, ground }), elsewhere(law, { received, input, ground }));
  const restart = pauses.findLast(({ rule }) => rule.effect === 'restart');
  if (!restart) return begun;
  const { still, rule } = restart;
  return {
    start: still.to,
    days: [...begun.days, ...daysBetween(begun.start, still.to, { why: still.why, authority: still.authority })],
    because: { is: 'restarted', title: rule.title, authority: rule.citation },
  };
}

/** Received in law later than it came, where the law says so of the way it came. */
function deemed(
  law: ClockLaw,
  { received, via, ground }: { readonly received: Day; readonly via: string | undefined; readonly ground: Ground },
): Beginning {
  const came = demandVia(via);
  const rule = law.receipt?.find((one) => came !== null && one.via.includes(came));
  if (!rule || came === null) return { start: received, days: [], because: { is: 'receipt' } };
  const start = layOut(received, rule.after, { ...ground, pauses: [] }).last;
  const why = inBoth('day.deemed', { via: inBoth(`via.${came}`) });
  return {
    start,
    days: daysBetween(received, start, { why, authority: rule.citation }),
    because: { is: 'deemed', received, authority: rule.citation },
  };
}

/** Another office of the same body had it first: the clock begins without the right one after so many days. */
function elsewhere(
  law: ClockLaw,
  { received, input, ground }: { readonly received: Day; readonly input: DueInput; readonly ground: Ground },
): Beginning | null {
  if (input.elsewhere === undefined) return null;
  const rule = law.elsewhere;
  if (!rule) {
    throw new Refusal(
      'invalid-input',
      `${titleOf(law)} makes nothing depend on another office that had the request first.`,
    );
  }
  const first = inData(dayOf(input.elsewhere, 'The day on which another office had it'), ground.calendar);
  if (Temporal.PlainDate.compare(first, received) > 0) {
    throw new Refusal(
      'invalid-input',
      `Another office cannot have had it first on ${first.toString()}: that is after ${received.toString()}.`,
    );
  }
  const start = layOut(first, rule.after, { ...ground, pauses: [] }).last;
  const day = { en: yearDay(first.toString(), 'en'), pl: yearDay(first.toString(), 'pl') };
  const why = inBoth('day.elsewhere', { day });
  return {
    start,
    days: daysBetween(first, start, { why, authority: rule.citation }),
    because: { is: 'deemed', received: first, authority: rule.citation },
  };
}

function sooner(a: Beginning, b: Beginning | null): Beginning {
  return b !== null && Temporal.PlainDate.compare(b.start, a.start) < 0 ? b : a;
}

function daysBetween(
  after: Day,
  to: Day,
  { why, authority }: { readonly why: Words; readonly authority: Words },
): DueDay[] {
  const days: DueDay[] = [];
  for (let day = after.add({ days: 1 }); Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    days.push({ date: day.toString(), counted: false, kind: 'not-begun', why, authority });
  }
  return days;
}
