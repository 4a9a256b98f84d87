import { buffer } from 'node:stream/consumers';
import { say } from '../../../platform/index.js';
import type { DrawnPaper, LetterBlock } from '../letter.types.js';
import { lettersSentences } from '../letters.sentences.js';
import { LetterPages } from './letter-pages.js';

const BODY = 10.5;
const GREY = '#565c65';

/** The letter for paper, of the same blocks and words as its other form. The same letter gives the same bytes. */
export async function renderLetterPdf(letter: DrawnPaper): Promise<Buffer> {
  return finish(lay(letter), letter);
}

/**
 * A paper that has to stand on one page: of `steps` versions, each shorter than the one before, the longest that does.
 * Where none does the last is drawn, on as many pages as it needs.
 */
export async function renderOnePage(
  shorter: (step: number) => DrawnPaper,
  { steps, scale }: { readonly steps: number; readonly scale: number },
): Promise<Buffer> {
  // Most stand on one page as they are.
  const whole = laidAt(shorter, 0, scale);
  if (whole.pages.count === 1) return finish(whole.pages, whole.paper);
  let best = laidAt(shorter, steps - 1, scale);
  // Those from `fits` on stand on one page, those before `tooLong` do not.
  for (let [tooLong, fits] = [1, best.pages.count === 1 ? steps - 1 : 1]; tooLong < fits;) {
    const middle = Math.floor((tooLong + fits) / 2);
    const tried = laidAt(shorter, middle, scale);
    if (tried.pages.count === 1) [fits, best] = [middle, tried];
    else tooLong = middle + 1;
  }
  return finish(best.pages, best.paper);
}

function laidAt(
  shorter: (step: number) => DrawnPaper,
  step: number,
  scale: number,
): { readonly paper: DrawnPaper; readonly pages: LetterPages } {
  const paper = shorter(step);
  return { paper, pages: lay(paper, scale) };
}

function lay(letter: DrawnPaper, scale = 1): LetterPages {
  const pages = new LetterPages(letter, scale);
  pages.text('P', letter.head.name, { size: 15, bold: true, after: 2 });
  pages.text('P', letter.head.lines.join('\n'), { size: 9, colour: GREY, after: 2 });
  pages.rule();
  for (const block of letter.blocks) draw(pages, block);
  return pages;
}

/** Points below its first line: a signature is not left alone on the next page. */
function roomToSign({
  lines,
  blanks,
}: {
  readonly lines: readonly string[];
  readonly blanks: readonly string[];
}): number {
  return 15 * Math.max(0, lines.length - 1) + 10 + 46 * blanks.length;
}

function finish(pages: LetterPages, { title, language }: DrawnPaper): Promise<Buffer> {
  const bytes = buffer(pages.stream());
  pages.end((page, of) => say(lettersSentences, 'foot', language, { title, page, of }));
  return bytes;
}

function draw(pages: LetterPages, block: LetterBlock): void {
  switch (block.type) {
    case 'heading':
      pages.heading(block.part === 'title' ? 1 : 2, block.text);
      break;
    case 'paragraph':
      pages.text('P', block.text, { size: BODY, after: 8 });
      break;
    case 'address':
      pages.text('P', block.lines.join('\n'), { size: BODY, after: 14 });
      break;
    case 'list':
      pages.list(block.lines, BODY);
      break;
    case 'table':
      pages.table(block.head, block.rows);
      break;
    case 'signature':
      pages.text('P', block.lines.join('\n'), { size: BODY, after: 10, keep: roomToSign(block) });
      for (const blank of block.blanks) pages.blank(blank);
      break;
  }
}
