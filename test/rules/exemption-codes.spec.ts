import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkExemption,
  type ExemptionUse,
  faultInWords,
  loadExemptionCodes,
  usualCode,
} from '../../src/requests/index.js';
import { REPOSITORY } from '../support/repository.js';

const libraries = loadExemptionCodes();
const library = (law: string) => libraries.find((one) => one.law === law);

function refusal(use: ExemptionUse, law: string, language: 'en' | 'pl' = 'en'): string | null {
  const fault = checkExemption(libraries, use, law);
  return fault && faultInWords(fault, language);
}

describe('the libraries of exemption codes', () => {
  it('are there for every law that redactions are made under', () => {
    expect(libraries.map(({ law }) => law)).toEqual([
      'eu-gdpr',
      'pl-udip',
      'uk-foia',
      'us-ca',
      'us-foia',
      'us-il',
      'us-wa',
    ]);
  });

  it('hold the nine exemptions of the federal act, the seventh by its six letters', () => {
    expect(library('us-foia')?.codes.map(({ id }) => id)).toEqual([
      '(b)(1)', '(b)(2)', '(b)(3)', '(b)(4)', '(b)(5)', '(b)(6)', '(b)(7)(A)', '(b)(7)(B)', '(b)(7)(C)', '(b)(7)(D)',
      '(b)(7)(E)', '(b)(7)(F)', '(b)(8)', '(b)(9)',
    ]); // prettier-ignore
  });

  it('hold sections 21 to 44 of the British act without 25, the absolute ones needing no statement', () => {
    const codes = library('uk-foia')?.codes ?? [];
    const sections = new Set(codes.map(({ id }) => Number(/\d+/.exec(id)?.[0])));
    const all = Array.from({ length: 24 }, (_, i) => i + 21).filter((section) => section !== 25);
    expect([...sections]).toEqual(all);
    const absolute = codes.filter(({ needsHarm }) => !needsHarm).map(({ id }) => id);
    expect(absolute).toEqual(['s. 21', 's. 23', 's. 32', 's. 34', 's. 40(1)', 's. 40(2)', 's. 41', 's. 44']);
  });

  it('name for everything that is suggested the code it would usually take', () => {
    const kinds = ['pesel', 'nip', 'regon', 'iban', 'ssn', 'payment-card', 'phone', 'email', 'address', 'birth-date', 'plate', 'name'] as const; // prettier-ignore
    const missing = libraries.flatMap((one) => kinds.filter((kind) => usualCode(one, kind) === null));
    expect(missing).toEqual([]);
    expect([usualCode(library('us-il'), 'address'), usualCode(library('us-il'), 'name')]).toEqual([
      '7(1)(b)',
      '7(1)(c)',
    ]);
    expect(usualCode(undefined, 'phone')).toBeNull();
  });
});

describe('a code is refused', () => {
  it('where it belongs to another law', () => {
    expect(refusal({ code: '(b)(6)', harm: 'x' }, 'us-il')).toBe(
      'The code (b)(6) belongs to us-foia, and this request is answered under us-il. Choose a code of us-il.',
    );
    expect(refusal({ code: '7(1)(b)' }, 'us-foia', 'pl')).toContain('należy do us-il');
  });

  it('where (b)(3) names no statute, or a blank one', () => {
    const needs = 'Name the statute and its section.';
    expect(refusal({ code: '(b)(3)' }, 'us-foia')).toContain(needs);
    expect(refusal({ code: '(b)(3)', statute: ' \n' }, 'us-foia')).toContain(needs);
    expect(refusal({ code: '(b)(3)', statute: '26 U.S.C. 6103' }, 'us-foia')).toBeNull();
    expect(refusal({ code: 'art. 5 ust. 1' }, 'pl-udip', 'pl')).toContain('Należy podać ustawę i przepis.');
  });

  it('where its statement of harm or of the public interest is missing', () => {
    expect(refusal({ code: '(b)(5)' }, 'us-foia')).toContain('State what would be harmed and how.');
    expect(refusal({ code: '(b)(5)', harm: 'Candid advice would dry up.' }, 'us-foia')).toBeNull();
    expect(refusal({ code: 's. 31' }, 'uk-foia')).toContain('State why it outweighs release.');
    expect(refusal({ code: 's. 40(2)' }, 'uk-foia')).toBeNull();
    expect(refusal({ code: '(b)(1)' }, 'us-foia')).toBeNull();
  });

  it('where nobody knows it, with what may have been meant', () => {
    expect(refusal({ code: 'b6' }, 'us-foia')).toContain('Close to it: (b)(6)');
    expect(refusal({ code: '7(1)b' }, 'us-il')).toContain('Close to it: 7(1)(b)');
    expect(refusal({ code: 'section 40(2)' }, 'us-foia')).toBe(
      'The code section 40(2) is not in the library of us-foia. Choose one from the list.',
    );
    expect(refusal({ code: '' }, 'us-foia')).toContain('Choose one from the list.');
    expect(refusal({ code: '{'.repeat(100_000) }, 'us-foia')?.length).toBeLessThan(200);
  });

  it('where there is no library for the law', () => {
    expect(refusal({ code: '(b)(6)' }, 'us-tx')).toContain('Add exports/exemption-codes/us-tx.yaml first.');
  });
});

describe('a library file', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'akta-codes-'));
    cpSync(join(REPOSITORY, 'exports/exemption-codes'), folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function change(from: string, to: string): void {
    const path = join(folder, 'eu-gdpr.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  }

  it.each([
    ['a field nobody knows', 'trust: draft', 'trust: draft\nvalid: true', 'must NOT have additional properties'],
    ['no day of checking', 'checked: 2026-11-25', '', "must have required property 'checked'"],
    ['a title in one language', '  en: General Data Protection Regulation\n', '', "must have required property 'en'"],
    ['another law’s name', 'law: eu-gdpr', 'law: us-tx', 'eu-gdpr.yaml holds the codes of us-tx'],
    ['a kind of suggestion nobody makes', 'usualFor: [pesel', 'usualFor: [shoe-size', 'must be equal to one of'],
  ])('with %s stops the program with its name', (_, from, to, why) => {
    change(from, to);
    expect(() => loadExemptionCodes(folder)).toThrow(why);
    expect(() => loadExemptionCodes(folder)).toThrow('eu-gdpr.yaml');
  });

  it('with a code twice stops the program', () => {
    const path = join(folder, 'us-il.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('id: 7(1)(c)', 'id: 7(1)(b)'));
    expect(() => loadExemptionCodes(folder)).toThrow('us-il.yaml holds 7(1)(b) twice');
  });
});
