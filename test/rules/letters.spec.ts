import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FactName, FACTS, type LetterFacts } from '../../src/exports/letters/letter-facts.types.js';
import { composeLetter, factsOf, letterText } from '../../src/exports/letters/letter.rules.js';
import { LETTER_KINDS, type LetterKind } from '../../src/exports/letters/letter.types.js';
import { lintLetter, rulesOf } from '../../src/exports/letters/lint-letter.rules.js';
import { loadLetters } from '../../src/exports/letters/load-letters.js';
import { readFacts } from '../../src/exports/letters/read-facts.rules.js';
import { letterSources, objections, prepareLetter } from '../../src/exports/letters/write-letter.js';
import { letterFacts, without } from '../support/letter-facts.js';
import { REPOSITORY } from '../support/repository.js';

const sources = letterSources();
const { letters, codes } = sources;
const LAWS = letters.laws.map(({ law }) => law).filter((law) => law !== 'us-fre');
const LANGUAGES = ['en', 'pl'] as const;
const every = LETTER_KINDS.flatMap((kind) =>
  LAWS.flatMap((law) => LANGUAGES.map((language) => ({ kind, law, language }))),
);

function against(kind: LetterKind, law: string, facts: unknown, language: 'en' | 'pl' = 'en'): readonly string[] {
  return objections(prepareLetter(sources, { kind, law, language, facts }), language);
}

function textOf(kind: LetterKind, law: string, language: 'en' | 'pl', facts: LetterFacts = letterFacts(law)): string {
  return letterText(composeLetter(letters, codes, { kind, law, language, facts }).letter);
}

describe('a letter', () => {
  it('exists for the laws that requests are answered under, and for those that have none of their own', () => {
    expect(LAWS).toEqual(['eu-gdpr', 'general', 'pl-udip', 'uk-foia', 'us-ca', 'us-foia', 'us-il', 'us-wa']);
    expect(letters.templates.map(({ kind }) => kind).toSorted()).toEqual(LETTER_KINDS.toSorted());
  });

  it.each(every)('$kind under $law in $language is whole when its facts are', ({ kind, law, language }) => {
    expect(against(kind, law, letterFacts(law), language)).toEqual([]);
    const text = textOf(kind, law, language);
    expect(text).not.toMatch(/[{}]|undefined|null|NaN|\[object/);
    expect(text).not.toMatch(/ [,.;:](?!\S)|,\s*,|\(\s*\)/);
    expect(text.split('\n').filter((line) => line.trim() === '')).toEqual([]);
  });

  it.each(every)('$kind under $law in $language names each fact that is missing, once', ({ kind, law, language }) => {
    for (const { name, needed } of factsOf(letters, kind, law)) {
      if (!needed) continue;
      const { missing } = composeLetter(letters, codes, {
        kind,
        law,
        language,
        facts: without(letterFacts(law), name),
      });
      expect([kind, name, missing.map(({ fact }) => fact)]).toEqual([kind, name, [name]]);
    }
  });

  it('says what is missing in one sentence that names it', () => {
    expect(against('acknowledgement', 'us-il', without(letterFacts('us-il'), 'dueArithmetic'))).toEqual([
      'The letter needs one more fact: how the due date was counted. Give it as "dueArithmetic".',
    ]);
  });

  it('in Polish gives dates and numbers as they are written there, and no gendered form', () => {
    const text = LETTER_KINDS.flatMap((kind) => LAWS.map((law) => textOf(kind, law, 'pl'))).join('\n');
    expect(text).toContain('28 maja 2026 r.');
    expect(text).toContain('udostępniono 26 wersji');
    expect(text).not.toContain('..');
    expect(text).not.toMatch(/(?<!140\/9\.5)(?<=\p{L})\(a\)|(?<!\p{L})Pan[aiu]?(?!\p{L})/u);
  });

  it('counts as page one of the bundle counts', () => {
    expect(textOf('partial-release', 'us-il', 'en')).toContain(
      'Found 25 = released 22 + released in part 2 + withheld 0 + not about the request 1. An item is one post or reply with all its versions (26 versions released in full or part).',
    );
  });

  it('says of gaps and accounts that are not archived also that there are none', () => {
    const none = letterFacts('us-il', { gaps: [], known: [] });
    expect(textOf('no-records', 'us-il', 'en', none)).toContain('The archive records no gap in this period.');
    expect(textOf('no-records', 'us-il', 'en')).toContain('104 minutes in all');
    expect(against('no-records', 'us-il', without(letterFacts('us-il'), 'gaps'))).toEqual([
      expect.stringContaining('the gaps in the period'),
    ]);
  });

  it('refuses erasure in part with what is restricted, what is kept, until when and why', () => {
    const text = textOf('erasure-in-part', 'eu-gdpr', 'en');
    expect(text).toContain('the e-mail address and the PESEL number');
    expect(text).toContain('must be kept until 1 January 2032');
    expect(text).toContain('class B5 of our file plan (Article 17(3)(b) GDPR)');
  });

  it('decides an erasure with its counts, every reason, and what the law wants beside', () => {
    const text = textOf('erasure-decision', 'eu-gdpr', 'pl');
    expect(text).toContain('= usunięto 1 + ograniczono dostęp 1 + odmówiono usunięcia 2.');
    expect(text).toContain('Odpowiedzi należało udzielić do ');
    const call = { kind: 'erasure-decision', law: 'eu-gdpr', language: 'en' } as const;
    const found = (changed: object, words = textOf('erasure-decision', 'eu-gdpr', 'en')): string[] =>
      lintLetter(letters, codes, { ...call, facts: letterFacts('eu-gdpr', { ...changed }) }, words).map(
        ({ says }) => says,
      );
    expect(found({})).toEqual([]);
    expect(found({ erasureErased: 2 })).toContainEqual(expect.stringContaining('5'));
    expect(found({ keptItems: ['reply of 1 May 2026: another reason'] })).toEqual([
      'The letter does not say what is kept, until when and why.',
    ]);
  });

  it('takes citation and title of a code from the library of its law', () => {
    expect(textOf('refusal', 'us-il', 'pl')).toContain('5 ILCS 140/7(1)(b) · Dane prywatne');
  });

  it('is written on the paper of the country', () => {
    const paper = (law: string) =>
      composeLetter(letters, codes, { kind: 'referral', law, language: 'en', facts: letterFacts(law) }).letter.paper;
    expect([paper('us-il'), paper('pl-udip'), paper('uk-foia')]).toEqual(['LETTER', 'A4', 'A4']);
  });

  it('of a law that has none of its own is the general one', () => {
    expect(textOf('refusal', 'us-tx', 'en', letterFacts('us-il'))).toContain('You may ask Office of the City Clerk');
  });
});

describe('a declaration', () => {
  it('is the same under whichever law the request was, and leaves open place, date and signature alone', () => {
    const facts = letterFacts('us-il');
    expect(textOf('declaration', 'us-il', 'en', facts)).toBe(textOf('declaration', 'uk-foia', 'en', facts));
    const { letter } = composeLetter(letters, codes, { kind: 'declaration', law: 'us-il', language: 'en', facts });
    expect(letter.blocks.flatMap((block) => (block.type === 'signature' ? block.blanks : []))).toEqual([
      'Executed at (place)',
      'On (date)',
      'Signature',
    ]);
  });

  it('tells process, accuracy, clock, hashes, root and custody, and is made under penalty of perjury', () => {
    for (const fact of ['captured', 'accuracy', 'clockSource', 'hashes', 'custody', 'declarantBasis'] as const) {
      expect(against('declaration', 'us-il', without(letterFacts('us-il'), fact)).length).toBeGreaterThan(0);
    }
    expect(textOf('declaration', 'us-il', 'en')).toContain('under penalty of perjury');
    expect(textOf('statement', 'pl-udip', 'pl')).not.toContain('fałszywe zeznania');
  });
});

describe('the lint', () => {
  const rules = every.flatMap((call) => rulesOf(letters, call.kind, call.law).map((rule) => ({ ...call, rule })));

  it.each(rules)('of $kind under $law in $language finds $rule.id gone', ({ kind, law, language, rule }) => {
    const facts = letterFacts(law);
    const whole = textOf(kind, law, language);
    for (const want of rule.wants) {
      if ('codes' in want || 'counts' in want || 'erasures' in want) continue;
      const gone = 'words' in want ? [want.words[language]] : wordsOf(want.fact, law, language);
      const torn = gone.reduce((text, words) => text.split(new RegExp(escaped(words), 'i')).join('—'), whole);
      const found = lintLetter(letters, codes, { kind, law, language, facts }, torn);
      expect(found.map(({ must }) => must)).toContain(rule.must[language]);
      expect(found.every(({ authority, says }) => authority !== '' && says !== '')).toBe(true);
    }
  });

  /** What the letter says of a fact: whatever differs when it is another. */
  function wordsOf(fact: FactName, law: string, language: 'en' | 'pl'): string[] {
    const value: unknown = letterFacts(law)[fact] ?? ownFact(law, fact, language);
    if (FACTS[fact].shape === 'day') return [dayOf(String(value), language)];
    return (Array.isArray(value) ? value : [String(value)]).flatMap((entry: unknown) =>
      typeof entry === 'string' ? [entry] : Object.values(Object(entry)).map(String),
    );
  }
});

describe('what is asked of single laws', () => {
  it('refuses a federal letter that grants less than 90 days', () => {
    expect(against('refusal', 'us-foia', letterFacts('us-foia', { appealDays: 30 }))).toEqual([
      'Must state the right to appeal to the head of the agency within at least 90 days. The letter grants 30, and the law at least 90 (the days to appeal). (5 U.S.C. 552(a)(6)(A)(i)(III)(aa))',
    ]);
  });

  it('refuses a code of another law, and a qualified exemption without its public interest', () => {
    const foreign = letterFacts('us-il', { codes: [{ code: '(b)(6)', why: 'Names.' }] });
    expect(against('refusal', 'us-il', foreign).join()).toContain('belongs to us-foia');
    const silent = letterFacts('uk-foia', { codes: [{ code: 's. 31', why: 'An inquiry is open.' }] });
    expect(against('refusal', 'uk-foia', silent).join()).toContain('s. 17(3)(b); not yet compared with the statute');
  });

  it('refuses a letter whose counts do not add up', () => {
    expect(against('partial-release', 'us-il', letterFacts('us-il', { withheld: 1 })).join()).toContain(
      'It says 25 were found and accounts for 26.',
    );
  });

  it('refuses a Polish decision that grants another term than 14 days', () => {
    const found = against('refusal', 'pl-udip', letterFacts('pl-udip', { appealDays: 30 }), 'pl');
    expect(found.join()).toContain('W piśmie podano 30, a według prawa najwyżej 14');
  });

  it('lets an Illinois denial name who is responsible, and fails one that names nobody', () => {
    expect(against('refusal', 'us-il', letterFacts('us-il', { responsible: [] })).join()).toContain(
      'name each person responsible for the denial',
    );
  });
});

describe('facts', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['a name of a megabyte', { requesterName: 'x'.repeat(1_000_000) }, '1,000,000 characters'],
    ['a day that is none', { due: '2026-02-30' }, 'is not a day such as 2026-05-28'],
    ['a count below nothing', { found: -1 }, 'is not a whole number from 0'],
    ['a name that is a list', { bodyName: ['x'] }, 'is not a short text'],
    ['a code without a reason', { codes: [{ code: '7(1)(b)' }] }, 'is not a list of codes'],
    ['a member nobody knows', { responsible: [{ name: 'x', title: 'y', '=z': '1' }] }, 'is not a list of persons'],
    ['a fact nobody knows', { colour: 'red' }, 'No letter knows a fact "colour"'],
    ['an inherited name', { constructor: 'x' }, 'No letter knows a fact "constructor"'],
    ['a blank name', { officerName: ' \n ' }, 'The letter needs one more fact: the name of the officer.'],
    ['a million gaps', { gaps: Array.from({ length: 1_000_000 }, () => 'x') }, '1,000,000 entries'],
  ])('with %s are refused in a sentence', (_, changed, said) => {
    const found = against('refusal', 'us-il', { ...letterFacts('us-il'), ...changed });
    expect(found.join('\n')).toContain(said);
    expect(found.every((sentence) => sentence.length < 400)).toBe(true);
  });

  it.each([null, [], 'x', 7])('that are %j are refused as no object', (facts) => {
    expect(against('refusal', 'us-il', facts)[0]).toContain('not one JSON object');
  });

  it('show what is unseen, and obey nothing in it', () => {
    const hostile = 'A\u202Eb\u0000\uD800 {dueDate} <w:p> שלום =1+1';
    const { facts, faults } = readFacts({ requesterName: hostile });
    expect(faults).toEqual([]);
    expect(facts.requesterName).toBe('AU+202EbU+0000U+D800 {dueDate} <w:p> שלום =1+1');
  });
});

describe('a file of letters', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'akta-letters-'));
    cpSync(join(REPOSITORY, 'exports/letters'), folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    [
      'a fact nobody knows',
      'templates/refusal.yaml',
      '{versions,',
      '{verses,',
      'names facts that no letter knows: verses',
    ],
    ['a condition on one', 'templates/release.yaml', 'ifAny: gaps', 'ifAny: holes', 'no letter knows: holes'],
    ['the name of another', 'laws/us-il.yaml', 'law: us-il', 'law: us-tx', 'us-il.yaml holds us-tx'],
    [
      'a rule without a source',
      'laws/us-il.yaml',
      '    source: ilga.gov, 5 ILCS 140/9\n',
      '',
      "required property 'source'",
    ],
    ['words in one language', 'frame.yaml', "      pl: '{place}, {date}'\n", '', "required property 'pl'"],
  ])('with %s stops the program with its name', (...[, file, from, to, why]) => {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    expect(() => loadLetters(folder)).toThrow(why);
    expect(() => loadLetters(folder)).toThrow(file.split('/').at(-1));
  });

  it('names each fact in both languages, but for how the requester is greeted', () => {
    const names = (words: string): string[] =>
      [...words.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name).toSorted();
    const parts = [...letters.templates.flatMap((one) => one.parts), ...letters.laws.flatMap((one) => one.parts)];
    const all = parts.flatMap(({ text, lines = [] }) => [...(text ? [text] : []), ...lines]);
    for (const { en, pl } of all) expect([...new Set(names(en))]).toEqual([...new Set(names(pl))]);
  });
});

function ownFact(law: string, fact: FactName, language: 'en' | 'pl'): unknown {
  return letters.laws.find((one) => one.law === law)?.facts.find((one) => one.fact === fact)?.value[language];
}

function dayOf(day: string, language: 'en' | 'pl'): string {
  const [year, month, date] = day.split('-').map(Number);
  const months = { en: ['January', 'May', 'June'], pl: ['stycznia', 'maja', 'czerwca'] }[language];
  const name = months[{ 1: 0, 5: 1, 6: 2 }[month ?? 1] ?? 0];
  return `${date} ${name} ${year}`;
}

function escaped(words: string): string {
  return words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`);
}
