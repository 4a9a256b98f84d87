import { Temporal } from 'temporal-polyfill';
import type {
  ClockLaw,
  Due,
  DueDay,
  DueExtension,
  DueInput,
  DueSecondary,
  ExtensionRule,
  HolidayCalendar,
  Span,
} from './clock.types.js';
import { chosenExtensions, dayOf, demandBodyType, demandPeriod, receivedOn, refuseUntil } from './clock-input.rules.js';
import { type Pauses, readPauses, refusePauses } from './clock-pauses.rules.js';
import { beginningOf } from './clock-start.rules.js';
import { inBoth } from './clock-words.rules.js';
import type { Count, Ended } from './count.types.js';
import { type Ground, type Laid, layOut, rollForward } from './count-days.rules.js';
import { dueInSentences } from './tell-due.rules.js';

type Day = Temporal.PlainDate;

/**
 * The day by which a request must be answered, with every day on the way to it. Pure calendar arithmetic: no clock, no
 * zone. `calendar` is that of the law, or of the body type where it has one of its own.
 * @throws {Refusal} with one sentence where the law does not allow what is asked, or a day does not exist
 */
export function dueDate(law: ClockLaw, input: DueInput, calendar: HolidayCalendar): Due {
  const period = demandPeriod(law);
  const bodyType = demandBodyType(law, input.bodyType);
  const pauses = readPauses(law, input.pauses ?? []);
  const counted = (considered: Pauses): Count => {
    const ground: Ground = {
      calendar,
      pauses: considered.filter(({ rule }) => rule.effect === 'stop').map(({ still }) => still),
      authority: bodyType?.citation ?? law.source.citation,
      roll: law.roll === 'forward',
      rollAuthority: law.rollCitation ?? law.source.citation,
    };
    return {
      law,
      period: bodyType?.period ?? period,
      bodyType,
      beginning: beginningOf(law, { input, pauses: considered, ground }),
      ground,
      extensions: chosenExtensions(law, input.extend ?? []),
      until: input.until === undefined ? null : dayOf(input.until, 'The day named in the notice'),
    };
  };
  refusePauses(pauses, (before) => {
    const count = counted(before);
    return { start: count.beginning.start, end: endOf(count).rolled.last };
  });
  return unfold(counted(pauses), input);
}

function unfold(count: Count, input: DueInput): Due {
  const { law, ground, beginning } = count;
  const first = firstPeriod(count);
  const extensions = count.extensions.map((rule) => extensionOf(rule, count, first));
  refuseUntil(law, { until: count.until, first: first.rolled.last, extensions, calendar: ground.calendar });
  const ended = endOf(count);
  const facts = {
    law: law.id,
    calendar: ground.calendar.id,
    received: receivedOn(input).toString(),
    start: beginning.start.toString(),
    due: ended.rolled.last.toString(),
    first: first.rolled.last.toString(),
    outer: outerOf(count, first),
    days: [...beginning.days, ...ended.laid.days, ...ended.rolled.days],
    authority: ground.authority,
    extensions,
    secondary: (law.secondary ?? []).map((clock) => secondaryOf(clock, count, ended)),
    consequence: law.consequence ? { text: law.consequence.text, authority: law.consequence.citation } : null,
  };
  return { ...facts, sentences: dueInSentences(count, { ...facts, ended }) };
}

function firstPeriod({ period, beginning, ground }: Count): Ended {
  const laid = layOut(beginning.start, period, ground);
  return { laid, rolled: rollForward(laid.last, ground) };
}

/** The last day with the extensions whose grounds were given, or the day named in the notice. */
function endOf(count: Count): Ended {
  const first = firstPeriod(count);
  const { until } = count;
  if (until !== null && count.extensions.length > 0) return namedDay(count, first, until);
  return count.extensions.reduce((ended, rule) => extended(ended, rule, count), first);
}

/** Whatever an extension says, it never ends sooner than what it extends. */
function extended(ended: Ended, rule: ExtensionRule, { beginning, ground }: Count): Ended {
  if (rule.longest === null) return ended;
  const laid =
    rule.from === 'receipt' ? layOut(beginning.start, rule.longest, ground) : after(ended.laid, rule.longest, ground);
  const rolled = rollForward(laid.last, ground);
  return Temporal.PlainDate.compare(rolled.last, ended.rolled.last) < 0 ? ended : { laid, rolled };
}

function after(laid: Laid, span: Span, ground: Ground): Laid {
  const more = layOut(laid.last, span, ground);
  return { days: [...laid.days, ...asExtension(more.days)], last: more.last };
}

/** Up to a day that was named: every day counts that the first period would count. */
function namedDay({ period, ground }: Count, first: Ended, until: Day): Ended {
  if (Temporal.PlainDate.compare(until, first.laid.last) <= 0) return first;
  const unit = period.unit === 'working' || period.unit === 'working-weeks' ? 'working' : 'calendar';
  const more: DueDay[] = [];
  let { last } = first.laid;
  while (Temporal.PlainDate.compare(last, until) < 0) {
    const next = layOut(last, { length: 1, unit }, ground);
    more.push(...next.days);
    ({ last } = next);
  }
  return { laid: { days: [...first.laid.days, ...asExtension(more)], last }, rolled: rollForward(last, ground) };
}

/** Days of an extension are numbered on their own. */
function asExtension(days: readonly DueDay[]): DueDay[] {
  let n = 0;
  return days.map((day) => (day.counted ? { ...day, why: inBoth('day.extension', { n: (n += 1) }) } : day));
}

function extensionOf(rule: ExtensionRule, count: Count, first: Ended): DueExtension {
  const latest = rule.longest === null ? null : extended(first, rule, count).rolled.last.toString();
  const { id, title, longest, notice, citation } = rule;
  return {
    id,
    title,
    grounds: rule.grounds.map((ground) => ground.title),
    longest,
    latest,
    notice,
    authority: citation,
  };
}

function outerOf(count: Count, first: Ended): string | null {
  const rules = count.law.extensions ?? [];
  if (rules.some(({ longest }) => longest === null)) return null;
  return rules.reduce((ended, rule) => extended(ended, rule, count), first).rolled.last.toString();
}

function secondaryOf(
  clock: NonNullable<ClockLaw['secondary']>[number],
  { beginning, ground }: Count,
  ended: Ended,
): DueSecondary {
  const { id, title, period, citation } = clock;
  if (clock.after === 'event') return { id, title, period, due: null, authority: citation };
  const from = clock.after === 'receipt' ? beginning.start : ended.rolled.last;
  const laid = layOut(from, period, { ...ground, pauses: [] });
  return { id, title, period, due: rollForward(laid.last, ground).last.toString(), authority: citation };
}
