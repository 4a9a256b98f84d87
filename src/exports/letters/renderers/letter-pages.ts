import PdfDocument from 'pdfkit';
import { clusters, FONT_FILES, type FontName, readsFromRight, type Run, visualRuns } from '../../renderers/lay-text.js';
import { wrapLines } from '../../renderers/wrap-lines.js';
import type { DrawnPaper } from '../letter.types.js';
import { columnShares } from './column-shares.rules.js';

const MARGIN = 62;
const LINE = 1.42;
/** Noto Sans: from the top of a line to its baseline. */
const ASCENT = 1.069;
const FOOT = 8;
const BULLET = 14;
const CELL = { size: 9, pad: 5 } as const;
const COLOURS = { ink: '#1b1b1b', grey: '#565c65', line: '#a9aeb1' } as const;
const RTL_FEATURES: PDFKit.Mixins.OpenTypeFeatures[] = ['rlig', 'liga', 'calt'];

export interface LetterStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly after?: number;
  /** Points that must still be on the page of the first line. */
  readonly keep?: number;
}

type Line = readonly Run<null>[];
interface Laid {
  readonly lines: readonly { readonly runs: Line; readonly fromRight: boolean }[];
}

/** Draws the blocks of a letter on A4 or US Letter, each tagged with what it is, so that it can be read aloud. */
export class LetterPages {
  private readonly doc: PDFKit.PDFDocument;
  private readonly root: PDFKit.PDFStructureElement;
  private readonly margin: number;
  private y: number;

  /** `scale`: of every size, for what has to stand on one page. */
  constructor(
    { title, language, date, paper, head }: DrawnPaper,
    private readonly scale = 1,
  ) {
    this.margin = MARGIN * scale;
    this.y = this.margin;
    const at = new Date(`${date}T00:00:00Z`);
    this.doc = new PdfDocument({
      size: paper,
      margin: this.margin,
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      lang: language,
      displayTitle: true,
      info: { Title: title, Author: head.name, Creator: 'Akta', Producer: 'Akta', CreationDate: at, ModDate: at },
    });
    for (const [name, file] of Object.entries(FONT_FILES)) this.doc.registerFont(name, file);
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
  }

  /** The bytes, as they come to be. */
  stream(): NodeJS.ReadableStream {
    return this.doc;
  }

  get count(): number {
    return this.doc.bufferedPageRange().count;
  }

  /** Feet are written last, because each names how many pages there are. */
  end(foot: (page: number, of: number) => string): void {
    const { count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(page);
      const [line] = this.lay(foot(page + 1, count), { size: FOOT }, Infinity).lines;
      const y = this.doc.page.height - this.margin + 20 * this.scale;
      this.doc.markContent('Artifact', { type: 'Pagination' });
      if (line) this.draw(line.runs, this.margin, y, { size: FOOT, colour: COLOURS.grey });
      this.doc.endMarkedContent();
    }
    this.root.end();
    this.doc.end();
  }

  heading(level: 1 | 2, text: string): void {
    this.y += (level === 1 ? 10 : 6) * this.scale;
    this.text(level === 1 ? 'H1' : 'H2', text, { size: level === 1 ? 14 : 11.5, bold: true, after: 7, keep: 40 });
  }

  text(tag: string, text: string, asked: LetterStyle): void {
    if (text === '') return;
    const style = this.scaled(asked);
    this.room(style.size * LINE + (style.keep ?? 0));
    this.flow(this.child(this.root, tag), text, style, 0);
    this.y += style.after ?? 0;
  }

  list(lines: readonly string[], asked: number): void {
    const size = asked * this.scale;
    const list = this.child(this.root, 'L');
    for (const line of lines) {
      this.room(size * LINE);
      const item = this.child(list, 'LI');
      const base = this.y;
      this.tagged(this.child(item, 'Lbl'), () => {
        const [bullet] = this.lay('•', { size }, Infinity).lines;
        if (bullet) this.draw(bullet.runs, this.margin, base, { size });
      });
      this.flow(this.child(item, 'LBody'), line, { size }, BULLET);
      this.y += 3 * this.scale;
    }
    this.y += 5 * this.scale;
  }

  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const table = this.child(this.root, 'Table');
    const shares = columnShares([head, ...rows]);
    this.row(table, head, { shares, isHead: true });
    for (const row of rows) this.row(table, row, { shares, isHead: false });
    this.y += 10 * this.scale;
  }

  /** A line for a hand, with what belongs on it. */
  blank(label: string): void {
    this.room(46 * this.scale);
    this.y += 26 * this.scale;
    this.stroke(this.y, Math.min(260, this.width));
    this.y += 3;
    this.text('P', label, { size: 8.5, colour: COLOURS.grey, after: 4 });
  }

  rule(): void {
    this.y += 4 * this.scale;
    this.stroke(this.y, this.width);
    this.y += 18 * this.scale;
  }

  private get width(): number {
    return this.doc.page.width - 2 * this.margin;
  }

  private scaled(style: LetterStyle): LetterStyle {
    const { size, after = 0, keep = 0 } = style;
    return { ...style, size: size * this.scale, after: after * this.scale, keep: keep * this.scale };
  }

  private room(height: number): void {
    if (this.y + height <= this.doc.page.height - this.margin) return;
    this.doc.addPage();
    this.y = this.margin;
  }

  private child(parent: PDFKit.PDFStructureElement, tag: string): PDFKit.PDFStructureElement {
    const made = this.doc.struct(tag);
    parent.add(made);
    return made;
  }

  /** Words of one element; one that goes on over the page is marked on both. */
  private flow(element: PDFKit.PDFStructureElement, text: string, style: LetterStyle, indent: number): void {
    for (const { runs, fromRight } of this.lay(text, style, this.width - indent).lines) {
      this.room(style.size * LINE);
      const x = fromRight ? this.margin + this.width - this.wide(runs, style) : this.margin + indent;
      const y = this.y;
      element.add(this.marked(() => this.draw(runs, x, y, style)));
      this.y += style.size * LINE;
    }
    element.end();
  }

  private tagged(element: PDFKit.PDFStructureElement, draw: () => void): void {
    element.add(this.marked(draw));
    element.end();
  }

  private marked(draw: () => void): PDFKit.PDFStructureContent {
    const content = this.doc.markStructureContent('Span');
    draw();
    this.doc.endMarkedContent();
    return content;
  }

  private row(
    table: PDFKit.PDFStructureElement,
    cells: readonly string[],
    { shares, isHead }: { readonly shares: readonly number[]; readonly isHead: boolean },
  ): void {
    const widths = cells.map((_, i) => this.width * (shares[i] ?? 0));
    const [size, pad] = [CELL.size * this.scale, CELL.pad * this.scale];
    const lefts = widths.map((_, i) => this.margin + pad + widths.slice(0, i).reduce((sum, wide) => sum + wide, 0));
    const style = { size, bold: isHead };
    const laid = cells.map((cell, i) => this.lay(cell, style, (widths[i] ?? 0) - 2 * pad));
    const element = this.child(table, 'TR');
    const parts = cells.map(() => this.child(element, isHead ? 'TH' : 'TD'));
    const longest = Math.max(1, ...laid.map(({ lines }) => lines.length));
    this.room(size * LINE * Math.min(longest, 6) + 2 * pad);
    this.y += pad;
    for (let at = 0; at < longest; at += 1) {
      this.room(size * LINE);
      const y = this.y;
      for (const [i, { lines }] of laid.entries()) {
        const line = lines[at];
        const [left, column] = [lefts[i] ?? this.margin, widths[i] ?? 0];
        const x = line?.fromRight === true ? left + column - 2 * pad - this.wide(line.runs, style) : left;
        if (line) parts[i]?.add(this.marked(() => this.draw(line.runs, x, y, style)));
      }
      this.y += size * LINE;
    }
    for (const part of parts) part.end();
    this.y += pad;
    this.stroke(this.y, this.width);
  }

  private stroke(y: number, wide: number): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    this.doc
      .moveTo(this.margin, y)
      .lineTo(this.margin + wide, y)
      .lineWidth(0.6)
      .strokeColor(COLOURS.line)
      .stroke();
    this.doc.endMarkedContent();
  }

  /** Breaks at spaces; a word longer than a line breaks anywhere. */
  private lay(text: string, style: LetterStyle, room: number): Laid {
    const lines = text.split('\n').flatMap((paragraph) => {
      const fromRight = readsFromRight(paragraph);
      const cells = clusters(paragraph, style.bold === true).map((glyphs) => ({ ...glyphs, style: null }));
      return wrapLines(cells, room, (font, said) => this.wide([{ font, text: said }], style)).map((line) => ({
        runs: visualRuns(line, fromRight),
        fromRight,
      }));
    });
    return { lines };
  }

  private wide(pieces: readonly { readonly font: FontName; readonly text: string }[], { size }: LetterStyle): number {
    let sum = 0;
    for (let at = 0; at < pieces.length;) {
      const font = pieces[at]?.font ?? 'regular';
      let text = '';
      for (; at < pieces.length && pieces[at]?.font === font; at += 1) text += pieces[at]?.text ?? '';
      sum += this.doc.font(font).fontSize(size).widthOfString(text, features(font));
    }
    return sum;
  }

  private draw(runs: Line, from: number, y: number, { size, colour = COLOURS.ink }: LetterStyle): void {
    let x = from;
    this.doc.fillColor(colour);
    for (const { font, text } of runs) {
      const wide = this.wide([{ font, text }], { size });
      this.doc
        .font(font)
        .fontSize(size)
        .text(text, x, y + size * ASCENT, { lineBreak: false, baseline: 'alphabetic', ...features(font) });
      x += wide;
    }
  }
}

function features(font: FontName): { features?: PDFKit.Mixins.OpenTypeFeatures[] } {
  return font === 'arabic' || font === 'hebrew' ? { features: RTL_FEATURES } : {};
}
