import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Letter, LetterBlock } from '../letter.types.js';
import { columnShares } from './column-shares.rules.js';
import { resealDocx } from './reseal-docx.js';

/** Twentieths of a point. */
const PAPERS = { A4: { width: 11_906, height: 16_838 }, LETTER: { width: 12_240, height: 15_840 } } as const;
const MARGIN = 1_304;
/** On every office machine, or replaced there by one of the same widths. */
const FONT = 'Arial';
const GREY = '565C65';
const LINE = 'A9AEB1';

/**
 * The letter for a word processor. The letterhead stands in the header of the first page, where a body puts its own in
 * its place; everything else is paragraphs in styles that can be changed. The same letter gives the same bytes.
 */
export async function renderLetterDocx(letter: Letter): Promise<Buffer> {
  const width = PAPERS[letter.paper].width - 2 * MARGIN;
  const document = new Document({
    title: letter.title,
    creator: letter.head.name,
    lastModifiedBy: letter.head.name,
    description: `${letter.kind} (${letter.law})`,
    styles: {
      default: {
        document: {
          run: { font: FONT, size: 21, language: { value: letter.language === 'pl' ? 'pl-PL' : 'en-US' } },
          paragraph: { spacing: { after: 140, line: 276 } },
        },
        heading1: {
          run: { font: FONT, size: 28, bold: true, color: '1B1B1B' },
          paragraph: { spacing: { before: 240, after: 160 } },
        },
        heading2: {
          run: { font: FONT, size: 23, bold: true, color: '1B1B1B' },
          paragraph: { spacing: { before: 200, after: 80 } },
        },
      },
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: PAPERS[letter.paper],
            margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, header: 680, footer: 560 },
          },
        },
        headers: { first: letterhead(letter), default: new Header({ children: [small(letter.title)] }) },
        footers: { first: pageNumber(), default: pageNumber() },
        children: letter.blocks.flatMap((block) => drawn(block, width)),
      },
    ],
  });
  return resealDocx(await Packer.toBuffer(document), letter.date);
}

function letterhead({ head }: Letter): Header {
  const border = { bottom: { style: BorderStyle.SINGLE, size: 6, space: 6, color: LINE } };
  const lines = head.lines.map(
    (line, i) =>
      new Paragraph({
        spacing: { after: i === head.lines.length - 1 ? 240 : 0 },
        ...(i === head.lines.length - 1 ? { border } : {}),
        children: [new TextRun({ text: line, size: 18, color: GREY })],
      }),
  );
  const name = new Paragraph({
    spacing: { after: 40 },
    children: [new TextRun({ text: head.name, bold: true, size: 30 })],
  });
  return new Header({ children: [name, ...lines] });
}

function pageNumber(): Footer {
  const run = new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 16, color: GREY });
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run] })] });
}

function small(words: string): Paragraph {
  return new Paragraph({ children: [new TextRun({ text: words, size: 16, color: GREY })] });
}

function drawn(block: LetterBlock, width: number): (Paragraph | Table)[] {
  if ('text' in block)
    return [block.type === 'heading' ? heading(block.text, block.part === 'title') : text(block.text)];
  if (block.type === 'address') return [text(block.lines.join('\n'))];
  if (block.type === 'signature') return [...block.lines.map(kept), ...block.blanks.map(blank)];
  if (block.type === 'table') {
    return [table(block.head, block.rows, width), new Paragraph({ spacing: { after: 60 }, children: [] })];
  }
  return block.lines.map((line, i) => {
    const after = i === block.lines.length - 1 ? 140 : 60;
    return new Paragraph({ bullet: { level: 0 }, spacing: { after }, children: broken(line) });
  });
}

function heading(words: string, isTitle: boolean): Paragraph {
  const level = isTitle ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2;
  return new Paragraph({ heading: level, keepNext: true, children: [new TextRun(words)] });
}

function text(words: string): Paragraph {
  return new Paragraph({ children: broken(words) });
}

/** Lines of one text stay in one paragraph. */
function broken(words: string): TextRun[] {
  return words.split('\n').map((line, i) => new TextRun({ text: line, ...(i === 0 ? {} : { break: 1 }) }));
}

function kept(line: string): Paragraph {
  return new Paragraph({ keepNext: true, spacing: { after: 40 }, children: [new TextRun(line)] });
}

function blank(label: string): Paragraph {
  const line = new TextRun({ text: '_'.repeat(44) });
  return new Paragraph({
    spacing: { before: 360, after: 0 },
    children: [line, new TextRun({ text: label, size: 16, color: GREY, break: 1 })],
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[], width: number): Table {
  const widths = columnShares([head, ...rows]).map((share) => Math.floor(width * share));
  const cell = (words: string, column: number, bold: boolean): TableCell =>
    new TableCell({
      width: { size: widths[column] ?? 0, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: [new Paragraph({ spacing: { after: 0 }, children: [new TextRun({ text: words, size: 18, bold })] })],
    });
  const row = (cells: readonly string[], bold: boolean): TableRow =>
    new TableRow({
      tableHeader: bold,
      cantSplit: true,
      children: cells.map((words, column) => cell(words, column, bold)),
    });
  const line = { style: BorderStyle.SINGLE, size: 4, color: LINE } as const;
  const none = { style: BorderStyle.NONE } as const;
  return new Table({
    borders: { top: none, left: none, right: none, bottom: line, insideHorizontal: line, insideVertical: none },
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    columnWidths: widths,
    rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
  });
}
