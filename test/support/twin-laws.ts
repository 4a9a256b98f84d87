import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../src/platform/index.js';
import { type ClockGiven, type CodeLibrary, type DueDate, RequestClock } from '../../src/requests/index.js';

const HOLIDAYS = ['2026-05-25'];

/** As Illinois counts: five business days after receipt, five more once, one pause for information. */
export class TwinRequestClock extends RequestClock {
  readonly asked: { law: string; received: string; given: ClockGiven }[] = [];

  override dueFor(law: string, received: string, given: ClockGiven): Promise<DueDate> {
    this.asked.push({ law, received, given });
    if (law !== 'us-il') throw new Refusal('not-found', `No clock is known of the law ${law}.`);
    refuseUnlawful(given);
    let day = Temporal.PlainDate.from(received.slice(0, 10));
    for (let left = (given.extend ?? []).length > 0 ? 10 : 5; left > 0;) {
      day = day.add({ days: 1 });
      if (counts(day, given)) left -= 1;
    }
    const authority = { en: '5 ILCS 140/3(d).', pl: '5 ILCS 140/3(d).' };
    const words = { en: `Due ${day.toString()}.`, pl: `Termin: ${day.toString()}.` };
    return Promise.resolve({ due: day.toString(), outer: null, authority, words });
  }
}

function refuseUnlawful({ extend = [], pauses = [] }: ClockGiven): void {
  if (extend.length > 1) throw new Refusal('invalid-input', 'This law extends a deadline once.');
  if (pauses.filter(({ kind }) => kind === 'information').length > 1) {
    throw new Refusal('invalid-input', 'The clock may stand still for information once.');
  }
}

function counts(day: Temporal.PlainDate, { pauses = [] }: ClockGiven): boolean {
  const text = day.toString();
  const isStill = pauses.some(({ from, to }) => text >= from && text <= to);
  return day.dayOfWeek < 6 && !HOLIDAYS.includes(text) && !isStill;
}

export const TWIN_CODES: readonly CodeLibrary[] = [
  { law: 'us-il', codes: [{ id: '7(1)(b)' }, { id: '7(1)(c)', needsHarm: 'harm' }] },
  {
    law: 'us-foia',
    codes: [
      { id: '(b)(3)', needsStatute: true },
      { id: '(b)(6)', needsHarm: 'harm' },
    ],
  },
];
