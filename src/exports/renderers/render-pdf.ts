import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ItemView } from '../../archive/index.js';
import type { Progress } from '../bundle/bundle.types.js';
import { itemPath } from '../bundle/paths.rules.js';
import type { BagWriter } from '../bundle/write-bag.js';
import { PdfPages } from './pdf.renderer.js';
import type { Teller, ToldFront, ToldItem, ToldVersion } from './tell-bundle.js';

/** pdfkit holds about 120 MB a thousand pages: a longer bundle goes on in another volume. */
const PAGES_A_VOLUME = 500;
const INDENT = 18;
const PICTURE = /\.(png|jpg)$/;

interface Reading {
  readonly bag: BagWriter;
  readonly teller: Teller;
  readonly front: ToldFront;
  /** Item numbers by thread, in the order they are told. */
  readonly threads: readonly (readonly number[])[];
  readonly progress: Progress;
}

/** The bundle for reading on paper: page one, then every thread with every version, finding and picture. */
export async function renderPdf(reading: Reading): Promise<string[]> {
  const paths: string[] = [];
  const rest = reading.threads.slice();
  let done = 0;
  do {
    const volume = paths.length + 1;
    const { name } = reading.teller.plan;
    const path = `data/pdf/${name}.${reading.teller.language}${volume === 1 ? '' : `.${volume}`}.pdf`;
    const pages = openPages(reading);
    const written = reading.bag.writeStream(path, pages.stream());
    if (volume === 1) drawFront(pages, reading);
    while (rest.length > 0 && pages.pageCount < PAGES_A_VOLUME) {
      await drawThread(pages, reading, rest.shift() ?? []);
      done += 1;
      await reading.progress('pdf', done, reading.threads.length);
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

function drawFront(pages: PdfPages, { front, teller }: Reading): void {
  pages.bookmark(front.title);
  pages.text(front.title, { size: 20, bold: true });
  pages.text(front.subtitle, { size: 12, after: 8 });
  for (const warning of front.warnings) pages.text(warning, { bold: true, colour: '#8b0a03' });
  for (const { heading, paragraphs } of front.sections) {
    pages.text(heading, { size: 12, bold: true, after: 2 });
    for (const paragraph of paragraphs) pages.text(paragraph, { after: 3 });
    pages.text('', { after: 0, size: 4 });
  }
  pages.page();
  pages.bookmark(teller.say('head.items'));
  pages.text(teller.say('head.items'), { size: 15, bold: true });
}

async function drawThread(pages: PdfPages, reading: Reading, numbers: readonly number[]): Promise<void> {
  for (const [i, no] of numbers.entries()) {
    const item: ItemView = JSON.parse(await readFile(join(reading.bag.folder, itemPath(no)), 'utf8'));
    const told = reading.teller.item(no, item);
    if (i === 0) pages.bookmark(told.heading.slice(0, 120));
    await drawItem(pages, reading, told, i === 0 ? 0 : INDENT);
    await pages.breathe();
  }
  pages.rule();
}

async function drawItem(pages: PdfPages, reading: Reading, told: ToldItem, indent: number): Promise<void> {
  pages.text(told.heading, { size: 11.5, bold: true, indent, after: 1 });
  pages.text(told.facts.join(' · '), { size: 8.5, colour: '#565c65', indent });
  for (const finding of told.findings) pages.text(finding, { bold: true, colour: '#8b0a03', indent });
  for (const version of told.versions) await drawVersion(pages, reading, version, indent);
}

async function drawVersion(pages: PdfPages, reading: Reading, told: ToldVersion, indent: number): Promise<void> {
  pages.text(told.label, { size: 8.5, colour: '#565c65', indent, after: 1 });
  if (told.warning !== null) pages.text(told.warning, { bold: true, indent });
  if (told.title !== null) pages.text(told.title, { bold: true, indent });
  if (told.text.length > 0) pages.marked(told.text, { size: 11, indent: indent + 8 });
  for (const note of told.notes) pages.text(note, { indent: indent + 8, after: 2 });
  for (const { medium, alt, file } of told.media) {
    if (medium.href !== null && PICTURE.test(medium.href))
      pages.picture(await readFile(join(reading.bag.folder, medium.href)), indent + 8);
    pages.text(alt, { indent: indent + 8, after: 1 });
    pages.text(file, { size: 8.5, colour: '#565c65', indent: indent + 8 });
  }
}
