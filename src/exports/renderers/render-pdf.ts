import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PdfPages } from './pdf.renderer.js';
import { type Reading, readTold } from './read-told.js';
import type { ToldItem, ToldVersion } from './tell-bundle.js';
import type { ToldSection } from './tell-front.js';

/** pdfkit holds about 120 MB a thousand pages: a longer bundle goes on in another volume. */
const PAGES_A_VOLUME = 500;
const INDENT = 18;
const FACTS = '#565c65';
const PICTURE = /\.(png|jpg)$/;

/** The bundle for reading on paper: page one, then every thread with every version, finding and picture. */
export async function renderPdf(reading: Reading): Promise<string[]> {
  const paths: string[] = [];
  const rest = reading.chapters.flatMap(({ heading, threads }) =>
    threads.map((numbers, i) => ({ numbers, heading: i === 0 ? heading : null })),
  );
  const total = rest.length;
  do {
    const volume = paths.length + 1;
    const { name } = reading.teller.plan;
    const path = `data/pdf/${name}.${reading.teller.language}${volume === 1 ? '' : `.${volume}`}.pdf`;
    const pages = openPages(reading);
    const written = reading.bag.writeStream(path, pages.stream());
    if (volume === 1) drawFront(pages, reading);
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      if (next.heading !== null) drawChapter(pages, reading.teller.say(next.heading));
      await drawThread(pages, reading, next.numbers);
      await reading.progress('pdf', total - rest.length, total);
      if (pages.pageCount >= PAGES_A_VOLUME) break;
    }
    pages.end();
    await written;
    paths.push(path);
  } while (rest.length > 0);
  return paths;
}

function openPages({ teller, front }: Reading): PdfPages {
  return new PdfPages({
    title: front.title,
    language: teller.language,
    at: teller.plan.at,
    footer: (page) => teller.say('footer', { name: teller.plan.name, page: String(page) }),
    cut: (left) => teller.say('text.cut', { left }),
  });
}

function drawFront(pages: PdfPages, { front }: Reading): void {
  pages.bookmark(front.title);
  pages.text(front.title, { size: 20, bold: true });
  pages.text(front.subtitle, { size: 12, after: 8 });
  for (const warning of front.warnings) pages.text(warning, { bold: true, colour: '#8b0a03' });
  for (const section of front.sections) drawSection(pages, section);
  if (front.behind.length > 0) pages.page();
  for (const section of front.behind) drawSection(pages, section);
  pages.page();
}

function drawSection(pages: PdfPages, { heading, paragraphs }: ToldSection): void {
  pages.text(heading, { size: 11.5, bold: true, after: 1, keep: 30 });
  for (const paragraph of paragraphs) pages.text(paragraph, { size: 9.5, after: 2 });
  pages.text('', { after: 0, size: 3 });
}

function drawChapter(pages: PdfPages, heading: string): void {
  pages.bookmark(heading);
  pages.text(heading, { size: 15, bold: true, keep: 120 });
}

async function drawThread(pages: PdfPages, reading: Reading, numbers: readonly number[]): Promise<void> {
  for (const [i, no] of numbers.entries()) {
    const { told } = await readTold(reading, no);
    if (i === 0) pages.bookmark(told.heading.slice(0, 120));
    await drawItem(pages, reading, told, i === 0 ? 0 : INDENT);
    await pages.breathe();
  }
  pages.rule();
}

async function drawItem(pages: PdfPages, reading: Reading, told: ToldItem, indent: number): Promise<void> {
  pages.text(told.heading, { size: 11.5, bold: true, indent, after: 1, keep: 70 });
  pages.text(told.facts.join(' · '), { size: 8.5, colour: FACTS, indent });
  for (const finding of told.findings) pages.text(finding, { bold: true, colour: '#8b0a03', indent });
  for (const version of told.versions) await drawVersion(pages, reading, version, indent);
  if (told.repeats === null) return;
  pages.text(told.repeats.label, { indent, after: 2, keep: 70 });
  if (told.repeats.item) await drawItem(pages, reading, told.repeats.item, indent + INDENT);
}

async function drawVersion(pages: PdfPages, reading: Reading, told: ToldVersion, indent: number): Promise<void> {
  pages.text(told.label, { size: 8.5, colour: FACTS, indent, after: 1, keep: 20 });
  if (told.warning !== null) pages.text(told.warning, { bold: true, indent });
  if (told.title !== null) pages.text(told.title, { bold: true, indent });
  if (told.text.length > 0) pages.marked(told.text, { size: 11, indent: indent + 8 });
  for (const note of told.notes) pages.text(note, { indent: indent + 8, after: 2 });
  for (const { medium, alt, file } of told.media) {
    if (medium.href !== null && PICTURE.test(medium.href))
      pages.picture(await readFile(join(reading.bag.folder, medium.href)), indent + 8);
    pages.text(alt, { indent: indent + 8, after: 1 });
    pages.text(file, { size: 8.5, colour: FACTS, indent: indent + 8 });
  }
}
