import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { renderOnePage } from '../../src/exports/index.js';
import type { PaperFacts } from '../../src/reports/sampling/paper.types.js';
import { STEPS, workingPaper } from '../../src/reports/sampling/working-paper.js';

const at = '2026-05-21T15:00:00Z';
const by = 'Marta Zielinski';
const handle = '@mayor_brandt@social.newford.example';

const FACTS: PaperFacts = {
  language: 'en',
  sample: {
    id: '019e0000-0000-7ccc-8000-000000000901',
    at: '2026-05-21T10:00:00Z',
    by: 'Inez Duarte',
    seed: '7',
    n: 60,
    stratify: 'state',
    accountIds: null,
    from: null,
    to: null,
    logSize: 512,
    root: 'sha256:00',
    origin: 'newford.example/log',
    population: 3_012,
    strata: [
      { stratum: 'gone', items: 12, drawn: 2 },
      { stratum: 'present', items: 3_000, drawn: 58 },
    ],
  },
  drawn: { place: 3, itemId: '019e0000-0000-7aaa-8000-000000000012', stratum: 'gone', rank: '00' },
  at: '2026-05-21T10:01:00Z',
  by: 'Inez Duarte',
  body: { name: 'City of Newford', zone: 'America/Chicago', country: 'US-IL' },
  item: {
    id: '019e0000-0000-7aaa-8000-000000000012',
    account: handle,
    kind: 'post',
    state: 'gone',
    author: handle,
    url: 'https://social.newford.example/@mayor_brandt/112345678901234567',
    postedAt: '2026-05-19T23:20:00Z',
    firstSeenAt: '2026-05-19T23:21:00Z',
    lastSeenAt: '2026-05-19T23:57:00Z',
    capturedLate: false,
    restricted: false,
    versions: 1,
    text: 'While others talk, I carry sandbags. Re-elect Brandt on April 6. Chip in: brandtfornewford.example',
    pictures: ['Mayor Brandt lifts a sandbag on Water Street.'],
  },
  findings: [],
  destroyed: null,
  evidence: [
    ['version-1', 'last-positive'],
    ['first-negative', 'canary'],
    ['second-negative', 'canary'],
  ].map((roles, i) => ({
    exchangeId: `019e0000-0000-7bbb-8000-00000000000${i}`,
    at: `2026-05-19T23:5${i}:00Z`,
    roles,
    opened: 'holds',
  })),
  proof: {
    size: 612,
    at: '2026-05-21T10:00:30Z',
    signed: true,
    lines: [
      { what: 'version', number: 1, seq: 118, at, inclusion: 'holds', commitment: 'holds' },
      { what: 'finding', number: null, seq: 140, at, inclusion: 'holds', commitment: null },
    ],
  },
  schedule: null,
  holds: ['2026-L-014 Kowalczyk v. City of Newford', 'request 2026-0031'],
  decisions: [
    { kind: 'request', number: '2026-0031', decision: 'responsive', at, by },
    { kind: 'disposition', number: '2031-D-001', decision: 'held', at, by },
    { kind: 'event', number: '2026-04-30', decision: 'term-ends', at, by },
  ],
};

async function drawn(facts: PaperFacts): Promise<{ readonly pages: number; readonly text: string }> {
  const bytes = await renderOnePage((step) => workingPaper(facts, step), { steps: STEPS, scale: 0.7 });
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
  return { pages: document.numPages, text: text.replaceAll(/\s+/g, ' ') };
}

describe('a working paper', () => {
  it.each([
    ['en', ['Under 2 holds: 2026-L-014 Kowalczyk v. City of Newford; request 2026-0031.', 'Request 2026-0031: responsive', 'kept: under a hold', 'a term of office ends', 'Name, date, signature', '18:20 (UTC−05:00)', 'control look']], // prettier-ignore
    ['pl', ['Blokady (2): 2026-L-014 Kowalczyk v. City of Newford; request 2026-0031.', 'Wniosek 2026-0031: dotyczy wniosku', 'zachowano: blokada', 'koniec kadencji', 'Imię i nazwisko, data, podpis', '18.20 (UTC−05:00)', 'odczyt kontrolny']], // prettier-ignore
  ] as const)('has room for everything usual on its one page, in %s', async (language, parts) => {
    const { pages, text } = await drawn({ ...FACTS, language });
    expect(pages).toBe(1);
    for (const part of parts) expect(text).toContain(part);
    expect(text).toContain('[Mayor Brandt lifts a sandbag on Water Street.]');
    expect(text).not.toMatch(/U\+[0-9A-F]{4}|undefined/);
  });

  it('counts what finds no room, but never what does not hold', async () => {
    const many = <T>(one: T, n: number): T[] => Array.from({ length: n }, () => one);
    const [version, finding] = FACTS.proof.lines;
    if (!version || !finding) throw new Error('There are two lines');
    const lines = [...many(version, 40), { ...version, number: 7, commitment: 'wrong' as const }];
    const { pages, text } = await drawn({
      ...FACTS,
      item: { ...FACTS.item, text: 'Every word of it. '.repeat(400), url: `https://a.example/${'x'.repeat(900)}` },
      evidence: many(FACTS.evidence[0] ?? FACTS.evidence[1], 30).flatMap((one) => one ?? []),
      proof: { ...FACTS.proof, lines },
      holds: many('2026-L-014 Kowalczyk v. City of Newford and forty-one others', 12),
      decisions: many(FACTS.decisions[0], 30).flatMap((one) => one ?? []),
    });
    expect(pages).toBe(1);
    expect(text).toContain('version 7');
    expect(text).toContain('DOES NOT HOLD');
    expect(text).toMatch(/and \d+ more, in the facts of this paper/);
  });

  it('of what was destroyed shows by which list, and that nothing of what it said is left', async () => {
    const destroyed = { at: '2031-01-16T08:00:00Z', authority: 'GRS 6.4, item 020', class: 'us-grs-6.4 27, 020', list: '2031-D-001' }; // prettier-ignore
    const unseen = { author: null, url: null, postedAt: null, lastSeenAt: null, text: '', pictures: [] };
    const { pages, text } = await drawn({
      ...FACTS,
      destroyed,
      item: { ...FACTS.item, ...unseen, state: 'destroyed' },
      evidence: [],
      holds: [],
      decisions: [],
    });
    expect(pages).toBe(1);
    expect(text).toContain('under GRS 6.4, item 020 (us-grs-6.4 27, 020), list 2031-D-001.');
    expect(text).toContain('Nothing of what it said is left here.');
  });
});
