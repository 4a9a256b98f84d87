type Element = PDFKit.PDFStructureElement;

export type BlockTag = 'H1' | 'H2' | 'H3' | 'P' | 'Figure' | 'TH' | 'TD';

export interface ElementOptions {
  /** BCP 47; what the document says unless told. */
  readonly lang?: string | undefined;
  readonly alt?: string;
  readonly scope?: 'Column';
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** PDF/A-2 ends a string at 32,767 bytes, and what is not Latin takes two of them a character. */
const LONGEST_ALT = 10_000;
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/;

/**
 * The structure of a document, as readers hear it: sections, and blocks in them. What is drawn between `begin` and `end`
 * belongs to the block, over as many pages as it takes; what is drawn outside is decoration. An element is written as
 * soon as it ends, so that a long document is never held whole.
 */
export class PdfTags {
  private readonly sections: Element[] = [];
  private block: { readonly element: Element; readonly tag: string } | null = null;
  private isMarked = false;

  constructor(private readonly doc: PDFKit.PDFDocument) {
    const root = doc.struct('Document');
    doc.addStructure(root);
    this.sections.push(root);
  }

  open(tag: 'Sect' | 'Art' | 'Table' | 'TR', options: ElementOptions = {}): void {
    this.sections.push(this.child(tag, options));
  }

  close(): void {
    this.sections.pop()?.end();
  }

  begin(tag: BlockTag, options: ElementOptions = {}): void {
    this.block = { element: this.child(tag, options), tag };
  }

  end(): void {
    this.pause();
    this.block?.element.end();
    this.block = null;
  }

  /** What is drawn next belongs to the block. */
  mark(): void {
    if (this.isMarked || this.block === null) return;
    this.block.element.add(this.doc.markStructureContent(this.block.tag));
    this.isMarked = true;
  }

  /** Before a page ends, and before anything that is not of the block. */
  pause(): void {
    if (this.isMarked) this.doc.endMarkedContent();
    this.isMarked = false;
  }

  decoration(draw: () => void, type: 'Pagination' | 'Layout'): void {
    this.pause();
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  /** A stretch of the block that leads to `url`. It is written while its page is open: it names that page. */
  link(url: string, { x, y, width, height }: Box, draw: () => void): void {
    if (this.block === null) return draw();
    this.pause();
    const element = this.doc.struct('Link');
    this.block.element.add(element);
    element.add(this.doc.markStructureContent('Link'));
    draw();
    this.doc.endMarkedContent();
    const options: object = { structParent: element, Contents: Object(url) };
    this.doc.link(x, y, width, height, url, options);
    element.end();
  }

  finish(): void {
    while (this.sections.length > 0) this.close();
  }

  private child(tag: string, { lang, alt, ...rest }: ElementOptions): Element {
    const element = this.doc.struct(tag, {
      ...rest,
      ...(lang !== undefined && LANGUAGE.test(lang) ? { lang } : {}),
      ...(alt === undefined ? {} : { alt: alt.slice(0, LONGEST_ALT) }),
    });
    this.sections.at(-1)?.add(element);
    return element;
  }
}
