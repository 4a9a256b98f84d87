import { setImmediate as turn } from 'node:timers/promises';
import PdfDocument from 'pdfkit';
import { type Cell, clusters, FONT_FILES, type FontName, readsFromRight, type Run, visualRuns } from './lay-text.js';
import type { Marked } from './mark-changes.js';
import { type Ink, inkedPieces, paragraphsOf } from './ink-text.js';
import { type BlockTag, type ElementOptions, PdfTags } from './pdf-tags.js';
import { shapeOnce } from './shape-words.js';
import { wrapLines } from './wrap-lines.js';

const MARGIN = 56;
const LINE = 1.45;
/** Noto Sans: from the top of a line to its baseline. */
const ASCENT = 1.069;
/** A picture never fills more than this much of a page's height. */
const TALLEST = 320;
/** What one post may take of a PDF; the whole text is in the item's JSON. */
const LONGEST_TEXT = 20_000;
/** A cell of a table never grows over the page it stands on. */
const MOST_CELL_LINES = 12;
const MOST_WIDTHS = 20_000;
const AT_ONCE = 65_536;
const RTL_FEATURES: PDFKit.Mixins.OpenTypeFeatures[] = ['rlig', 'liga', 'calt'];
const FOOT = { size: 8, colour: '#565c65' };
const COLOURS = { added: '#19673c', removed: '#8b0a03', box: '#ffffff' } as const;
const BOX = '#1b1b1b';

export interface TextStyle {
  readonly tag?: BlockTag;
  /** BCP 47, where it is not the document's. */
  readonly lang?: string | undefined;
  readonly size?: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly indent?: number;
  readonly after?: number;
  /** Points below the first line that must still be on its page: a heading stays with what it heads. */
  readonly keep?: number;
}

/** One cell of a table's row: where its column begins, from the left margin, and how wide it is. */
export interface TableCell {
  readonly text: string;
  readonly from: number;
  readonly width: number;
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

export interface AboutPdf {
  readonly title: string;
  readonly language: string;
  readonly at: string;
  /** Foot of a page by its number: what it belongs to on the left, the number it is cited by on the right. */
  readonly footer: (page: number) => { readonly left: string; readonly right: string };
  readonly cut: (left: number) => string;
  /** 2a unless told; 1a is what Debian's validator knows. */
  readonly conformance?: 'PDF/A-2a' | 'PDF/A-1a';
}

/**
 * Draws headings, paragraphs, pictures, tables and bookmarks on A4 as PDF/A: tagged, in languages, with every font in
 * it. What is drawn is made from the same words as every other rendition; nothing in it is a source of text. The same
 * input gives the same bytes: times and identifiers come from `at`.
 */
export class PdfPages {
  private readonly doc: PDFKit.PDFDocument;
  readonly tags: PdfTags;
  private y = MARGIN;
  private pages = 0;
  /** At one point. */
  private readonly widths: Readonly<Record<FontName, Map<string, number>>> = {
    regular: new Map(),
    bold: new Map(),
    emoji: new Map(),
    arabic: new Map(),
    hebrew: new Map(),
    chinese: new Map(),
  };
  private chapter: PDFKit.PDFOutline | null = null;

  constructor(private readonly about: AboutPdf) {
    const date = new Date(about.at);
    const subset = about.conformance ?? 'PDF/A-2a';
    this.doc = new PdfDocument({
      size: 'A4',
      margin: MARGIN,
      autoFirstPage: false,
      subset,
      pdfVersion: subset === 'PDF/A-1a' ? '1.4' : '1.7',
      tagged: true,
      lang: about.language,
      displayTitle: true,
      info: { Title: about.title, Creator: 'Akta', Producer: 'Akta', CreationDate: date, ModDate: date },
    });
    for (const [name, file] of Object.entries(FONT_FILES)) this.doc.registerFont(name, file);
    this.tags = new PdfTags(this.doc);
    this.page();
  }

  get pageCount(): number {
    return this.pages;
  }

  /** The bytes, as they come to be: pdfkit makes them a line at a time, and a file wants more at once. */
  async *stream(): AsyncGenerator<Uint8Array> {
    let parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of this.doc) {
      const chunk = Buffer.from(part);
      parts.push(chunk);
      bytes += chunk.length;
      if (bytes < AT_ONCE) continue;
      yield Buffer.concat(parts);
      [parts, bytes] = [[], 0];
    }
    yield Buffer.concat(parts);
  }

  /** Lets whoever reads the stream catch up, so that pages do not pile up in memory. */
  async breathe(): Promise<void> {
    do await turn();
    while (this.doc.readableLength > 1_000_000);
  }

  end(): void {
    this.tags.finish();
    // Without it the outline's root has no /Count, which some readers take for "no bookmarks".
    const outline: { options: object } = Object(this.doc.outline);
    outline.options = { ...outline.options, expanded: true };
    this.doc.end();
  }

  /** A bookmark that those of `bookmark` stand under, until the next. */
  bookmarkChapter(text: string): void {
    this.chapter = this.doc.outline.addItem(text, { expanded: true });
  }

  bookmark(text: string): void {
    (this.chapter ?? this.doc.outline).addItem(text);
  }

  text(text: string, style: TextStyle = {}): void {
    this.marked([{ text, mark: 'same' }], style);
  }

  /** Pieces run on in one text; what was added is underlined, what was removed struck out, an address leads there. */
  marked(pieces: readonly Marked[], style: TextStyle = {}): void {
    const { after = 4, size = 10, keep, tag = 'P', lang, indent = 0 } = style;
    if (keep !== undefined) this.room(size * LINE + keep);
    this.tags.begin(tag, { lang });
    for (const { cells, fromRight } of this.laid(this.shortened(pieces), style)) {
      for (const line of this.wrapped(cells, this.width - indent, style)) {
        this.room(size * LINE);
        this.line(visualRuns(line, fromRight), { from: MARGIN + indent, width: this.width - indent, fromRight }, style);
        this.y += size * LINE;
      }
    }
    this.tags.end();
    this.y += after;
  }

  /** False when it cannot be drawn here; its file is in the bundle all the same. */
  picture(bytes: Buffer, indent: number, options: ElementOptions): boolean {
    try {
      const doc: Pictures = Object(this.doc);
      const image = doc.openImage(bytes);
      const scale = Math.min(1, (this.width - indent) / image.width, TALLEST / image.height);
      const height = image.height * scale;
      this.room(height + 10);
      this.tags.begin('Figure', options);
      this.tags.mark();
      doc.image(image, MARGIN + indent, this.y + 4, { width: image.width * scale, height });
      this.tags.end();
      this.y += height + 10;
      return true;
    } catch {
      return false; // A file of its type in name only: the caller says so in words.
    }
  }

  row(cells: readonly TableCell[], kind: 'TH' | 'TD', style: TextStyle = {}): void {
    const { size = 7.5 } = style;
    const laid = cells.map(({ text, ...place }) => ({
      ...place,
      lines: this.laid([{ text, mark: 'same' }], style)
        .flatMap((one) => this.wrapped(one.cells, place.width, { ...style, size }).map((line) => ({ ...one, line })))
        .slice(0, MOST_CELL_LINES),
    }));
    const height = Math.max(...laid.map(({ lines }) => lines.length)) * size * LINE;
    this.room(height + 4);
    const top = this.y;
    this.tags.open('TR');
    for (const { from, width, lines } of laid) {
      this.y = top;
      this.tags.begin(kind, kind === 'TH' ? { scope: 'Column' } : {});
      for (const { line, fromRight } of lines) {
        this.line(visualRuns(line, fromRight), { from: MARGIN + from, width, fromRight }, { ...style, size });
        this.y += size * LINE;
      }
      this.tags.end();
    }
    this.tags.close();
    this.y = top + height + 4;
  }

  space(height: number): void {
    this.y += height;
  }

  rule(): void {
    this.room(14);
    this.tags.decoration(() => this.stroke({ x: MARGIN, y: this.y + 4, wide: this.width }, '#a9aeb1', 0.5), 'Layout');
    this.y += 12;
  }

  page(): void {
    this.tags.pause();
    this.doc.addPage();
    this.pages += 1;
    const { left, right } = this.about.footer(this.pages);
    this.y = this.doc.page.height - MARGIN + 14;
    this.tags.decoration(() => {
      for (const [text, fromRight] of [[left, false], [right, true]] as const) {
        const [laid] = this.laid([{ text, mark: 'same' }], FOOT);
        const runs = visualRuns(laid?.cells ?? [], false);
        this.line(runs, { from: MARGIN, width: this.width, fromRight }, FOOT);
      }
    }, 'Pagination'); // prettier-ignore
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

  private laid(pieces: readonly Marked[], { bold = false }: TextStyle): { cells: Cell<Ink>[]; fromRight: boolean }[] {
    return paragraphsOf(pieces).map((paragraph) => ({
      cells: inkedPieces(paragraph).flatMap(({ text, ink }) =>
        clusters(text, bold).map((glyphs) => ({ ...glyphs, style: ink })),
      ),
      fromRight: readsFromRight(paragraph.map(({ text }) => text).join('')),
    }));
  }

  private wrapped(cells: readonly Cell<Ink>[], room: number, style: TextStyle): Cell<Ink>[][] {
    return wrapLines(cells, room, (font, text) => this.runWidth(font, text, style));
  }

  private runWidth(font: FontName, text: string, { size = 10 }: TextStyle): number {
    const known = this.widths[font].get(text);
    if (known !== undefined) return known * size;
    const options = isRtlFont(font) ? { features: RTL_FEATURES } : {};
    const wide = this.inFont(font, 1).widthOfString(text, options);
    if (this.widths[font].size >= MOST_WIDTHS) this.widths[font].clear();
    this.widths[font].set(text, wide);
    return wide * size;
  }

  /** Word by word where words do not shape each other: lines differ, their words seldom do. */
  private lineWidth({ font, text }: Run<Ink>, style: TextStyle): number {
    if (font !== 'regular' && font !== 'bold') return this.runWidth(font, text, style);
    let sum = 0;
    for (const word of text.split(/(?<= )/)) sum += this.runWidth(font, word, style);
    return sum;
  }

  private inFont(font: FontName, size: number): PDFKit.PDFDocument {
    this.doc.font(font).fontSize(size);
    shapeOnce(Reflect.get(this.doc, '_font'), font === 'regular' || font === 'bold' ? 'byParts' : 'whole');
    return this.doc;
  }

  /** Placed as it is seen, drawn in the order it is read: that is the order in which it is heard and copied. */
  private line(
    runs: readonly Run<Ink>[],
    place: { readonly from: number; readonly width: number; readonly fromRight: boolean },
    style: TextStyle,
  ): void {
    const widths = runs.map((run) => this.lineWidth(run, style));
    const total = widths.reduce((sum, wide) => sum + wide, 0);
    let x = place.fromRight ? place.from + place.width - total : place.from;
    const placed = runs.map((run, i) => {
      const wide = widths[i] ?? 0;
      x += wide;
      return { run, wide, x: x - wide };
    });
    for (const one of placed.toSorted((a, b) => a.run.at - b.run.at)) this.draw(one, style);
  }

  private draw({ run, x, wide }: { run: Run<Ink>; x: number; wide: number }, style: TextStyle): void {
    const { size = 10, colour = '#1b1b1b' } = style;
    const { mark, url } = run.style;
    const base = this.y + size * ASCENT;
    const paint = mark === 'same' ? colour : COLOURS[mark];
    const ink = (): void => {
      if (mark === 'box') this.doc.rect(x, base - size * 0.85, wide, size * 1.15).fill(BOX);
      this.inFont(run.font, size).fillColor(paint);
      this.glyphs(run, x, base);
      const y = mark === 'removed' ? base - size * 0.3 : base + 1.5;
      const isLined = mark === 'added' || mark === 'removed' || url !== null;
      if (isLined) this.stroke({ x, y, wide }, paint, mark === 'same' ? 0.3 : 0.7);
    };
    if (url !== null) return this.tags.link(url, { x, y: this.y, width: wide, height: size * LINE }, ink);
    this.tags.mark();
    ink();
  }

  /** ActualText gives copy and screen readers the letters where the drawn glyphs do not. */
  private glyphs({ font, text, spoken }: Run<Ink>, x: number, y: number): void {
    const features = isRtlFont(font) ? { features: RTL_FEATURES } : {};
    if (spoken !== null) this.doc.markContent('Span', { actual: spoken });
    this.doc.text(text, x, y, { lineBreak: false, baseline: 'alphabetic', ...features });
    if (spoken !== null) this.doc.endMarkedContent();
  }

  private stroke({ x, y, wide }: { x: number; y: number; wide: number }, colour: string, thick: number): void {
    this.doc
      .moveTo(x, y)
      .lineTo(x + wide, y)
      .lineWidth(thick)
      .strokeColor(colour)
      .stroke();
  }
}

function isRtlFont(font: FontName): boolean {
  return font === 'arabic' || font === 'hebrew';
}
