import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../platform/http/problems.js';
import {
  type BodyType,
  type ClockLaw,
  type DueExtension,
  type DueInput,
  type ExtensionRule,
  type HolidayCalendar,
  type Span,
  type Via,
  VIAS,
} from './clock.types.js';
import { bare } from './clock-words.rules.js';
import { inData, skippedOn } from './count-days.rules.js';
import { DRAFT } from './due-date.sentences.js';

type Day = Temporal.PlainDate;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/;

/** Text of somebody else within a sentence of ours. */
export function quoted(text: string): string {
  const clean = text.replaceAll(/\p{C}+/gu, ' ').trim();
  return `"${clean.length > 60 ? `${clean.slice(0, 60)}…` : clean}"`;
}

/** @throws {Refusal} where there is no such day; `what` begins the sentence, e.g. "The day of receipt". */
export function dayOf(text: string, what: string): Day {
  try {
    if (!DAY.test(text)) throw new RangeError('not a day');
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch (cause) {
    throw new Refusal(
      'invalid-input',
      `${what}, ${quoted(text)}, is not a day. Give one such as 2026-05-20.`,
      {},
      { cause },
    );
  }
}

/** The local day of receipt; the hour is not asked: every law here counts days. */
export function receivedOn({ received }: DueInput): Day {
  if (!MOMENT.test(received)) return dayOf(received, 'The day of receipt');
  try {
    return Temporal.PlainDateTime.from(received, { overflow: 'reject' }).toPlainDate();
  } catch (cause) {
    const text = `The moment of receipt, ${quoted(received)}, does not exist. Give the body's own day and time, such as 2026-05-20T16:40.`;
    throw new Refusal('invalid-input', text, {}, { cause });
  }
}

/** The period of a law that may be used. */
export function demandPeriod(law: ClockLaw): Span {
  if (law.trust === 'draft')
    throw new Refusal('wrong-state', DRAFT.en.replace('{place}', law.place.en), { law: law.id });
  if (law.period !== null) return law.period;
  throw new Refusal(
    'invalid-input',
    `${titleOf(law)} sets no number of days, so there is none to count: ${bare(law.source.citation.en)}.`,
  );
}

export function demandBodyType(law: ClockLaw, named: string | undefined): BodyType | null {
  if (named === undefined) return null;
  const found = law.bodyTypes?.find(({ id }) => id === named);
  if (found) return found;
  throw new Refusal(
    'invalid-input',
    `${titleOf(law)} knows no body or request of the type ${quoted(named)}. ${known(law.bodyTypes ?? [])}`,
  );
}

export function demandVia(named: string | undefined): Via | null {
  if (named === undefined) return null;
  const via = VIAS.find((one) => one === named);
  if (via) return via;
  throw new Refusal(
    'invalid-input',
    `${quoted(named)} is no way for a request to come. Give one of: ${VIAS.join(', ')}.`,
  );
}

/** The extensions that the grounds given belong to, in the order of the law, each with those grounds only. */
export function chosenExtensions(law: ClockLaw, grounds: readonly string[]): readonly ExtensionRule[] {
  const rules = law.extensions ?? [];
  const all = rules.flatMap((rule) => rule.grounds);
  const unknown = grounds.find((ground) => all.every(({ id }) => id !== ground));
  if (unknown !== undefined) {
    throw new Refusal(
      'invalid-input',
      `${quoted(unknown)} is no ground on which ${law.title.en} lets a deadline be extended. ${known(all)}`,
    );
  }
  const twice = grounds.find((ground, i) => grounds.indexOf(ground) !== i);
  if (twice !== undefined) {
    const cite = rules.find((rule) => rule.grounds.some(({ id }) => id === twice))?.citation.en ?? '';
    throw new Refusal(
      'invalid-input',
      `The ground "${twice}" is given twice; it extends a deadline once: ${bare(cite)}.`,
    );
  }
  return rules
    .map((rule) => ({ ...rule, grounds: rule.grounds.filter(({ id }) => grounds.includes(id)) }))
    .filter((rule) => rule.grounds.length > 0);
}

export interface NamedDay {
  readonly until: Day | null;
  /** The due date without any extension. */
  readonly first: Day;
  readonly extensions: readonly DueExtension[];
  readonly calendar: HolidayCalendar;
}

/** A day named in a notice of extension is one that counts, between the first due date and the last the law allows. */
export function refuseUntil(law: ClockLaw, { until, first, extensions, calendar }: NamedDay): void {
  if (until === null) return;
  const day = until.toString();
  if (extensions.length === 0) {
    const grounds = known((law.extensions ?? []).flatMap((extension) => extension.grounds));
    throw new Refusal(
      'invalid-input',
      `A day for the answer, ${day}, needs a ground of extension beside it. ${grounds}`,
    );
  }
  if (Temporal.PlainDate.compare(until, first) < 0) {
    const text = `The day named, ${day}, comes before the deadline it would extend, ${first.toString()}. Name a later one.`;
    throw new Refusal('invalid-input', text);
  }
  const latest = latestOf(extensions);
  if (latest !== null && day > latest) {
    const cite = bare(extensions.at(-1)?.authority.en ?? '');
    const text = `The deadline cannot be extended to ${day}: the law allows ${latest} at the latest. ${cite}.`;
    throw new Refusal('invalid-input', text, { latest });
  }
  const skipped = skippedOn(inData(until, calendar), calendar);
  if (skipped === null) return;
  throw new Refusal(
    'invalid-input',
    `The day named, ${day}, is left out by the calendar: ${skipped.why.en}. Name another.`,
  );
}

/** Null where one of them has no limit. */
function latestOf(extensions: readonly DueExtension[]): string | null {
  const days = extensions.flatMap(({ latest }) => latest ?? []);
  return days.length < extensions.length ? null : (days.toSorted().at(-1) ?? null);
}

/** What a law is called, at the beginning of a sentence. */
export function titleOf({ title }: ClockLaw): string {
  return title.en.charAt(0).toUpperCase() + title.en.slice(1);
}

/** What may be given instead, as the end of a refusal. */
export function known(things: readonly { readonly id: string }[]): string {
  const ids = things.map(({ id }) => id);
  if (ids.length === 0) return 'It knows none.';
  return `It knows: ${ids.join(', ')}.`;
}
