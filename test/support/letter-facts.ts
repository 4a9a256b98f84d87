import { type FactName, FACTS, type LetterFacts } from '../../src/exports/letters/letter-facts.types.js';
import { loadLetters } from '../../src/exports/letters/load-letters.js';
import { isFact } from '../../src/exports/letters/read-facts.rules.js';

const { laws } = loadLetters();

/** Every fact there is, as its example says, but for those the law settles itself; with a code that the law has. */
export function letterFacts(law: string, changed: Readonly<Record<string, unknown>> = {}): LetterFacts {
  const own = laws.find((one) => one.law === law)?.facts.map(({ fact }) => fact) ?? [];
  const all = Object.entries(FACTS).map(([name, { example }]) => [name, example] as const);
  const given = Object.fromEntries(all.filter(([name]) => !own.some((fact) => fact === name)));
  return { ...given, ...SETTLED[law], ...changed };
}

/** The letter's facts without those named. */
export function without(facts: LetterFacts, ...names: readonly FactName[]): LetterFacts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => isFact(name) && !names.includes(name)));
}

const why = 'A home address stands in two replies of residents.';

/** Where the examples are of another law. */
const SETTLED: Readonly<Record<string, LetterFacts>> = {
  'us-foia': { codes: [{ code: '(b)(6)', why, harm: 'Strangers would know where they live.' }] },
  'us-ca': { codes: [{ code: '§ 7927.700', why }] },
  'us-wa': { codes: [{ code: 'RCW 42.56.230', why }] },
  'uk-foia': { bodyCountry: 'GB', codes: [{ code: 's. 40(2)', why }] },
  'pl-udip': {
    bodyName: 'Burmistrz Nowego Brodu',
    bodyCountry: 'PL',
    place: 'Nowy Bród',
    codes: [{ code: 'art. 5 ust. 2 (prywatność)', why }],
    appealBody: 'Samorządowe Kolegium Odwoławcze w Zamościu',
  },
  'eu-gdpr': { bodyCountry: 'PL', codes: [{ code: 'Art. 15(4)', why }], courtName: 'sąd okręgowy' },
};
