import { execFileSync } from 'node:child_process';
import { assert, property, string } from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { loadTransferProfiles } from '../../src/exports/index.js';
import { columnShares } from '../../src/exports/letters/renderers/column-shares.rules.js';
import { formatOf } from '../../src/exports/transfers/formats.rules.js';
import { metadane } from '../../src/exports/transfers/metadane.rules.js';
import { RENDERERS } from '../../src/exports/transfers/renderers.js';
import { spisPaper } from '../../src/exports/transfers/spis.rules.js';
import { xml, XML_DECLARATION, xmlText } from '../../src/exports/transfers/xml.rules.js';
import { judgeEntry } from '../../src/retention/disposition/settle-entry.rules.js';
import { appraised } from '../../src/retention/schedules/appraisal.rules.js';
import type { Choice } from '../../src/retention/schedules/choose-series.rules.js';
import { scheduleItem } from '../../src/retention/schedules/schedule-item.rules.js';
import type { Appraisal } from '../../src/retention/schedules/schedule.types.js';
import { facts, policy, scene, series } from '../support/policies.js';
import { hasReader } from '../support/transfer-desk.js';

const anything = string({ unit: 'binary', maxLength: 60 });

/** What XML has no character for is shown to have been there. */
function asXmlCan(text: string): string {
  return Array.from(text, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    const is = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0xd7ff);
    return is || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000 ? sign : '\u{FFFD}';
  }).join('');
}

describe('XML of our own', () => {
  (hasReader ? it : it.skip)('is read by another program as exactly what was written, in texts and attributes', () => {
    const texts: string[] = ['a & b < c > d " e \' f ]]> \r\n \t \u0000 \uD800 \u{1F30A} \uFFFE', '', '<!--', '&#0;'];
    assert(
      property(anything, (text) => {
        texts.push(text);
      }),
      { numRuns: 300 },
    );
    const written = texts.map((text) => xml('t', text, { a: text }).text).join('\n');
    const program = `
import json, sys, xml.etree.ElementTree as ET
print(json.dumps([[one.text or "", one.get("a")] for one in ET.fromstring(sys.stdin.buffer.read())]))`;
    const read: unknown = JSON.parse(
      execFileSync('python3', ['-c', program], { input: `${XML_DECLARATION}<all>${written}</all>` }).toString('utf8'),
    );
    expect(read).toEqual(texts.map((text) => [asXmlCan(text), asXmlCan(text)]));
  });

  it('cannot be left by a text', () => {
    assert(
      property(anything, (text) => {
        expect(xmlText(text)).not.toMatch(/<|>|&(?!amp;|lt;|gt;|#13;)/);
      }),
    );
  });

  it('writes the elements of the metadata in the order of their schema', () => {
    const text = metadane({
      published: ['2024-03-01T00:00:00Z'],
      mime: 'text/html',
      bytes: 12,
      sign: 'A.1.2024',
      group: 'A',
      id: 'urn:uuid:1',
      description: 'd',
      category: 'A',
      qualifiedOn: '2050-01-01',
      body: 'Urząd <Miasta>',
      author: 'Marek "Z"',
      type: 'tekst',
      title: 'T & T',
      language: 'pl-PL',
    });
    const order = [...text.matchAll(/<n:(data|dostep|format|grupowanie|identyfikator|opis|kwalifikacja|tworca|typ|tytul)>/g)].map(([, name]) => name); // prettier-ignore
    expect(order.filter((name, i) => name !== 'typ' && name !== 'opis' && name !== 'data' && order.indexOf(name) === i)).toEqual([
      'dostep', 'format', 'grupowanie', 'identyfikator', 'kwalifikacja', 'tworca', 'tytul',
    ]); // prettier-ignore
    expect(text).toContain('<n:oryginalny jezyk="pol">T &amp; T</n:oryginalny>');
    expect(text).toContain('<n:nazwa>Urząd &lt;Miasta&gt;</n:nazwa>');
    expect(text).toContain('<n:nazwisko>Marek "Z"</n:nazwisko>');
  });
});

describe('the profiles of receiving archives', () => {
  it('fit their schema, and somebody writes what each asks for', () => {
    const profiles = loadTransferProfiles();
    expect(profiles.map(({ profile }) => profile)).toEqual(['bagit-premis', 'pl-archiwum-panstwowe', 'us-nara']);
    expect(profiles.map(({ format }) => typeof RENDERERS[format])).toEqual(['function', 'function', 'function']);
    // What was not compared with present instructions says so.
    expect(profiles.filter(({ trust }) => trust === 'draft').map(({ notes }) => notes?.pl.length ?? 0)).not.toContain(
      0,
    );
  });

  it('name what a file is by its ending, and the version only where the ending tells it', () => {
    expect(formatOf('data/items/00000001.json')).toMatchObject({ mime: 'application/json', pronom: 'fmt/817' });
    expect(formatOf('data/media/x.png')).toMatchObject({ mime: 'image/png', pronom: null });
    expect(formatOf('data/media/x.bin').mime).toBe('application/octet-stream');
    expect(formatOf('data/records/00000001/proof.tlog-proof').mime).toBe('text/plain');
  });
});

describe('the spis', () => {
  const row = { no: 1, sign: 'A.1.2024', series: 'A', heading: 'Materiały', title: '@newford, 2024', from: '2024-03-01', to: '2024-03-02', documents: 3 }; // prettier-ignore
  const of = { number: '2050-D-001', body: 'Urząd', authority: 'ustawa', day: '2050-01-01', rows: [row] };

  it.each([
    ['transfer', 'Archiwum', /Spis zdawczo-odbiorczy 2050-D-001/, 2],
    ['review', null, /Spis dokumentacji do ekspertyzy archiwalnej/, 1],
    ['destroy', null, /przeznaczonej do brakowania/, 1],
  ] as const)('of a %s is a paper to be signed', (kind, archive, title, blanks) => {
    const paper = spisPaper({ ...of, kind, archive }, 'pl', 'A4');
    expect(paper.title).toMatch(title);
    const text = JSON.stringify(paper.blocks);
    expect(text).toContain('A.1.2024');
    expect(text).toContain('Liczba dokumentów: 3');
    expect(paper.blocks.flatMap((block) => (block.type === 'signature' ? block.blanks : []))).toHaveLength(blanks);
  });
});

describe('what the state archive said', () => {
  const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
  const choice = (more: Partial<Choice> = {}): Choice => ({
    verdict: 'review',
    eligibleOn: day('2030-01-01'),
    rules: [],
    careful: null,
    consents: ['archive-director', 'records-commission', 'state-archive-expertise'],
    ...more,
  });
  const said = (decision: Appraisal['decision'], from = '2030-06-01', seriesRow = 'row'): Appraisal => ({
    decision,
    from,
    seriesRow,
    list: '2030-D-001',
  });
  const shown = (found: ReturnType<typeof appraised>): string =>
    found === null ? 'nothing' : [found.verdict, found.eligibleOn?.toString(), ...found.consents].join(' ');

  it.each([
    ['permanent', said('permanent'), {}, 'transfer 2030-06-01 records-commission'],
    [
      'permanent before the day of the rule',
      said('permanent', '2029-01-01'),
      {},
      'transfer 2030-01-01 records-commission',
    ],
    ['permanent by any rule', said('permanent', '2030-06-01', 'other'), {}, 'transfer 2030-06-01 records-commission'],
    [
      'permanent where a rule would destroy by now',
      said('permanent'),
      { verdict: 'destroy' },
      'transfer 2030-06-01 records-commission',
    ],
    ['may go', said('destroy', '2030-01-05'), {}, 'destroy 2030-01-05 records-commission'],
    ['may go, asked by another rule', said('destroy', '2030-01-05', 'other'), {}, 'nothing'],
    ['may go, and is to be transferred by now', said('destroy', '2030-01-05'), { verdict: 'transfer' }, 'nothing'],
    [
      'kept on',
      said('prolong', '2035-01-01'),
      {},
      'review 2035-01-01 archive-director records-commission state-archive-expertise',
    ],
    [
      'kept on where a rule would destroy by now',
      said('prolong', '2035-01-01'),
      { verdict: 'destroy' },
      'review 2035-01-01 archive-director records-commission state-archive-expertise',
    ],
    ['anything of what is kept for ever', said('destroy'), { verdict: 'keep', eligibleOn: null }, 'nothing'],
    ['anything of what waits for its event', said('destroy'), { eligibleOn: null }, 'nothing'],
  ] as const)('%s', (_, appraisal, more, expected) => {
    expect(shown(appraised(choice(more as Partial<Choice>), 'row', appraisal))).toBe(expected);
  });

  it('decides the outcome of an item, and is told with it', () => {
    const rules = scene([policy('jrwa', [series('BE1', { action: 'review-by-state-archive' })])]);
    const of = (appraisal: Appraisal | null) => scheduleItem(facts('2020-01-01T12:00:00Z', { appraisal }), rules);
    expect(of(null)).toMatchObject({ verdict: 'review', explanation: { appraisal: null } });
    const gone = of(said('destroy', '2022-01-01', 'jrwa/1/BE1'));
    expect([gone.verdict, gone.eligibleOn?.toString()]).toEqual(['destroy', '2022-01-01']);
    expect(gone.explanation.appraisal?.list).toBe('2030-D-001');
    expect(of(said('destroy', '2022-01-01', 'jrwa/2/BE1'))).toMatchObject({ verdict: 'review', explanation: { appraisal: null } }); // prettier-ignore
  });
});

describe('an entry of a transfer at the moment of its execution', () => {
  const list = { kind: 'transfer', seriesRow: 'grs/1/A', consents: [], today: '2060-01-01' } as const;
  const rules = scene(
    [policy('grs', [series('A', { period: 'permanent', transferAfter: 'P25Y', action: 'transfer' })])],
    { today: Temporal.PlainDate.from('2060-01-01') },
  );
  const outcome = scheduleItem(facts('2024-03-11T12:00:00Z'), rules);

  it.each([
    [{ here: 2, there: 2 }, { is: 'destroy' }],
    [
      { here: 3, there: 2 },
      { is: 'keep', why: 'changed', about: { versions: [3, 2] } },
    ],
    [undefined, { is: 'keep', why: 'changed', about: { versions: [1, 0] } }],
  ])('goes only as it was handed over: %p', (handedOver, expected) => {
    const item = { alive: true, holds: [], outcome, ...(handedOver === undefined ? {} : { handedOver }) };
    expect(judgeEntry(item, list)).toEqual(expected);
  });

  it('stays for a hold that came since, and where the rule would destroy it by now', () => {
    const item = { alive: true, holds: ['h'], outcome, handedOver: { here: 1, there: 1 } };
    expect(judgeEntry(item, list)).toMatchObject({ why: 'held' });
    expect(judgeEntry({ ...item, holds: [] }, { ...list, kind: 'destroy' })).toMatchObject({ why: 'not-due' });
  });
});

describe('the columns of a wide table', () => {
  it('are as wide as their words, and of few as wide as each other', () => {
    const wide = columnShares([['1', 'A.1.2024', 'ekspertyza', 'x'.repeat(60), '2024-03-01', '2024-12-31', '12']]);
    expect(wide.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1);
    const [no = 0, , , title = 0, from = 0, to = 0] = wide;
    expect(title).toBeGreaterThan(from);
    expect(from).toBe(to);
    expect(no).toBeLessThan(from / 2);
    expect(new Set(columnShares([['1', 'word', 'a longer text']])).size).toBe(1);
  });
});
