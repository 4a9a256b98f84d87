import type { PdfPages, TableCell } from './pdf.renderer.js';
import type { Reading } from './read-told.js';
import type { ToldVersion } from './tell-bundle.js';

/** Longer descriptions stand whole beside their picture. */
const LONGEST_ALT = 200;
const COLUMNS = [
  { key: 'sheet.item', from: 0, width: 90 },
  { key: 'sheet.file', from: 96, width: 118 },
  { key: 'sheet.bytes', from: 220, width: 44 },
  { key: 'sheet.digest', from: 270, width: 118 },
  { key: 'sheet.alt', from: 394, width: 88 },
] as const;

interface Kept {
  readonly items: Set<string>;
  readonly href: string;
  readonly bytes: number | null;
  readonly alt: string;
}

/** Every file of the items told, once, with its size and digest: what a reader compares with the folder of media. */
export class MediaSheet {
  private readonly files = new Map<string, Kept>();

  constructor(private readonly reading: Reading) {}

  note(heading: string, { media }: ToldVersion): void {
    for (const { medium } of media) {
      if (medium.href === null) continue;
      const known = this.files.get(medium.href);
      const item = heading.split(' · ', 1)[0] ?? heading;
      if (known) known.items.add(item);
      else {
        const { href, bytes, alt } = medium;
        this.files.set(href, { items: new Set([item]), href, bytes, alt });
      }
    }
  }

  draw(pages: PdfPages): void {
    const { teller, bag } = this.reading;
    pages.tags.open('Sect');
    if (this.files.size > 0) {
      pages.bookmarkChapter(teller.say('sheet'));
      pages.text(teller.say('sheet'), { tag: 'H1', size: 15, bold: true, keep: 60 });
      pages.tags.open('Table');
      pages.row(rowOf(COLUMNS.map(({ key }) => teller.say(key))), 'TH', { bold: true });
      for (const { items, href, bytes, alt } of this.files.values()) {
        const shown = alt.length > LONGEST_ALT ? `${alt.slice(0, LONGEST_ALT)}…` : alt;
        const texts = [[...items].join(', '), href, String(bytes ?? ''), bag.digestOf(href) ?? '', shown];
        pages.row(rowOf(texts), 'TD');
      }
      pages.tags.close();
    }
    pages.text(teller.say('spelled-out'), { size: 8.5, colour: '#565c65' });
    pages.tags.close();
  }
}

function rowOf(texts: readonly string[]): TableCell[] {
  return COLUMNS.map(({ from, width }, i) => ({ text: texts[i] ?? '', from, width }));
}
