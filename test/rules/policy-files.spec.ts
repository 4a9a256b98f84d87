import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSchedule } from '../../src/retention/schedules/import-schedule.js';
import { seriesNamed } from '../../src/retention/schedules/policy-book.js';
import { policiesFolder, readPolicyFiles, wholePolicy } from '../../src/retention/schedules/read-policy-files.js';

const FOLDER = policiesFolder();
const VERIFIED = 'us-grs-6.4 us-nc-appraisal';

describe('the retention schedules that come with the program', () => {
  const { policies, faults } = readPolicyFiles([FOLDER]);

  it('have no fault; these and no others are verified', () => {
    expect(faults).toEqual([]);
    const verified = policies.filter(({ policy }) => policy.trust === 'verified').map(({ policy }) => policy.id);
    expect(verified.join(' ')).toBe(VERIFIED);
    expect(policies.map(({ file, policy }) => file === `${policy.id}.yaml`)).not.toContain(false);
  });

  it('have each a source at an address, and words in both languages', () => {
    for (const { policy } of policies) {
      expect(policy.authority.url).toMatch(/^https:/);
      for (const series of policy.series) expect([series.title.en, series.title.pl]).not.toContain('');
    }
  });
});

describe('a policy with a fault', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'akta-policies-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['us-grs-6.4.yaml', "'010'", '010', 18, '"series.0.id" must be string.'],
    ['us-grs-6.4.yaml', "id: '020'", "id: '010'", 32, 'The id "010" stands there twice.'],
    ['us-grs-6.4.yaml', 'period: P90D', 'period: P-1Y', 38, 'counts backwards'],
    ['us-grs-6.4.yaml', 'period: P90D', 'period: P0D', 38, 'A period of no length'],
    ['us-grs-6.4.yaml', 'period: P90D', 'period: PT24H', 38, 'has hours in it'],
    ['us-grs-6.4.yaml', 'cutoff: creation', 'cutoff: end-of-fiscal-year', 24, 'add "fiscalYearEnds"'],
    ['us-grs-6.4.yaml', 'cutoff: creation', 'cutoff: sometime', 24, '"series.0.cutoff" is none of: creation, end-of-month'],
    ['us-grs-6.4.yaml', 'cutoff: creation', 'cutoff: { event: term-over }', 24, 'is none of: term-ends, account-closed'],
    ['us-grs-6.4.yaml', 'action: destroy', 'action: shred', 26, 'is none of: destroy, transfer'],
    ['us-grs-6.4.yaml', 'authors: [body]', 'writers: [body]', 28, 'has "writers", which nothing reads'],
    ['us-grs-6.4.yaml', "from: '2017-01-01'", "from: '2017-02-30'", 10, 'There is no day 2017-02-30.'],
    ['us-grs-6.4.yaml', "from: '2017-01-01'", "from: '2017-01-01', until: '2016-01-01'", 10, 'before it begins'],
    ['us-grs-6.4.yaml', 'jurisdiction: US', 'jurisdiction: US\n\tversion: 1', 9, 'Tabs'],
    ['us-grs-6.4.yaml', 'jurisdiction: US', 'jurisdiction: "U\u0000S"', 8, 'U+0000'],
    ['us-grs-6.4.yaml', 'jurisdiction: US', 'jurisdiction: US\nid: other', 9, 'unique'],
    ['pl-jrwa.yaml', 'action: transfer', 'action: destroy', 21, 'What is permanent is not destroyed'],
    ['pl-jrwa.yaml', 'period: P1Y', 'period: P1Y\n    transferAfter: P5Y', 26, 'Only what is permanent'],
  ])('is named with its line: %s, %s → %s', (...given) => {
    const [file, from, to, line, said] = given;
    const text = readFileSync(join(FOLDER, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
    const { policies, faults } = readPolicyFiles([folder]);
    expect(policies).toEqual([]);
    expect(faults.map((fault) => fault.line)).toContain(line);
    expect(faults.map((fault) => fault.text).join('\n')).toContain(said);
  }); // prettier-ignore

  it('is one whose id another file has, one in no UTF-8, and one that unfolds without end', () => {
    const text = readFileSync(join(FOLDER, 'us-grs-6.4.yaml'), 'utf8');
    for (const name of ['a.yaml', 'b.yaml']) writeFileSync(join(folder, name), text);
    expect(readPolicyFiles([folder]).faults).toEqual([
      { file: 'b.yaml', line: 1, text: 'The id "us-grs-6.4" is that of a.yaml too. Give it another.' },
    ]);
    expect(() => wholePolicy(Buffer.from([0x69, 0x64, 0x3a, 0x20, 0xff]), 'x.yaml')).toThrow('x.yaml, line 1: The file is not in UTF-8.'); // prettier-ignore
    const bomb = `a: &a [x, x]\n${Array.from({ length: 20 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}, *${i === 0 ? 'a' : `b${i - 1}`}]`).join('\n')}`; // prettier-ignore
    expect(() => wholePolicy(Buffer.from(bomb), 'x.yaml')).toThrow('Its anchors cannot be followed');
    expect(() => readPolicyFiles([join(folder, 'nowhere.yaml')])).toThrow('There is no file or folder');
  });

  it('does not know a series that there is not, and brings to mind those like it', () => {
    const [policy] = readPolicyFiles([join(FOLDER, 'pl-jrwa.yaml')]).policies;
    if (!policy) throw new Error('It is not there');
    expect(seriesNamed(policy.policy, 'be50').period).toBe('P50Y');
    expect(() => seriesNamed(policy.policy, 'BE51')).toThrow('has no series "BE51". Perhaps you mean: BE5');
  });

  const imported = (table: string | Buffer, kind: 'jrwa' | 'nara-grs'): ReturnType<typeof importSchedule> => {
    writeFileSync(join(folder, 'table.csv'), table);
    return importSchedule({ path: join(folder, 'table.csv'), kind, id: 'mine', out: join(folder, 'mine.yaml'), today: '2026-11-26' }); // prettier-ignore
  };

  it('is made of a JRWA, whose categories become years and looks; what has none is told', () => {
    const table =
      'symbol;hasło;kategoria;uwagi\n06;Promocja;;\n060;Strony internetowe;A;w tym media\n061;Komentarze;B-5;\n062;Reklama;BE10;\n063;Notatki;Bc;\n064;Różne;B?;\n061;Znów;B2;\n';
    const { series, left } = imported(table, 'jrwa');
    expect(series.map(({ id, period, action }) => `${id} ${period} ${action}`)).toEqual([
      '060 permanent transfer',
      '061 P5Y destroy',
      '062 P10Y review-by-state-archive',
      '063 P0D destroy',
    ]);
    expect(left.map(({ row }) => row)).toEqual(['064 Różne', '061 Znów']);
    const [made] = readPolicyFiles([join(folder, 'mine.yaml')]).policies;
    expect([made?.policy.trust, made?.policy.series[0]?.title.pl]).toEqual(['draft', 'Strony internetowe']);
    expect(() => imported(table, 'jrwa')).toThrow('is there already');
  });

  it('is made of a table in Windows-1250, as office programs write it', () => {
    const bytes = Buffer.concat([Buffer.from('symbol;has'), Buffer.from([0xb3]), Buffer.from('o;kategoria\n1;'), Buffer.from([0xd3, 0xb3, 0x77]), Buffer.from(';B5\n')]); // prettier-ignore
    expect(imported(bytes, 'jrwa').series[0]?.title.pl).toBe('Ółw');
  });

  it('is made of NARA’s machine-implementable GRS', () => {
    const table = [
      'GRS Number,Item Number,Record Title,Disposition Authority,Final Disposition,Retention (in years),Retention Type,Event Type,Disposition Instruction',
      '6.4,010,Routine records,DAA-1,Temporary,3,Creation_age,,Destroy when 3 years old',
      '6.4,020,Public correspondence,DAA-2,Temporary,0.25,Creation_age,,Destroy when 90 days old',
      '4.2,020,Request files,DAA-3,Temporary,6,Event_age,Final action,Destroy 6 years after final action',
      '1.1,001,Finance,DAA-4,Temporary,2,Event_age,End of FY,Cut off at the end of the FY',
      '6.1,010,Capstone,DAA-5,Permanent,15,Creation_age,,Permanent',
      '9.9,999,Odd,DAA-6,Temporary,1,Event_age,Full moon,?',
    ].join('\n');
    const { series, left } = imported(table, 'nara-grs');
    expect(series.map(({ id, cutoff, period, transferAfter }) => [id, cutoff, period, transferAfter])).toEqual([
      ['6.4-010', 'creation', 'P3Y', undefined],
      ['6.4-020', 'creation', 'P90D', undefined],
      ['4.2-020', { event: 'final-action' }, 'P6Y', undefined],
      ['1.1-001', 'end-of-fiscal-year', 'P2Y', undefined],
      ['6.1-010', 'creation', 'permanent', 'P15Y'],
    ]);
    expect(left).toEqual([{ row: '9.9 999', why: 'its event "Full moon" is none that can be counted' }]);
    expect(() => imported('a,b\n1,2\n', 'nara-grs')).toThrow('The table has no column "Item Number".');
  });
});
