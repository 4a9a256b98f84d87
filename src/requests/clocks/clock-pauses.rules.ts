import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../platform/http/problems.js';
import type { ClockLaw, PauseInput, PauseRule } from './clock.types.js';
import { dayOf, known, quoted, titleOf } from './clock-input.rules.js';
import { bare, inBoth } from './clock-words.rules.js';
import type { StandStill } from './count-days.rules.js';

type Day = Temporal.PlainDate;

export interface Pause {
  readonly rule: PauseRule;
  readonly still: StandStill;
}

export type Pauses = readonly Pause[];

const MOST = 50;

/** The pauses given, in order of time, each under the rule of the law that allows it. */
export function readPauses(law: ClockLaw, inputs: readonly PauseInput[]): Pauses {
  if (inputs.length > MOST) throw new Refusal('invalid-input', `More than ${MOST} pauses were given. Give fewer.`);
  const pauses = inputs.map((input) => readPause(law, input));
  for (const rule of law.pauses ?? []) {
    const given = pauses.filter((pause) => pause.rule.id === rule.id).length;
    if (rule.times === null || given <= rule.times) continue;
    const allowed = rule.times === 1 ? 'once' : `${rule.times} times`;
    throw new Refusal(
      'invalid-input',
      `The clock may stand still for this reason ${allowed}, and ${given} such pauses were given: ${rule.title.en}. ${bare(rule.citation.en)}.`,
      { pause: rule.id },
    );
  }
  return pauses.toSorted((a, b) => Temporal.PlainDate.compare(a.still.from, b.still.from));
}

/** `running` tells between which days the clock runs when only the pauses before are looked at. */
export function refusePauses(
  pauses: Pauses,
  running: (before: Pauses) => { readonly start: Day; readonly end: Day },
): void {
  for (const [i, { still }] of pauses.entries()) {
    const { start, end } = running(pauses.slice(0, i));
    const asked = `The pause from ${still.from.toString()} to ${still.to.toString()}`;
    const before = pauses[i - 1]?.still;
    if (before && Temporal.PlainDate.compare(still.from, before.to) <= 0) {
      throw new Refusal(
        'invalid-input',
        `${asked} begins before the pause before it has ended, on ${before.to.toString()}.`,
      );
    }
    const isInside =
      Temporal.PlainDate.compare(still.from, start) > 0 && Temporal.PlainDate.compare(still.from, end) <= 0;
    if (isInside) continue;
    throw new Refusal(
      'invalid-input',
      `${asked} lies outside the running clock: it runs after ${start.toString()} and until ${end.toString()}.`,
    );
  }
}

function readPause(law: ClockLaw, { from, to, kind }: PauseInput): Pause {
  const days = { from: dayOf(from, 'The first day of a pause'), to: dayOf(to, 'The last day of a pause') };
  if (Temporal.PlainDate.compare(days.from, days.to) > 0) {
    throw new Refusal('invalid-input', `The pause ends (${to}) before it begins (${from}). Exchange the two days.`);
  }
  const rules = law.pauses ?? [];
  const [first] = rules;
  if (!first) {
    throw new Refusal('invalid-input', `${titleOf(law)} knows no pause of its clock. ${bare(law.source.citation.en)}.`);
  }
  const rule = kind === undefined ? first : rules.find(({ id }) => id === kind);
  if (!rule) {
    throw new Refusal('invalid-input', `${titleOf(law)} knows no pause called ${quoted(kind ?? '')}. ${known(rules)}`);
  }
  const why = inBoth(rule.effect === 'stop' ? 'day.paused' : 'day.restarted', { title: rule.title });
  return { rule, still: { ...days, why, authority: rule.citation } };
}
