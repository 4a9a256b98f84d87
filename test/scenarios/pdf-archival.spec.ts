import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import sharp from 'sharp';
import type { Written } from '../support/bundle-items.js';
import { renderStory } from '../support/pdf-fixture.js';
import { hasPdfTools, hasPreflight, preflight } from '../support/preflight.js';

if (!hasPreflight) console.warn('Skipped: validating PDF/A needs a JDK and libpdfbox2-java.');
if (!hasPdfTools) console.warn('Skipped: reading the PDF back needs qpdf and poppler-utils.');

const said = (program: string, ...args: readonly string[]): string =>
  spawnSync(program, args, { encoding: 'utf8' }).stdout;

async function story(): Promise<readonly Written[]> {
  const plain = { width: 60, height: 40, channels: 3, background: '#3366aa' } as const;
  const map = await sharp({ create: plain }).png().toBuffer();
  const posted = '2026-05-19T13:20:00.000Z';
  const texts = [
    [
      'A Flood Watch starts at noon: https://newford.example/gauge.',
      'It starts at 1 pm: https://newford.example/gauge.',
    ],
    ['العربية: هذا نص عربي مع أرقام 123 و English داخل الجملة (2026) ثم يعود إلى العربية.'],
    ['https://newford.example/żółw', 'עברית: זהו טקסט לבדיקה (2026) עם English באמצע.'],
    ['中文测试:今天天气很好。日本語テキストも。한국어', '😀 👩‍💻 🇵🇱 👍🏽 ❤️ 🏳️‍🌈 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 after'],
    [
      `RTL \u202Eoverride\u202C ${'a' + '\u0301'.repeat(1_000_000)}`,
      `Zażółć „jaźń” — € № ${'x'.repeat(400)} \u0000\uD800`,
    ],
  ];
  return texts.map((versions, i) => ({
    who: '@newford',
    posted,
    texts: versions,
    ...(i === 0 ? { picture: map } : { reply: 0 }),
  }));
}

describe('the PDF of a bundle', () => {
  const folders: string[] = [];

  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  async function rendered(
    options: Parameters<typeof renderStory>[1],
    told?: readonly Written[],
  ): Promise<readonly string[]> {
    const { files, folder } = await renderStory(told ?? (await story()), options);
    folders.push(folder);
    return files;
  }

  (hasPreflight ? it : it.skip)(
    'is PDF/A with every script, hostile texts and pictures in it, in both languages',
    async () => {
      for (const language of ['en', 'pl'] as const) {
        const [file = ''] = await rendered({ language, conformance: 'PDF/A-1a' });
        expect(preflight(file)).toBe(`${file}: VALID PDF/A-1b\n`);
      }
    },
    120_000,
  );

  (hasPdfTools ? it : it.skip)('is sound, tagged, numbered and bookmarked, and says what it conforms to', async () => {
    const [file = ''] = await rendered({ language: 'pl' });
    expect(said('qpdf', '--check', file)).toContain('No syntax or stream encoding errors found');
    expect(said('pdftotext', '-layout', file, '-')).toMatch(/NEWFORD-00000001[^]*NEWFORD-00000002/);
    const opened = said('qpdf', '--qdf', '--object-streams=disable', file, '-');
    expect(opened).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(opened).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(opened).toContain('/Lang (pl)');
    expect(opened).toContain('/Alt (Map of Newford.)');
    expect(opened).toContain('/URI (https://newford.example/%C5%BC%C3%B3%C5%82w)');
    for (const tag of ['Document', 'Sect', 'Art', 'H1', 'H2', 'H3', 'P', 'Link', 'Figure', 'Table', 'TR', 'TH', 'TD'])
      expect(opened).toContain(`/S /${tag}\n`);
    expect(said('pdfinfo', '-struct-text', file)).toContain('Wykaz plików');
  });

  it('is the same bytes from the same input, and goes on counting in its next volume', async () => {
    const long = Array.from({ length: 12 }, (_, i): Written => ({
      who: '@newford',
      posted: '2026-05-19T13:20:00.000Z',
      texts: [`${i} ${'Water rises. '.repeat(300)}`],
    }));
    const render = (): Promise<readonly string[]> => rendered({ pagesAVolume: 10 }, long);
    const [[first = '', second = ''], again] = [await render(), await render()];
    expect(second).toMatch(/\.en\.2\.pdf$/);
    expect((await readFile(first)).equals(await readFile(again[0] ?? ''))).toBe(true);
    if (!hasPdfTools) return;
    const pages = Number(/Pages: +(\d+)/.exec(said('pdfinfo', first))?.[1]);
    expect(pages).toBeGreaterThanOrEqual(10);
    const next = `NEWFORD-${String(pages + 1).padStart(8, '0')}`;
    expect(said('pdftotext', '-layout', '-l', '1', second, '-')).toContain(next);
  }, 120_000);
});
