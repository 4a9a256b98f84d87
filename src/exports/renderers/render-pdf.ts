import { HELD_WHOLE_BYTES } from '../../archive/index.js';
import type { Chapter } from '../bundle/chapters.rules.js';
import { pageNumber } from '../bundle/paths.rules.js';
import { MediaSheet } from './media-sheet.js';
import { type AboutPdf, PdfPages } from './pdf.renderer.js';
import { pictureFor } from './read-picture.js';
import { type Reading, readTold } from './read-told.js';
import type { ToldItem, ToldVersion } from './tell-bundle.js';
import type { ToldSection } from './tell-front.js';

/** pdfkit holds about 120 MB a thousand pages: a longer bundle goes on in another volume, after the item that is open. */
const PAGES_A_VOLUME = 1_000;
const INDENT = 18;
const FACTS = '#565c65';
const PICTURE = /\.(png|jpg|gif|webp|avif)$/;

export interface PdfOptions {
  /** Number of the first page; the volumes go on from there. */
  readonly firstPage: number;
  readonly conformance?: AboutPdf['conformance'];
  readonly pagesAVolume?: number;
}

export interface RenderedPdf {
  readonly paths: readonly string[];
  readonly pages: number;
}

interface Step {
  readonly no: number;
  readonly chapter: Chapter['heading'];
  readonly opensChapter: boolean;
  /** Also where a volume begins in the middle of one. */
  readonly opensThread: boolean;
  readonly isRoot: boolean;
  readonly endsThread: boolean;
}

/** The bundle for reading on paper: page one, every thread with every version, finding and picture, then its files. */
export async function renderPdf(reading: Reading, options: PdfOptions): Promise<RenderedPdf> {
  const steps = stepsOf(reading.chapters);
  const sheet = new MediaSheet(reading);
  const paths: string[] = [];
  let pages = 0;
  let next = 0;
  do {
    const path = volumePath(reading, paths.length + 1);
    const volume = openVolume(reading, { ...options, firstPage: options.firstPage + pages });
    const written = reading.bag.writeStream(path, volume.stream());
    if (next === 0) drawFront(volume, reading);
    next = await drawItems(volume, reading, { steps, from: next, sheet, most: options.pagesAVolume ?? PAGES_A_VOLUME });
    if (next === steps.length) sheet.draw(volume);
    volume.end();
    await written;
    pages += volume.pageCount;
    paths.push(path);
  } while (next < steps.length);
  return { paths, pages };
}

function stepsOf(chapters: readonly Chapter[]): Step[] {
  return chapters.flatMap(({ heading, threads }) =>
    threads.flatMap((thread, t) =>
      thread.map((no, i) => ({
        no,
        chapter: heading,
        opensChapter: t === 0 && i === 0,
        opensThread: i === 0,
        isRoot: i === 0,
        endsThread: i === thread.length - 1,
      })),
    ),
  );
}

function volumePath({ teller }: Reading, volume: number): string {
  return `data/pdf/${teller.plan.name}.${teller.language}${volume === 1 ? '' : `.${volume}`}.pdf`;
}

function openVolume({ teller, front }: Reading, { firstPage, conformance }: PdfOptions): PdfPages {
  const { plan, language } = teller;
  return new PdfPages({
    title: front.title,
    language,
    at: plan.at,
    footer: (page) => ({
      left: teller.say('footer', { name: plan.name, page: String(page) }),
      right: pageNumber(plan.pagePrefix, firstPage + page - 1),
    }),
    cut: (left) => teller.say('text.cut', { left }),
    ...(conformance === undefined ? {} : { conformance }),
  });
}

function drawFront(pages: PdfPages, { front }: Reading): void {
  pages.tags.open('Sect');
  pages.bookmarkChapter(front.title);
  pages.text(front.title, { tag: 'H1', size: 20, bold: true });
  pages.text(front.subtitle, { size: 12, after: 8 });
  for (const warning of front.warnings) pages.text(warning, { bold: true, colour: '#8b0a03' });
  for (const section of front.sections) drawSection(pages, section);
  if (front.behind.length > 0) pages.page();
  for (const section of front.behind) drawSection(pages, section);
  pages.tags.close();
  pages.page();
}

function drawSection(pages: PdfPages, { heading, paragraphs }: ToldSection): void {
  pages.text(heading, { tag: 'H2', size: 11.5, bold: true, after: 1, keep: 30 });
  for (const paragraph of paragraphs) pages.text(paragraph, { size: 9.5, after: 2 });
  pages.space(4.35);
}

/** Draws until the volume is full or nothing is left, and answers with the step that comes next. */
async function drawItems(
  pages: PdfPages,
  reading: Reading,
  work: { readonly steps: readonly Step[]; readonly from: number; readonly sheet: MediaSheet; readonly most: number },
): Promise<number> {
  const { steps, from, sheet, most } = work;
  for (const [i, step] of steps.slice(from).entries()) {
    const isFirst = i === 0;
    const done = from + i + 1;
    if (step.opensChapter || isFirst) openChapter(pages, reading, { chapter: step.chapter, isFirst });
    await drawStep(pages, reading, { step: { ...step, opensThread: step.opensThread || isFirst }, sheet });
    await pages.breathe();
    await reading.progress('pdf', done, steps.length);
    const isFull = pages.pageCount >= most && done < steps.length;
    if (step.endsThread || isFull) {
      pages.tags.close();
      pages.rule();
    }
    if (isFull) return done;
  }
  if (from < steps.length) pages.tags.close();
  return steps.length;
}

async function drawStep(
  pages: PdfPages,
  reading: Reading,
  { step, sheet }: { readonly step: Step; readonly sheet: MediaSheet },
): Promise<void> {
  const { told } = await readTold(reading, step.no);
  if (step.opensThread) {
    pages.bookmark(told.heading.slice(0, 120));
    pages.tags.open('Art');
  }
  await drawItem(pages, reading, { told, indent: step.isRoot ? 0 : INDENT, sheet });
}

function openChapter(
  pages: PdfPages,
  { teller }: Reading,
  { chapter, isFirst }: Pick<Step, 'chapter'> & { readonly isFirst: boolean },
): void {
  if (!isFirst) pages.tags.close();
  pages.tags.open('Sect');
  pages.bookmarkChapter(teller.say(chapter));
  pages.text(teller.say(chapter), { tag: 'H1', size: 15, bold: true, keep: 120 });
}

interface Drawn {
  readonly told: ToldItem;
  readonly indent: number;
  readonly sheet: MediaSheet;
}

async function drawItem(pages: PdfPages, reading: Reading, { told, indent, sheet }: Drawn): Promise<void> {
  pages.text(told.heading, { tag: 'H2', size: 11.5, bold: true, indent, after: 1, keep: 70 });
  pages.text(told.facts.join(' · '), { size: 8.5, colour: FACTS, indent });
  for (const finding of told.findings) pages.text(finding, { bold: true, colour: '#8b0a03', indent });
  for (const version of told.versions) {
    sheet.note(told.heading, version);
    await drawVersion(pages, reading, version, indent);
  }
  if (told.repeats === null) return;
  pages.text(told.repeats.label, { indent, after: 2, keep: 70 });
  if (told.repeats.item) await drawItem(pages, reading, { told: told.repeats.item, indent: indent + INDENT, sheet });
}

async function drawVersion(pages: PdfPages, reading: Reading, told: ToldVersion, indent: number): Promise<void> {
  const lang = told.lang ?? undefined;
  const inner = indent + 8;
  pages.text(told.label, { tag: 'H3', size: 8.5, colour: FACTS, indent, after: 1, keep: 20 });
  if (told.warning !== null) pages.text(told.warning, { bold: true, indent });
  if (told.title !== null) pages.text(told.title, { bold: true, indent, lang });
  if (told.text.length > 0) pages.marked(told.text, { size: 11, indent: inner, lang });
  for (const note of told.notes) pages.text(note, { indent: inner, after: 2 });
  for (const medium of told.media) await drawMedium(pages, reading, { ...medium, lang }, inner);
}

async function drawMedium(
  pages: PdfPages,
  { bag }: Reading,
  { medium, alt, file, lang }: ToldVersion['media'][number] & { readonly lang: string | undefined },
  indent: number,
): Promise<void> {
  if (medium.href !== null && PICTURE.test(medium.href) && (bag.factsOf(medium.href)?.bytes ?? 0) <= HELD_WHOLE_BYTES) {
    const picture = await pictureFor(await bag.read(medium.href));
    if (picture) pages.picture(picture, indent, { alt: medium.alt === '' ? alt : medium.alt, lang });
  }
  pages.text(alt, { indent, after: 1 });
  pages.text(file, { size: 8.5, colour: FACTS, indent });
}
