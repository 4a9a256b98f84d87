import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../src/platform/index.js';
import type { Due, DueInput } from '../../src/requests/clocks/clock.types.js';
import { calendarOf, clockFiles, dueOf, lawOf } from '../support/clocks.js';

type Vector = readonly [law: string, received: string, due: string, input: Partial<DueInput>, trap: string];

/** Counted apart from the program: by hand, or by a few lines of Python over the published lists of holidays. */
const VECTORS: readonly Vector[] = [
  ['us-foia', '2025-12-17', '2026-01-16', {}, 'Christmas, New Year, Martin Luther King'],
  ['us-foia', '2025-12-17', '2026-02-02', { extend: ['voluminous'] }, 'ten more'],
  ['us-foia', '2021-01-04', '2021-02-02', {}, 'Inauguration Day counts, Martin Luther King does not'],
  ['us-foia', '2021-12-10', '2022-01-11', {}, 'both Christmas and New Year kept on a Friday before'],
  ['us-foia', '2022-05-27', '2022-06-28', {}, 'Juneteenth kept on a Monday'],
  ['us-foia', '2023-10-20', '2023-11-20', {}, 'Veterans Day kept on a Friday'],
  ['us-foia', '2026-06-15', '2026-07-15', {}, 'Juneteenth, and Independence Day on 3 July'],
  ['us-foia', '2027-12-20', '2028-01-20', {}, 'New Year kept in the year before'],
  ['us-foia', '2028-02-10', '2028-03-10', {}, 'a leap day, a working one'],
  ['us-foia', '2025-12-17', '2026-01-12', { elsewhere: '2025-12-01' }, 'begins ten days after the first office had it'],
  ['uk-foia', '2026-03-02', '2026-03-31', {}, 'St Patrick’s Day in Northern Ireland'],
  ['uk-foia', '2025-12-22', '2026-01-23', {}, '2 January in Scotland'],
  ['uk-foia', '2026-06-22', '2026-07-21', {}, '13 July in Northern Ireland'],
  ['uk-foia', '2026-06-01', '2026-06-30', {}, 'a day proclaimed for Scotland alone'],
  ['uk-foia', '2022-05-16', '2022-06-15', {}, 'two days of a jubilee'],
  ['uk-foia', '2022-09-01', '2022-09-30', {}, 'a day of mourning'],
  ['uk-foia', '2023-04-20', '2023-05-22', {}, 'a coronation'],
  ['uk-foia', '2027-12-10', '2028-01-13', {}, 'four substitute days'],
  ['uk-foia', '2024-11-18', '2024-12-17', {}, 'St Andrew’s Day kept on a Monday'],
  ['uk-foia', '2026-03-28', '2026-04-28', {}, 'received on a Saturday; Easter'],
  ['uk-foia', '2026-03-02', '2026-04-14', { pauses: [{ from: '2026-03-05', to: '2026-03-12', kind: 'clarification' }] }, 'begins anew'],
  ['uk-sct', '2026-03-02', '2026-03-30', {}, 'Scottish holidays alone'],
  ['pl-udip', '2026-04-17', '2026-05-04', {}, 'Friday 1 May, a Saturday, Sunday 3 May'],
  ['pl-udip', '2025-12-18', '2026-01-02', {}, 'New Year'],
  ['pl-udip', '2026-05-21', '2026-06-05', {}, 'Corpus Christi'],
  ['pl-udip', '2025-12-10', '2025-12-29', {}, '24 December, a holiday since 2025'],
  ['pl-udip', '2024-12-10', '2024-12-24', {}, '24 December, a working day until 2024'],
  ['pl-udip', '2026-03-22', '2026-04-07', {}, 'Easter'],
  ['pl-udip', '2026-10-28', '2026-11-12', {}, 'Independence Day'],
  ['pl-udip', '2026-04-17', '2026-06-17', { extend: ['reasons'] }, 'two months from filing in all'],
  ['eu-gdpr', '2026-01-31', '2026-03-02', {}, 'no 31 February, and 28 is a Saturday'],
  ['eu-gdpr', '2026-01-31', '2026-04-30', { extend: ['complexity'] }, 'three months from receipt, not from February'],
  ['eu-gdpr', '2026-03-31', '2026-04-30', {}, 'a short month'],
  ['eu-gdpr', '2026-09-03', '2026-10-05', {}, 'a Saturday'],
  ['eu-gdpr', '2026-06-04', '2026-07-06', {}, 'a Saturday'],
  ['eu-gdpr', '2028-01-29', '2028-02-29', {}, 'a leap day'],
  ['eu-gdpr', '2025-11-24', '2025-12-29', { bodyType: 'pl' }, 'Christmas Eve in Poland'],
  ['eu-gdpr', '2025-11-24', '2025-12-24', {}, 'no State named: Christmas Eve is no holiday everywhere'],
  ['us-il', '2026-05-20', '2026-05-28', {}, 'Memorial Day'],
  ['us-il', '2026-05-20', '2026-06-04', { extend: ['voluminous'] }, 'five more from the due date'],
  ['us-il', '2026-05-20T23:59', '2026-05-28', {}, 'the hour is not asked'],
  ['us-il', '2026-10-29', '2026-11-06', {}, 'general election day of an even year'],
  ['us-il', '2026-05-20', '2026-06-22', { bodyType: 'commercial' }, 'twenty-one days'],
  ['us-mi', '2026-05-20', '2026-05-28', {}, 'brought by hand'],
  ['us-mi', '2026-05-20', '2026-05-29', { via: 'email' }, 'e-mail is received a business day later'],
  ['us-mi', '2026-05-22', '2026-06-02', { via: 'email' }, 'the business day later is Tuesday'],
  ['us-mi', '2026-05-20', '2026-06-12', { via: 'email', extend: ['voluminous'] }, 'fifteen in all'],
  ['us-ca', '2026-05-15', '2026-05-26', {}, 'Memorial Day as the last day'],
  ['us-ca', '2026-05-15', '2026-06-08', { extend: ['consultation'] }, 'fourteen more from the tenth day'],
  ['us-pa', '2026-05-20', '2026-06-29', { extend: ['redaction'] }, 'thirty days after five business days, a Saturday'],
  ['us-nj', '2026-03-30', '2026-04-09', {}, 'Good Friday'],
  ['us-wa', '2026-11-20', '2026-12-01', {}, 'Thanksgiving and the day after'],
  ['us-ny', '2026-10-30', '2026-11-09', {}, 'general election day'],
  ['us-ny', '2027-02-10', '2027-02-19', {}, 'Lincoln’s and Washington’s Birthdays'],
  ['ie-foi', '2026-05-20', '2026-06-18', {}, 'four weeks of weekdays'],
  ['ie-foi', '2022-03-10', '2022-04-11', {}, 'a day of remembrance'],
  ['ca-atia', '2026-03-04', '2026-04-07', {}, 'Good Friday to Easter Monday'],
  ['au-foi', '2026-12-01', '2026-12-31', {}, 'a shut-down does not stop it'],
]; // prettier-ignore

function sentenceOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return 'not refused';
}

/** Every due date is the last of its days, all days follow each other, and those that count add up. */
function expectWhole(due: Due, counted: number | null): void {
  const dates = due.days.map(({ date }) => date);
  expect(dates.at(-1)).toBe(due.due);
  expect(dates).toEqual(
    dates.map((_, i) =>
      Temporal.PlainDate.from(dates[0] ?? '')
        .add({ days: i })
        .toString(),
    ),
  );
  if (counted !== null) expect(due.days.filter((day) => day.counted)).toHaveLength(counted);
}

const DAY = fc
  .integer({ min: 0, max: 365 * 14 })
  .map((days) => Temporal.PlainDate.from('2016-01-01').add({ days }).toString());
const USED = clockFiles.laws.map(({ value }) => value).filter(({ trust }) => trust === 'verified');
const LAW = fc.constantFrom(...USED);

describe('a due date', () => {
  it.each(VECTORS)('under %s, received %s, is %s', (law, received, due, input) => {
    const found = dueOf(law, received, input);
    expect(found.due).toBe(due);
    expectWhole(found, null);
  });

  it('is told as a sentence in both languages: the days left out, or the day it would have fallen on', () => {
    expect(dueOf('us-il', '2026-05-20').sentences).toEqual({
      en: [
        'Due Thursday 28 May 2026: five business days after 20 May, without 23–24 May (weekend) and 25 May (Memorial Day). 5 ILCS 140/3(d).',
        'No extension of this law reaches beyond 4 June 2026.',
        'If it is missed: the request counts as denied; copies are then free, and it cannot be refused as unduly burdensome. 5 ILCS 140/3(d).',
      ],
      pl: [
        'Termin: czwartek 28 maja 2026 r. Piąty dzień roboczy po 20 maja; nie liczono: 23–24 maja (weekend) i 25 maja (Memorial Day). 5 ILCS 140/3(d).',
        'Żadne przedłużenie przewidziane w tej ustawie nie sięga poza 4 czerwca 2026 r.',
        'Po upływie terminu: wniosek uważa się za odrzucony; kopie są wtedy bezpłatne i nie wolno odmówić z powodu nadmiernego obciążenia. 5 ILCS 140/3(d).',
      ],
    });
    const udip = dueOf('pl-udip', '2026-05-21').sentences;
    expect(udip.pl[0]).toBe(
      'Termin: piątek 5 czerwca 2026 r. Czternasty dzień po 21 maja przypada w święto (4 czerwca, Boże Ciało), więc termin upływa w następnym dniu roboczym. Art. 13 ust. 1 u.d.i.p.',
    );
    expect(udip.en[0]).toBe(
      'Due Friday 5 June 2026: the fourteenth day after 21 May falls on a holiday (4 June, Corpus Christi), so the period ends on the next working day. Article 13(1) of the Act on Access to Public Information (u.d.i.p.).',
    );
    expect(dueOf('eu-gdpr', '2026-01-31').sentences.en[0]).toBe(
      'Due Monday 2 March 2026: the last day of one month after 31 January falls on a Saturday (28 February), so the period ends on the next working day. Article 12(3) GDPR.',
    );
  });

  it.each(USED.map(({ id }) => id))('under %s is told with every value in its place, extended or not', (id) => {
    const grounds = (lawOf(id).extensions ?? []).flatMap((extension) => extension.grounds.map((ground) => ground.id));
    for (const extend of [[], ...grounds.map((ground) => [ground])]) {
      const { en, pl } = dueOf(id, '2026-05-21', { extend }).sentences;
      expect(en).toHaveLength(pl.length);
      for (const sentence of [...en, ...pl]) expect(sentence).not.toMatch(/[{}]|undefined|null|\.\.|!| {2}/);
    }
  });

  it('has its outer limit, the notice by the first due date, and the clocks beside it', () => {
    const due = dueOf('pl-udip', '2026-04-17', { extend: ['reasons'], until: '2026-06-01' });
    expect(due).toMatchObject({ due: '2026-06-01', first: '2026-05-04', outer: '2026-06-17' });
    expect(due.secondary.map(({ id, due: day }) => [id, day])).toEqual([
      ['fee-notice', '2026-05-04'],
      ['fee-stand-still', null],
      ['technical-form', null],
      ['appeal', null],
    ]);
    expect(dueOf('us-wa', '2026-05-20').outer).toBeNull();
  });

  it('has the statute beside each day', () => {
    const { days } = dueOf('uk-foia', '2026-03-02');
    expect(days.find(({ date }) => date === '2026-03-17')).toEqual({
      date: '2026-03-17',
      counted: false,
      kind: 'holiday',
      why: { en: 'St Patrick’s Day (Northern Ireland)', pl: 'dzień św. Patryka (Irlandia Północna)' },
      authority: {
        en: 'FOIA 2000 s. 10(6); Banking and Financial Dealings Act 1971',
        pl: 'FOIA 2000 s. 10(6); Banking and Financial Dealings Act 1971',
      },
    });
    expect(days.every(({ authority }) => authority.en !== '' && authority.pl !== '')).toBe(true);
  });
});

describe('any due date', () => {
  it('is no day that its calendar leaves out, and its days add up to it', () => {
    fc.assert(
      fc.property(LAW, DAY, (law, received) => {
        const due = dueOf(law.id, received);
        const calendar = calendarOf(law.calendar);
        const day = Temporal.PlainDate.from(due.due);
        expect(calendar.weekend).not.toContain(day.dayOfWeek);
        expect(calendar.holidays.get(due.due)).toBeUndefined();
        const { length = 0, unit } = law.period ?? {};
        expectWhole(due, unit === 'months' ? null : length * (unit === 'working-weeks' ? 5 : 1));
      }),
    );
  });

  it('comes no sooner for a request received later', () => {
    fc.assert(
      fc.property(LAW, DAY, fc.integer({ min: 0, max: 60 }), (law, received, later) => {
        const next = Temporal.PlainDate.from(received).add({ days: later }).toString();
        expect(dueOf(law.id, next).due >= dueOf(law.id, received).due).toBe(true);
      }),
    );
  });

  it('is never made sooner by an extension or a pause, nor moved beyond the outer limit', () => {
    fc.assert(
      fc.property(LAW, DAY, fc.nat(), fc.integer({ min: 0, max: 40 }), (law, received, pick, long) => {
        const plain = dueOf(law.id, received);
        const grounds = (law.extensions ?? []).flatMap((extension) => extension.grounds.map(({ id }) => id));
        const ground = grounds[pick % Math.max(1, grounds.length)];
        const extended = dueOf(law.id, received, ground === undefined ? {} : { extend: [ground] });
        expect(extended.due >= plain.due).toBe(true);
        if (extended.outer !== null) expect(extended.due <= extended.outer).toBe(true);
        if (law.pauses === undefined) return;
        const from = Temporal.PlainDate.from(plain.start).add({ days: 1 });
        const pauses = [{ from: from.toString(), to: from.add({ days: long }).toString() }];
        expect(dueOf(law.id, received, { pauses }).due >= plain.due).toBe(true);
      }),
    );
  });
});

describe('a due date that the law does not allow', () => {
  it.each<readonly [what: string, law: string, input: Partial<DueInput> & { received: string }, said: string]>([
    ['a second pause for information', 'us-foia', { received: '2026-05-20', pauses: [{ from: '2026-05-21', to: '2026-05-22' }, { from: '2026-05-27', to: '2026-05-28' }] },
      'The clock may stand still for this reason once, and 2 such pauses were given: the requester is asked for information. 5 U.S.C. 552(a)(6)(A)(ii)(I).'],
    ['an extension beyond two months', 'pl-udip', { received: '2026-04-17', extend: ['reasons'], until: '2026-06-18' },
      'The deadline cannot be extended to 2026-06-18: the law allows 2026-06-17 at the latest. Article 13(2) of the Act on Access to Public Information (u.d.i.p.).'],
    ['an extension for the same reason twice', 'pl-udip', { received: '2026-04-17', extend: ['reasons', 'reasons'] },
      'The ground "reasons" is given twice; it extends a deadline once: Article 13(2) of the Act on Access to Public Information (u.d.i.p.).'],
    ['a day named without a ground', 'us-wa', { received: '2026-05-20', until: '2026-07-01' },
      'A day for the answer, 2026-07-01, needs a ground of extension beside it. It knows: clarify, locate, third-parties, exemption.'],
    ['a day named before the deadline', 'us-wa', { received: '2026-05-20', extend: ['locate'], until: '2026-05-22' },
      'The day named, 2026-05-22, comes before the deadline it would extend, 2026-05-28. Name a later one.'],
    ['a day named that is a holiday', 'us-wa', { received: '2026-05-20', extend: ['locate'], until: '2026-06-19' },
      'The day named, 2026-06-19, is left out by the calendar: Juneteenth. Name another.'],
    ['a ground of another law', 'us-il', { received: '2026-05-20', extend: ['complexity'] },
      '"complexity" is no ground on which the Illinois Freedom of Information Act lets a deadline be extended. It knows: elsewhere, voluminous, categorical, not-located, examination, burden, consultation.'],
    ['a ground where there is none', 'uk-sct', { received: '2026-05-20', extend: ['public-interest'] },
      '"public-interest" is no ground on which the Freedom of Information (Scotland) Act 2002 lets a deadline be extended. It knows none.'],
    ['a day that does not exist', 'us-il', { received: '2026-02-29' },
      'The day of receipt, "2026-02-29", is not a day. Give one such as 2026-05-20.'],
    ['a moment that does not exist', 'us-il', { received: '2026-02-28T24:30' },
      'The moment of receipt, "2026-02-28T24:30", does not exist. Give the body\'s own day and time, such as 2026-05-20T16:40.'],
    ['a moment in another zone', 'us-il', { received: '2026-05-20T16:40:00Z' },
      'The day of receipt, "2026-05-20T16:40:00Z", is not a day. Give one such as 2026-05-20.'],
    ['a pause before the clock runs', 'us-foia', { received: '2026-05-20', pauses: [{ from: '2026-05-20', to: '2026-05-22' }] },
      'The pause from 2026-05-20 to 2026-05-22 lies outside the running clock: it runs after 2026-05-20 and until 2026-06-18.'],
    ['a pause after it has run out', 'us-foia', { received: '2026-05-20', pauses: [{ from: '2026-06-19', to: '2026-06-20' }] },
      'The pause from 2026-06-19 to 2026-06-20 lies outside the running clock: it runs after 2026-05-20 and until 2026-06-18.'],
    ['two pauses at once', 'us-foia', { received: '2026-05-20', pauses: [{ from: '2026-05-26', to: '2026-06-02' }, { from: '2026-06-02', to: '2026-06-03', kind: 'fees' }] },
      'The pause from 2026-06-02 to 2026-06-03 begins before the pause before it has ended, on 2026-06-02.'],
    ['a pause that ends before it begins', 'us-foia', { received: '2026-05-20', pauses: [{ from: '2026-05-27', to: '2026-05-26' }] },
      'The pause ends (2026-05-26) before it begins (2026-05-27). Exchange the two days.'],
    ['a pause where the law knows none', 'pl-udip', { received: '2026-05-20', pauses: [{ from: '2026-05-27', to: '2026-05-28' }] },
      'The Polish Act on Access to Public Information knows no pause of its clock. Article 13(1) of the Act on Access to Public Information (u.d.i.p.).'],
    ['a year that the calendar does not know', 'us-il', { received: '2036-01-02' },
      '2036-01-02 cannot be counted: the calendar "State holidays of Illinois" knows the years 2015 to 2035.'],
    ['a due date in such a year', 'us-il', { received: '2035-12-28' },
      '2036-01-01 cannot be counted: the calendar "State holidays of Illinois" knows the years 2015 to 2035.'],
    ['a way that nothing comes', 'us-mi', { received: '2026-05-20', via: 'pigeon' },
      '"pigeon" is no way for a request to come. Give one of: post, email, fax, portal, hand.'],
    ['a type of body of another law', 'us-il', { received: '2026-05-20', bodyType: 'school' },
      'The Illinois Freedom of Information Act knows no body or request of the type "school". It knows: commercial.'],
    ['another office where the law knows none', 'us-il', { received: '2026-05-20', elsewhere: '2026-05-01' },
      'The Illinois Freedom of Information Act makes nothing depend on another office that had the request first.'],
    ['a draft', 'us-ne', { received: '2026-05-20' },
      'The deadline rule for Nebraska has not been checked against the statute. It can be shown, not used, until a named person confirms it.'],
  ])('is refused in one sentence: %s', (_, law, { received, ...input }, said) => {
    expect(sentenceOf(() => dueOf(law, received, input))).toBe(said);
  }); // prettier-ignore
});
