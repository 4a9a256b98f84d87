import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nearIds } from '../../src/platform/near-ids.rules.js';
import { readClockFiles } from '../../src/requests/clocks/read-clock-files.js';
import { calendarOf, clockFiles, CLOCKS } from '../support/clocks.js';

const VERIFIED = 'au-foi ca-atia eu-gdpr ie-foi pl-udip uk-foia uk-sct us-ca us-foia us-il us-mi us-nj us-ny us-pa us-wa'; // prettier-ignore

/** Weekdays of a year that a calendar leaves out. */
function weekdaysOff(calendar: string, year: number): string {
  const { holidays } = calendarOf(calendar);
  const days = Array.from({ length: 366 }, (_, i) => new Date(Date.UTC(year, 0, i + 1)).toISOString().slice(0, 10));
  const off = days.filter((day) => day.startsWith(String(year)) && holidays.get(day) !== undefined);
  return off
    .filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
    .map((day) => day.slice(5))
    .join(' ');
}

describe('the clocks that come with the program', () => {
  it('have no fault; these and no others are verified, and every draft says so', () => {
    expect(clockFiles.faults).toEqual([]);
    const trusted = clockFiles.laws.filter(({ value }) => value.trust === 'verified').map(({ value }) => value);
    expect(trusted.map(({ id }) => id).join(' ')).toBe(VERIFIED);
    expect(clockFiles.laws.length - trusted.length).toBeGreaterThan(40);
    const calendars = new Map(clockFiles.calendars.map(({ value }) => [value.id, value.trust]));
    expect(trusted.filter(({ calendar }) => calendars.get(calendar) !== 'verified')).toEqual([]);
  });

  it.each([
    // As published by the Office of Personnel Management; days off by executive order alone are none.
    ['us-federal', 2021, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
    ['us-federal', 2023, '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25'],
    ['us-federal', 2025, '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25'],
    // As published on gov.uk, the parts of the Kingdom put together.
    ['uk', 2020, '01-01 01-02 03-17 04-10 04-13 05-08 05-25 07-13 08-03 08-31 11-30 12-25 12-28'],
    ['uk', 2022, '01-03 01-04 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-01 08-29 09-19 11-30 12-26 12-27'],
    ['uk', 2026, '01-01 01-02 03-17 04-03 04-06 05-04 05-25 06-15 07-13 08-03 08-31 11-30 12-25 12-28'],
    ['uk-sct', 2023, '01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26'],
    ['pl', 2026, '01-01 01-06 04-06 05-01 06-04 11-11 12-24 12-25'],
    ['pl', 2024, '01-01 04-01 05-01 05-03 05-30 08-15 11-01 11-11 12-25 12-26'],
    ['ie', 2022, '03-17 03-18 04-18 05-02 06-06 08-01 10-31 12-26'],
    ['ie', 2026, '01-01 02-02 03-17 04-06 05-04 06-01 08-03 10-26 12-25'],
    ['us-il', 2026, '01-01 01-19 02-12 02-16 05-25 06-19 07-03 09-07 10-12 11-03 11-11 11-26 11-27 12-25'],
    ['us-wa', 2026, '01-01 01-19 02-16 05-25 06-19 07-03 09-07 11-11 11-26 11-27 12-25'],
    ['us-ca', 2026, '01-01 01-19 02-12 02-16 03-31 05-25 06-19 07-03 09-07 09-25 11-11 11-26 11-27 12-25'],
    ['us-nj', 2026, '01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 10-12 11-03 11-11 11-26 12-25'],
  ])('leave out of %s in %s these weekdays and no others', (calendar, year, days) => {
    expect(weekdaysOff(calendar, year)).toBe(days);
  });

  it('say of a holiday that is kept on another day that it is', () => {
    expect(calendarOf('us-federal').holidays.get('2021-12-31')?.name.en).toBe('New Year’s Day (observed)');
    expect(calendarOf('uk').holidays.get('2022-01-04')?.name).toEqual({
      en: "New Year's Day (substitute day) (Scotland)",
      pl: 'Nowy Rok (dzień zastępczy) (Szkocja)',
    });
  });
});

describe('a file with a fault', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'akta-clocks-'));
    cpSync(CLOCKS, folder, { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const change = (file: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
  };

  it.each([
    ['us-il.yaml', 'length: 5, unit: working', 'length: 0, unit: working', 13, '"period.length" must be >= 1.'],
    ['us-il.yaml', 'roll: none', 'roll: back', 16, '"roll" is none of: forward, none.'],
    ['us-il.yaml', 'roll: none', 'role: none', 2, 'The file lacks "roll".'],
    ['us-il.yaml', 'calendar: us-il', 'calendar: us-xx', 12, 'There is no calendar calendars/us-xx.yaml without a fault.'],
    ['us-il.yaml', 'id: us-il', 'id: us-li', 2, 'The id is "us-li", the file is called us-il.yaml.'],
    ['us-il.yaml', "'2026-11-25'", "'2026-11-31'", 10, 'There is no day 2026-11-31.'],
    ['us-il.yaml', 'id: categorical', 'id: voluminous', 23, 'The id "voluminous" stands there twice.'],
    ['us-il.yaml', 'place: {', 'place: {{', 4, ''],
    ['pl-udip.yaml', 'roll: forward', 'roll: none', 18, 'A period that counts every day must say "roll: forward".'],
    ['calendars/uk.yaml', 'code: GB-NIR', 'code: GB-XXX', 17, 'date-holidays knows no region GB-XXX.'],
    ['calendars/us-il.yaml', '3rd monday in January', 'one fine day', 16, '"one fine day" is no rule that date-holidays reads.'],
    ['calendars/uk.yaml', "'2026-06-15'", "'2026-06-31'", 19, 'There is no day 2026-06-31.'],
  ])('is named with its line: %s, %s → %s', (...given) => {
    const [file, from, to, line, said] = given;
    change(file, from, to);
    const { faults, laws } = readClockFiles(folder, CLOCKS);
    const own = faults.filter((fault) => fault.file === file);
    expect(own.map((fault) => fault.line)).toContain(line);
    expect(own.map(({ text }) => text).join('\n')).toContain(said);
    // One file takes no other with it.
    expect(laws.length).toBeGreaterThan(clockFiles.laws.length - 3);
  }); // prettier-ignore
});

describe('the id of a law that there is not', () => {
  it('brings those to mind that are like it', () => {
    const ids = clockFiles.laws.map(({ value }) => value.id);
    expect(nearIds('us-foi', ids)).toEqual(['us-foia', 'au-foi', 'ie-foi']);
    expect(nearIds('udip', ids)).toEqual(['pl-udip']);
    expect(nearIds('gdpr', ids)).toEqual(['eu-gdpr']);
    expect(nearIds('zzzzzzzz', ids)).toEqual([]);
    expect(nearIds('x'.repeat(100_000), ids)).toEqual([]);
  });
});
