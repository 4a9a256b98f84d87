import { setImmediate as turn } from 'node:timers/promises';
import PdfDocument from 'pdfkit';
import { clusters, type Cell, FONT_FILES, type FontName, readsFromRight, type Run, visualRuns } from './lay-text.js';
import type { Marked } from './mark-changes.js';
import { drawable } from './read-picture.js';

const MARGIN = 56;
const LINE = 1.45;
/** Noto Sans: from the top of a line to its baseline. */
const ASCENT = 1.069;
/** A picture never fills more than this much of a page's height. */
const TALLEST = 320;
/** What one post may take of a PDF; the whole text is in the item's JSON. */
const LONGEST_TEXT = 20_000;
const RTL_FEATURES: PDFKit.Mixins.OpenTypeFeatures[] = ['rlig', 'liga', 'calt'];

export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly indent?: number;
  readonly after?: number;
  /** Points below the first line that must still be on its page: a heading stays with what it heads. */
  readonly keep?: number;
}

interface OpenedPicture {
  readonly width: number;
  readonly height: number;
}

/** What the published types of pdfkit leave out. */
interface Pictures {
  openImage(bytes: Buffer): OpenedPicture;
  image(picture: OpenedPicture, x: number, y: number, size: OpenedPicture): void;
}

interface Ink {
  readonly mark: Marked['mark'];
}

const INKS: Readonly<Record<Marked['mark'], Ink>> = {
  same: { mark: 'same' },
  added: { mark: 'added' },
  removed: { mark: 'removed' },
  box: { mark: 'box' },
};
const COLOURS = { added: '#19673c', removed: '#8b0a03', box: '#ffffff' } as const;
const BOX = '#1b1b1b';

/**
 * Draws paragraphs, pictures and bookmarks on A4. What is drawn is made from the same words as every other rendition;
 * nothing in it is a source of text. The same input gives the same bytes: times and identifiers come from `at`.
 */
export class PdfPages {
  private readonly doc: PDFKit.PDFDocument;
  private y = MARGIN;
  private pages = 0;

  constructor(
    private readonly about: {
      readonly title: string;
      readonly language: string;
      readonly at: string;
      /** Foot of a page, by its number. */
      readonly footer: (page: number) => string;
      readonly cut: (left: number) => string;
    },
  ) {
    const date = new Date(about.at);
    this.doc = new PdfDocument({
      size: 'A4',
      margin: MARGIN,
      autoFirstPage: false,
      pdfVersion: '1.7',
      lang: about.language,
      displayTitle: true,
      info: { Title: about.title, Creator: 'Akta', Producer: 'Akta', CreationDate: date, ModDate: date },
    });
    for (const [name, file] of Object.entries(FONT_FILES)) this.doc.registerFont(name, file);
    this.page();
  }

  get pageCount(): number {
    return this.pages;
  }

  /** The bytes, as they come to be. */
  stream(): AsyncIterable<Uint8Array> {
    return this.doc;
  }

  /** Lets whoever reads the stream catch up, so that pages do not pile up in memory. */
  async breathe(): Promise<void> {
    do await turn();
    while (this.doc.readableLength > 1_000_000);
  }

  end(): void {
    // Without it the outline's root has no /Count, which some readers take for "no bookmarks".
    const outline: { options: object } = Object(this.doc.outline);
    outline.options = { ...outline.options, expanded: true };
    this.doc.end();
  }

  bookmark(text: string): void {
    this.doc.outline.addItem(text);
  }

  text(text: string, style: TextStyle = {}): void {
    this.marked([{ text, mark: 'same' }], style);
  }

  /** Pieces run on in one text; what was added is underlined, what was removed struck out. */
  marked(pieces: readonly Marked[], style: TextStyle = {}): void {
    const { bold = false, after = 4, size = 10, keep } = style;
    if (keep !== undefined) this.room(size * LINE + keep);
    for (const paragraph of paragraphs(this.shortened(pieces))) {
      const cells = paragraph.flatMap(({ text, mark }) =>
        clusters(text, bold).map((glyphs) => ({ ...glyphs, style: INKS[mark] })),
      );
      const fromRight = readsFromRight(paragraph.map(({ text }) => text).join(''));
      for (const line of this.wrapped(cells, style)) this.line(visualRuns(line, fromRight), fromRight, style);
    }
    this.y += after;
  }

  /** False when it cannot be drawn here; its file is in the bundle all the same. */
  picture(bytes: Buffer, indent: number): boolean {
    if (!drawable(bytes)) return false;
    try {
      const doc: Pictures = Object(this.doc);
      const image = doc.openImage(bytes);
      const scale = Math.min(1, (this.width - indent) / image.width, TALLEST / image.height);
      const height = image.height * scale;
      this.room(height + 10);
      doc.image(image, MARGIN + indent, this.y + 4, { width: image.width * scale, height });
      this.y += height + 10;
      return true;
    } catch {
      return false; // A file of its type in name only: the caller says so in words.
    }
  }

  rule(): void {
    this.room(14);
    this.doc
      .moveTo(MARGIN, this.y + 4)
      .lineTo(MARGIN + this.width, this.y + 4)
      .lineWidth(0.5)
      .strokeColor('#a9aeb1')
      .stroke();
    this.y += 12;
  }

  page(): void {
    this.doc.addPage();
    this.pages += 1;
    this.y = this.doc.page.height - MARGIN + 14;
    const footer = clusters(this.about.footer(this.pages), false).map((glyphs) => ({ ...glyphs, style: INKS.same }));
    this.draw(visualRuns(footer, false), MARGIN, { size: 8, colour: '#565c65' });
    this.y = MARGIN;
  }

  private get width(): number {
    return this.doc.page.width - 2 * MARGIN;
  }

  private room(height: number): void {
    if (this.y + height > this.doc.page.height - MARGIN) this.page();
  }

  private shortened(pieces: readonly Marked[]): Marked[] {
    let left = LONGEST_TEXT;
    const kept: Marked[] = [];
    let dropped = 0;
    for (const piece of pieces) {
      const text = piece.text.slice(0, left);
      left -= text.length;
      dropped += piece.text.length - text.length;
      if (text !== '') kept.push({ ...piece, text });
    }
    return dropped === 0 ? kept : [...kept, { text: `\n${this.about.cut(dropped)}`, mark: 'same' }];
  }

  /** Breaks at spaces; a word longer than a line breaks anywhere. */
  private wrapped(cells: readonly Cell<Ink>[], style: TextStyle): Cell<Ink>[][] {
    const room = this.width - (style.indent ?? 0);
    const lines: Cell<Ink>[][] = [[]];
    let used = 0;
    const put = (piece: readonly Cell<Ink>[], wide: number): void => {
      if (used > 0 && used + wide > room) {
        lines.push([]);
        used = 0;
      }
      const isLeadingSpace = used === 0 && lines.length > 1 && piece[0]?.text === ' ';
      if (isLeadingSpace) return;
      lines.at(-1)?.push(...piece);
      used += wide;
    };
    for (const word of words(cells)) {
      const wide = this.measure(word, style);
      if (wide <= room) put(word, wide);
      else for (const cell of word) put([cell], this.measure([cell], style));
    }
    return lines;
  }

  private measure(cells: readonly Cell<Ink>[], style: TextStyle): number {
    let sum = 0;
    let font: FontName | null = null;
    let text = '';
    const add = (): void => {
      if (font !== null) sum += this.runWidth(font, text, style);
    };
    for (const cell of cells) {
      if (cell.font !== font) {
        add();
        font = cell.font;
        text = '';
      }
      text += cell.text;
    }
    add();
    return sum;
  }

  private runWidth(font: FontName, text: string, { size = 10 }: TextStyle): number {
    const options = isRtlFont(font) ? { features: RTL_FEATURES } : {};
    return this.doc.font(font).fontSize(size).widthOfString(text, options);
  }

  private line(runs: readonly Run<Ink>[], fromRight: boolean, style: TextStyle): void {
    const { size = 10, indent = 0 } = style;
    this.room(size * LINE);
    const total = runs.reduce((sum, run) => sum + this.runWidth(run.font, run.text, style), 0);
    const x = fromRight ? MARGIN + this.width - total : MARGIN + indent;
    this.draw(runs, x, style);
    this.y += size * LINE;
  }

  private draw(runs: readonly Run<Ink>[], from: number, style: TextStyle): void {
    const { size = 10, colour = '#1b1b1b' } = style;
    const base = this.y + size * ASCENT;
    let x = from;
    for (const { font, text, style: ink } of runs) {
      const wide = this.runWidth(font, text, style);
      const paint = ink.mark === 'same' ? colour : COLOURS[ink.mark];
      if (ink.mark === 'box') this.doc.rect(x, base - size * 0.85, wide, size * 1.15).fill(BOX);
      this.doc.fillColor(paint);
      this.glyphs(font, text, x, base);
      if (ink.mark === 'added' || ink.mark === 'removed')
        this.stroke(x, ink.mark === 'added' ? base + 1.5 : base - size * 0.3, wide, paint);
      x += wide;
    }
  }

  /** ActualText gives copy and screen readers the letters where the drawn glyphs do not. */
  private glyphs(font: FontName, text: string, x: number, y: number): void {
    const isSpoken = font !== 'regular' && font !== 'bold';
    const features = isRtlFont(font) ? { features: RTL_FEATURES } : {};
    if (isSpoken) this.doc.markContent('Span', { actual: text });
    this.doc.text(text, x, y, { lineBreak: false, baseline: 'alphabetic', ...features });
    if (isSpoken) this.doc.endMarkedContent();
  }

  private stroke(x: number, y: number, wide: number, colour: string): void {
    this.doc
      .moveTo(x, y)
      .lineTo(x + wide, y)
      .lineWidth(0.7)
      .strokeColor(colour)
      .stroke();
  }
}

function isRtlFont(font: FontName): boolean {
  return font === 'arabic' || font === 'hebrew';
}

function paragraphs(pieces: readonly Marked[]): Marked[][] {
  const found: Marked[][] = [[]];
  for (const { text, mark } of pieces) {
    for (const [i, part] of text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).entries()) {
      if (i > 0) found.push([]);
      if (part !== '') found.at(-1)?.push({ text: part, mark });
    }
  }
  return found;
}

function words(cells: readonly Cell<Ink>[]): Cell<Ink>[][] {
  const found: Cell<Ink>[][] = [];
  for (const cell of cells) {
    const last = found.at(-1);
    if (last && last[0]?.text !== ' ' && cell.text !== ' ') last.push(cell);
    else found.push([cell]);
  }
  return found;
}
