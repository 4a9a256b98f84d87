import * as fc from 'fast-check';
import { AFTER, correctedAlarm, FLOOD, mapAfter, pollText, sunset } from '../../lab/day/newford-rows.js';
import { loadExemptionCodes, suggestRedactions, type SuggestionKind } from '../../src/requests/index.js';

const libraries = loadExemptionCodes();

/** What is suggested in a text somebody else wrote, as `kind: text`. */
function suggested(text: string, country = 'US', official = false): string[] {
  const points = Array.from(text);
  return suggestRedactions(text, { country, official }).map(
    ({ kind, start, end }) => `${kind}: ${points.slice(start, end).join('')}`,
  );
}

const digit = fc.nat(9);
const weighed = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);

/** Reckoned here from the statute, not by what is tested. */
const pesel = fc
  .tuple(fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), fc.nat(9999))
  .map(([day, serial]) => {
    const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + 1 + (day.getUTCFullYear() >= 2000 ? 20 : 0)];
    const two = (value: number): string => String(value).padStart(2, '0');
    const body = `${two(year % 100)}${two(month)}${two(day.getUTCDate())}${String(serial).padStart(4, '0')}`;
    const check = (10 - (weighed(Array.from(body, Number), [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10;
    return `${body}${check}`;
  });

const iban = fc
  .tuple(fc.constantFrom('PL', 'DE', 'GB'), fc.array(digit, { minLength: 24, maxLength: 24 }))
  .map(([country, digits]) => {
    const bban = { PL: digits.join(''), DE: digits.slice(0, 18).join(''), GB: `NWBK${digits.slice(0, 14).join('')}` }[
      country
    ];
    const number = Array.from(`${bban}${country}00`, (letter) => Number.parseInt(letter, 36)).join('');
    return `${country}${String(98n - (BigInt(number) % 97n)).padStart(2, '0')}${bban}`;
  });

const nip = fc
  .array(digit, { minLength: 9, maxLength: 9 })
  .filter((digits) => digits[0] !== 0 && weighed(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 !== 10)
  .map((digits) => [...digits, weighed(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11].join(''));

const card = fc.array(digit, { minLength: 14, maxLength: 14 }).map((digits) => {
  const body = [4, ...digits];
  const sum = body.reduce(
    (total, value, i) => total + (i % 2 === 0 ? (value > 4 ? value * 2 - 9 : value * 2) : value),
    0,
  );
  return [...body, (10 - (sum % 10)) % 10].join('');
});

/** Another digit at one place. */
function miswritten(number: string, place: number, by: number): string {
  const at = number.search(/\d/) + (place % number.replace(/^\D+/, '').length);
  return /\d/.test(number.charAt(at))
    ? number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1)
    : '';
}

describe('numbers that prove themselves', () => {
  it.each<[SuggestionKind, fc.Arbitrary<string>, string]>([
    ['pesel', pesel, 'PL'],
    ['iban', iban, 'PL'],
    ['nip', nip, 'PL'],
    ['payment-card', card, 'US'],
  ])('are suggested where they are right, and not where one digit is not: %s', (kind, numbers, country) => {
    fc.assert(
      fc.property(numbers, fc.nat(30), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
        expect(suggested(`Oto ${number}, proszę`, country)).toContain(`${kind}: ${number}`);
        const wrong = miswritten(number, place, by);
        if (wrong !== '') expect(suggested(`Oto ${wrong}, proszę`, country)).not.toContain(`${kind}: ${wrong}`);
      }),
    );
  });

  it.each([
    ['IBAN PL61 1090 1014 0000 0712 1981 2874.', 'iban: PL61 1090 1014 0000 0712 1981 2874'],
    ['wpłaty: 61 1090 1014 0000 0712 1981 2874', 'iban: 61 1090 1014 0000 0712 1981 2874'],
    ['card 4111 1111 1111 1111 exp', 'payment-card: 4111 1111 1111 1111'],
    ['SSN 123-45-6789', 'ssn: 123-45-6789'],
    ['my social security number: 123456789', 'ssn: 123456789'],
    ['NIP 526-000-12-46', 'nip: 526-000-12-46'],
    ['NIP: 5260001246', 'nip: 5260001246'],
    ['REGON 123456785', 'regon: 123456785'],
    ['REGON: 12345678512347', 'regon: 12345678512347'],
  ])('are found as people write them: %s', (text, expected) => {
    expect(suggested(text)).toEqual([expected]);
  });

  it.each(['000-45-6789', '666-45-6789', '912-45-6789', '123-00-6789', '123-45-0000', '1123-45-6789'])(
    'leave out what no office gave out: %s',
    (number) => expect(suggested(`SSN ${number}`)).toEqual([]),
  );
});

describe('what tells where and how a person is reached', () => {
  it.each([
    ['Call 217-555-0142 or (217) 555-0143.', 'US', ['phone: 217-555-0142', 'phone: (217) 555-0143']],
    ['Call her: 555-0142!!', 'US', ['phone: 555-0142']],
    ['call 555 0142 now', 'US', ['phone: 555 0142']],
    ['+48 600 100 200 from abroad', 'US', ['phone: +48 600 100 200']],
    ['tel. 600 100 200, 22 123 45 67', 'PL', ['phone: 600 100 200', 'phone: 22 123 45 67']],
    [
      'marek@zielinski.example, a.b+c@mail.example.org.',
      'PL',
      ['email: marek@zielinski.example', 'email: a.b+c@mail.example.org'],
    ],
    ['at 18 Mill St. Nobody told us', 'US', ['address: 18 Mill St']],
    [
      '1420 N. Oak Park Avenue, Apt 3B, and 300 5th Ave',
      'US',
      ['address: 1420 N. Oak Park Avenue, Apt 3B', 'address: 300 5th Ave'],
    ],
    ['i live at 18 mill st, come quick', 'US', ['address: 18 mill st']],
    ['P.O. Box 12', 'US', ['address: P.O. Box 12']],
    [
      'mieszkam na ul. Długiej 12/4 i al. Jana Pawła II 3 m. 7',
      'PL',
      ['address: ul. Długiej 12/4', 'address: al. Jana Pawła II 3 m. 7'],
    ],
    [
      'born May 19, 1984; DOB: 05/19/1984; ur. 12.03.1984 r.; born on 2001-02-28',
      'US',
      ['birth-date: May 19, 1984', 'birth-date: 05/19/1984', 'birth-date: 12.03.1984', 'birth-date: 2001-02-28'],
    ],
    ['license plate: AB 12 345; nr rej. WX 12345', 'US', ['plate: AB 12 345', 'plate: WX 12345']],
    ['Mrs. Greta Olsen and Pani Halina Nowak-Wójcik', 'US', ['name: Greta Olsen', 'name: Halina Nowak-Wójcik']],
  ])('is suggested: %s', (text, country, expected) => {
    expect(suggested(text, country)).toEqual(expected);
  });

  it.each([
    'Plank River at 12.4 ft and rising, 14,2 stopy (3,8 m)',
    'From 13:53 to 14:21 on 2026-05-19, or 19.05.2026 12:30',
    'The years 2024 2025 2026, 97 / 248 / 67 (412 votes)',
    'Ordinance 215-2026 and Route 9 Bridge St. closed; request 2026-0031',
    'May 19 Mill Street closes. In 2026 Mill Street was dry.',
    '$1,234,567,890 spent; 600 100 200 zł; 140 koców',
    '@river_rat77@social.newford.example #NewfordFlood #12345678',
    'https://social.newford.example/@newford/115423448990123456 newford.example/2175550142',
    'version 4.5.2, 10.0.0.1, 5 ILCS 140/7(1)(b)',
    'born 2001-02-30, born in Newford, ur. w maju',
    'Pan Burmistrz, Mrs. 2026, the plates were clean',
    'ul. Długa jest zamknięta, ul. Długa 3 maja będzie otwarta',
    'order 1234567890123456, id 44051401358',
  ])('is not suggested where it is something else: %s', (text) => {
    expect([suggested(text), suggested(text, 'PL')]).toEqual([[], []]);
  });

  it('takes no date for a telephone, also where numbers are as short as dates', () => {
    const dates = 'On 19.05.2026, 2026-05-19, 05/19/2026 and 20.05.2026 12:30';
    expect(['DE', 'FI', 'FR', 'AT'].flatMap((country) => suggested(dates, country))).toEqual([]);
  });

  it.each([
    '12-',
    '(1',
    '1',
    'a@',
    'a.',
    '1 A ',
    'ul. ',
    'at 1 a ',
    'PL61 ',
    'Mrs. A',
    '1 Oak ',
    'born 1',
    'a.b/',
    'plate A1',
  ])('comes to an end on hostile text: %s', (part) => {
    const text = part.repeat(30_000);
    expect(suggested(text).join('').length).toBeLessThanOrEqual(text.length * 8);
  });
});

describe('the posts of the day in Newford', () => {
  const bodies: Readonly<Record<string, string>> = { B: 'PL', marek_z: 'PL' };
  const official = new Set(['C', 'P', 'M', 'A', 'F', 'B']);
  const rows = [...FLOOD, ...AFTER];

  it('are suggested nothing but what three neighbours gave away', () => {
    const found = rows.flatMap(({ row, text, who }) => {
      const all = suggested(text, bodies[who] ?? 'US', official.has(who));
      return all.length > 0 ? [[row, ...all]] : [];
    });
    expect(found).toEqual([
      [13, 'address: 18 Mill St'],
      [15, 'name: Greta Olsen', 'address: 22 Mill St', 'phone: 555-0142'],
      [26, 'email: marek@zielinski.example', 'pesel: 44051401359'],
    ]);
    const others = [
      correctedAlarm,
      mapAfter,
      pollText,
      sunset.text,
      sunset.alt,
      ...rows.flatMap(({ media }) => media ?? []).map(({ alt }) => alt),
    ];
    expect(others.flatMap((text) => suggested(text ?? '', 'US', true))).toEqual([]);
  });

  it('come with the code and the reason that the law of the body asks for', () => {
    const text = rows.find(({ row }) => row === 15)?.text ?? '';
    const library = libraries.find(({ law }) => law === 'us-il');
    const context = { country: 'US', official: false, ...(library ? { library } : {}) };
    expect(suggestRedactions(text, context)).toEqual([
      { kind: 'name', start: 5, end: 16, reason: 'suggest.name', code: '7(1)(c)' },
      { kind: 'address', start: 18, end: 28, reason: 'suggest.address', code: '7(1)(b)' },
      { kind: 'phone', start: 57, end: 65, reason: 'suggest.phone', code: '7(1)(b)' },
    ]);
  });

  it('of the body itself keep its shelters and telephones, and lose the numbers of persons', () => {
    const text = 'Shelter: 200 Oak Ave, call 217-555-0142. PESEL 44051401359';
    expect(suggested(text, 'US', true)).toEqual(['pesel: 44051401359']);
  });

  it('are marked by code points, whatever stands before', () => {
    const [found] = suggestRedactions('🌊👩‍👩‍👧 call 555-0142', { country: 'US', official: false });
    expect([found?.start, found?.end]).toEqual([12, 20]);
  });
});
