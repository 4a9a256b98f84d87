import { markChanges } from '../../src/exports/renderers/mark-changes.js';
import { clusters } from '../../src/exports/renderers/lay-text.js';
import { PdfPages } from '../../src/exports/renderers/pdf.renderer.js';
import { drawable } from '../../src/exports/renderers/read-picture.js';
import { PIXEL } from '../support/bundle-story.js';

async function pdfOf(text: string): Promise<Buffer> {
  const at = '2026-05-20T02:00:00.000Z';
  const pages = new PdfPages({
    title: 't',
    language: 'en',
    at,
    footer: (page) => ({ left: 't', right: String(page) }),
    cut: (left) => `+${left}`,
  });
  pages.text(text);
  pages.end();
  const parts: Uint8Array[] = [];
  for await (const part of pages.stream()) parts.push(part);
  return Buffer.concat(parts);
}

function drawn(text: string): string {
  return clusters(text, false)
    .map((cluster) => cluster.text)
    .join('');
}

describe('what is drawn in a PDF', () => {
  it('spells out what no font has and what would turn the order of the text', () => {
    expect(drawn('zażółć €')).toBe('zażółć €');
    expect(drawn('a\u202Eb')).toBe('aU+202Eb');
    expect(drawn('漢')).toBe('漢');
    expect(drawn('한')).toBe('U+D55C');
    expect(clusters('😀 שלום مرحبا', false).map(({ font }) => font)).toEqual(
      expect.arrayContaining(['emoji', 'hebrew', 'arabic', 'regular']),
    );
  });

  it('is the same bytes each time, also for texts written to break it', async () => {
    const hostile = `<script>alert(1)</script>\u202E ${'a' + '\u0301'.repeat(1_000_000)} שלום (2026) عربي 👩‍💻`;
    const [first, second] = [await pdfOf(hostile), await pdfOf(hostile)];
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.equals(second)).toBe(true);
  });

  it('marks words taken out and put in, and never hangs on texts that share nothing', () => {
    expect(markChanges('starts at noon', 'starts at one').filter(({ mark }) => mark !== 'same')).toEqual([
      { text: 'noon', mark: 'removed' },
      { text: 'one', mark: 'added' },
    ]);
    expect(markChanges('a '.repeat(100_000), 'b '.repeat(100_000))).toHaveLength(2);
  });

  it('shows a picture only when its pixels are what it says', () => {
    expect(drawable(PIXEL)).toBe(true);
    const lying = Buffer.from(PIXEL);
    lying.writeUInt32BE(30_000, 16);
    expect(drawable(lying)).toBe(false);
    expect(drawable(Buffer.from('<svg onload="alert(1)"/>'))).toBe(false);
  });
});
