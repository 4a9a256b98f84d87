import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LETTER_KINDS, type LetterKind } from '../../src/exports/letters/letter.types.js';
import { letterSources, prepareLetter, writeLetter } from '../../src/exports/letters/write-letter.js';
import { blockTexts } from '../../src/exports/letters/letter.rules.js';
import { Refusal } from '../../src/platform/index.js';
import { letterFacts, without } from '../support/letter-facts.js';
import { runAkta } from '../support/command-line.js';
import { hasPdfText } from '../support/release-story.js';
import { hasPython } from '../support/verify-py.js';

const sources = letterSources();
const both = ['docx', 'pdf'] as const;

/** Reads a document with another's library of zips and another's parser of XML: the text of each paragraph, in order. */
const READ_DOCX = `
import sys, zipfile, xml.etree.ElementTree as tree
w = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    for name in z.namelist():
        if name.endswith('.xml') or name.endswith('.rels'): tree.fromstring(z.read(name))
    for name in ['word/document.xml'] + sorted(n for n in z.namelist() if n.startswith('word/header')):
        for p in tree.fromstring(z.read(name)).iter(w + 'p'):
            print(''.join(t.text or '' if t.tag == w + 't' else ' ' for t in p.iter() if t.tag in (w + 't', w + 'br')))
`;

(hasPython ? describe : describe.skip)('the file of a letter', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'akta-letter-files-'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  function readDocx(bytes: Buffer): string {
    const path = join(folder, 'read.docx');
    writeFileSync(path, bytes);
    return execFileSync('python3', ['-c', READ_DOCX, path], { encoding: 'utf8', env: { PYTHONIOENCODING: 'utf-8' } });
  }

  it.each(LETTER_KINDS)('of %s holds for a word processor every word of the letter, in order', async (kind) => {
    for (const language of ['en', 'pl'] as const) {
      const order = { kind, law: 'us-il', language, facts: letterFacts('us-il') };
      const read = flat(readDocx(await writeLetter(sources, order, 'docx')));
      const { letter } = prepareLetter(sources, order);
      let at = 0;
      for (const words of letter.blocks.flatMap(blockTexts).flatMap((line) => line.split(' · '))) {
        const found = read.indexOf(flat(words), at);
        expect([words, found >= at]).toEqual([words, true]);
        at = found;
      }
      expect(read).toContain(flat(letter.head.name));
    }
  });

  (hasPdfText ? it : it.skip)('holds a word longer than its place whole, on as many lines as it needs', async () => {
    const hashes = [{ path: `data/${'long-'.repeat(40)}.csv`, sha256: '0123456789abcdef'.repeat(4) }];
    const facts = letterFacts('us-il', { hashes });
    const order = { kind: 'declaration', law: 'us-il', language: 'en', facts } as const;
    const path = join(folder, 'long.pdf');
    writeFileSync(path, await writeLetter(sources, order, 'pdf'));
    const read = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
    const letters = read.replaceAll(hashes[0]?.sha256 ?? '', '').replaceAll(/\s+/g, '');
    expect(read).toContain(hashes[0]?.sha256);
    expect(letters).toContain(hashes[0]?.path);
  });

  it.each(both)('is the same %s bytes each time, in any time zone', async (format) => {
    const order = { kind: 'refusal', law: 'us-il', language: 'pl', facts: letterFacts('us-il') } as const;
    const first = await writeLetter(sources, order, format);
    expect((await writeLetter(sources, order, format)).equals(first)).toBe(true);
  });

  it('is on the paper of the country, named in both forms', async () => {
    for (const [law, wide] of [
      ['us-il', ['12240', '612 792']],
      ['pl-udip', ['11906', '595.28 841.89']],
    ] as const) {
      const order = { kind: 'refusal', law, language: 'pl', facts: letterFacts(law) } as const;
      expect((await writeLetter(sources, order, 'pdf')).toString('latin1')).toContain(`/MediaBox [0 0 ${wide[1]}]`);
      writeFileSync(join(folder, 'paper.docx'), await writeLetter(sources, order, 'docx'));
      const xml = execFileSync('python3', [
        '-c',
        'import sys,zipfile;print(zipfile.ZipFile(sys.argv[1]).read("word/document.xml").decode())',
        join(folder, 'paper.docx'),
      ]).toString();
      expect(xml).toContain(`w:w="${wide[0]}"`);
    }
  });

  it.each(both)('shows facts of strangers as text in %s, whatever they are written as', async (format) => {
    const facts = letterFacts('us-il', {
      requesterName: '=cmd|\u0027/C calc\u0027!A0 </w:t><w:r> & "x" \u202Etxt.exe\u0000',
      asked: 'שלום (2026) مرحبا 👩‍💻 漢 {bodyName} <script>alert(1)</script>'.repeat(30),
      responsible: [{ name: '+1', title: '@SUM(A1) -- <b>' }],
    });
    const bytes = await writeLetter(sources, { kind: 'refusal', law: 'us-il', language: 'en', facts }, format);
    if (format === 'pdf') return expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const read = readDocx(bytes);
    expect(read).toContain('=cmd|\u0027/C calc\u0027!A0 </w:t><w:r> & "x" U+202Etxt.exeU+0000');
    expect(read).toContain('{bodyName} <script>alert(1)</script>');
    expect(read).toContain('@SUM(A1) -- <b>');
  });

  it.each(both)('is not made as %s where something is missing, and the refusal lists it', async (format) => {
    const facts = without(letterFacts('us-il'), 'courtName', 'responsible');
    const refused = writeLetter(sources, { kind: 'refusal', law: 'us-il', language: 'en', facts }, format);
    await expect(refused).rejects.toThrow(Refusal);
    await expect(refused).rejects.toThrow(
      'The letter needs one more fact: the court that reviews the decision. Give it as "courtName".\nMust name each person responsible',
    );
  });
});

describe('akta letter', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'akta-letter-'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...args: readonly string[]) => runAkta(['letter', ...args], { env: { DATABASE_URL: 'nonsense' } });

  async function factsFile(kind: LetterKind, law: string, gone: readonly string[] = []): Promise<string> {
    const facts: object = JSON.parse((await run('facts', kind, '--law', law, '--json')).out);
    const path = join(folder, `${kind}.json`);
    writeFileSync(path, JSON.stringify({ ...facts, ...Object.fromEntries(gone.map((name) => [name, undefined])) }));
    return path;
  }

  it.each(LETTER_KINDS)('facts of %s is enough for preview, in both forms and languages', async (kind) => {
    const facts = await factsFile(kind, 'us-il');
    for (const [name, lang] of [
      ['a.docx', 'en'],
      ['b.pdf', 'pl'],
    ] as const) {
      const out = join(folder, name);
      const ran = await run(
        'preview',
        kind,
        '--law',
        'us-il',
        '--facts',
        facts,
        '--out',
        out,
        '--lang',
        lang,
        '--json',
      );
      expect([ran.exit, ran.out, ran.err]).toEqual([0, expect.stringContaining(`"file":"${out}"`), '']);
      expect(readFileSync(out).length).toBeGreaterThan(2_000);
    }
  });

  it('lint answers with 0 for a letter that is whole, and 1 with what is missing', async () => {
    const whole = await run('lint', 'refusal', '--law', 'us-il', '--facts', await factsFile('refusal', 'us-il'));
    expect(whole).toEqual({ exit: 0, err: '', out: expect.stringContaining('The letter has what') });
    const facts = await factsFile('refusal', 'us-il', ['courtName']);
    const lacking = await run('lint', 'refusal', '--law', 'us-il', '--facts', facts, '--json');
    expect(lacking.exit).toBe(1);
    expect(JSON.parse(lacking.out)).toMatchObject({ law: 'us-il', faults: [expect.stringContaining('courtName')] });
  });

  it('lint judges a text changed by hand in place of the letter', async () => {
    const text = join(folder, 'letter.txt');
    writeFileSync(text, 'Dear Dana Whitlock: No.');
    const facts = await factsFile('refusal', 'us-il');
    const { exit, out } = await run('lint', 'refusal', '--law', 'us-il', '--facts', facts, '--text', text);
    expect(exit).toBe(1);
    expect(out).toContain('The letter does not say "Public Access Counselor". (5 ILCS 140/9(a))');
  });

  it('says when a law has no letters of its own', async () => {
    const facts = await factsFile('acknowledgement', 'us-tx');
    const { out } = await run('lint', 'acknowledgement', '--law', 'us-tx', '--facts', facts, '--lang', 'pl');
    expect(out).toContain('Nie ma pism dla us-tx');
  });

  it('refuses in one sentence what it cannot use', async () => {
    writeFileSync(join(folder, 'broken.json'), '{');
    for (const [args, said] of [
      [['preview', 'love', '--out', 'x.pdf'], '"love" is no kind of letter'],
      [['preview', 'refusal', '--out', 'x.odt'], '"odt" is no kind of file for a letter'],
      [['lint', 'refusal', '--facts', join(folder, 'none.json')], 'cannot be read'],
      [['lint', 'refusal', '--facts', join(folder, 'broken.json')], 'not one JSON object'],
      [['preview', 'refusal', '--out', join(folder, 'x.pdf')], 'The letter was not written'],
    ] as const) {
      const { exit, err } = await run(...args);
      expect([exit, err]).toEqual([2, expect.stringContaining(said)]);
    }
  });
});

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
