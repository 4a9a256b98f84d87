import { buffer } from 'node:stream/consumers';
import { say } from '../../../platform/index.js';
import type { DrawnPaper, LetterBlock } from '../letter.types.js';
import { lettersSentences } from '../letters.sentences.js';
import { LetterPages } from './letter-pages.js';

const BODY = 10.5;
const GREY = '#565c65';

/** The letter for paper, of the same blocks and words as its other form. The same letter gives the same bytes. */
export async function renderLetterPdf(letter: DrawnPaper): Promise<Buffer> {
  const pages = new LetterPages(letter);
  pages.text('P', letter.head.name, { size: 15, bold: true, after: 2 });
  pages.text('P', letter.head.lines.join('\n'), { size: 9, colour: GREY, after: 2 });
  pages.rule();
  for (const block of letter.blocks) draw(pages, block);
  const bytes = buffer(pages.stream());
  const { title, language } = letter;
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
      pages.text('P', block.lines.join('\n'), { size: BODY, after: 10, keep: 60 + 46 * block.blanks.length });
      for (const blank of block.blanks) pages.blank(blank);
      break;
  }
}
