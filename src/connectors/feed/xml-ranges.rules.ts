/** The document is one that is refused, or one that cannot be cut. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';

  constructor(
    /** 'hostile': declares entities or nests beyond reason, and must not reach a parser. 'malformed': cannot be cut. */
    readonly fault: 'hostile' | 'malformed',
    readonly offset: number,
  ) {
    super(`XML ${fault} at byte ${offset}`);
  }
}

const MAX_DEPTH = 64;
const ENTRIES: ReadonlySet<string> = new Set(['entry', 'item', 'deleted-entry']);

export interface XmlEntry {
  /** Local name: `entry`, `item` or `deleted-entry` (RFC 6721). */
  readonly name: string;
  readonly range: readonly [number, number];
  /** The open elements around it, outermost first: where each start tag lies, and its full name. */
  readonly around: readonly XmlTag[];
}

interface XmlTag {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Where the outermost `<entry>`, `<item>` and `<deleted-entry>` elements of a feed lie, in whatever namespace prefix, as
 * half-open byte ranges. Bytes must be UTF-8 or another encoding in which ASCII is ASCII. CDATA, comments, processing
 * instructions and quoted attribute values are passed over.
 * @throws {XmlFault}
 */
export function xmlEntries(body: Uint8Array): readonly XmlEntry[] {
  return new Scanner(Buffer.from(body.buffer, body.byteOffset, body.byteLength)).run();
}

class Scanner {
  private at = 0;
  private readonly open: XmlTag[] = [];
  private readonly entries: XmlEntry[] = [];
  /** How many elements were open around the entry being read; null outside of one. */
  private entryDepth: number | null = null;

  constructor(private readonly body: Buffer) {}

  run(): readonly XmlEntry[] {
    for (let start = this.body.indexOf(0x3c); start !== -1; start = this.body.indexOf(0x3c, this.at)) {
      this.at = start;
      if (this.isAt('<!--')) this.passOver('-->');
      else if (this.isAt('<![CDATA[')) this.passOver(']]>');
      else if (this.isAt('<?')) this.passOver('?>');
      else if (this.isAt('<!')) this.doctype();
      else this.tag(start);
    }
    if (this.open.length > 0) throw new XmlFault('malformed', this.body.length);
    return this.entries;
  }

  private isAt(text: string): boolean {
    return this.body.toString('latin1', this.at, this.at + text.length) === text;
  }

  private passOver(end: string): void {
    const found = this.body.indexOf(end, this.at);
    if (found === -1) throw new XmlFault('malformed', this.at);
    this.at = found + end.length;
  }

  /** An internal subset is where entities are declared: no feed needs one, every entity bomb does. */
  private doctype(): void {
    const end = this.body.indexOf(0x3e, this.at);
    const subset = this.body.indexOf(0x5b, this.at);
    if (end === -1) throw new XmlFault('malformed', this.at);
    if (subset !== -1 && subset < end) throw new XmlFault('hostile', subset);
    this.at = end + 1;
  }

  private tag(start: number): void {
    const end = this.tagEnd(start);
    const closing = this.body[start + 1] === 0x2f;
    const name = /^[^\s/>]+/.exec(
      this.body.toString('latin1', start + (closing ? 2 : 1), Math.min(end, start + 200)),
    )?.[0];
    if (name === undefined) throw new XmlFault('malformed', start);
    this.at = end;
    if (closing) this.close(name, end);
    else this.begin({ name, start, end }, this.body[end - 2] === 0x2f);
  }

  /** Past the `>` that ends the tag, which is not one inside a quoted value. */
  private tagEnd(start: number): number {
    for (let at = start + 1; at < this.body.length; at += 1) {
      const byte = this.body[at];
      if (byte === 0x3e) return at + 1;
      if (byte === 0x22 || byte === 0x27) {
        at = this.body.indexOf(byte, at + 1);
        if (at === -1) break;
      }
    }
    throw new XmlFault('malformed', start);
  }

  private begin(tag: XmlTag, selfClosing: boolean): void {
    if (this.entryDepth === null && ENTRIES.has(localName(tag.name))) {
      if (selfClosing) this.found(tag, tag.end);
      else this.entryDepth = this.open.length;
    }
    if (selfClosing) return;
    if (this.open.length >= MAX_DEPTH) throw new XmlFault('hostile', tag.start);
    this.open.push(tag);
  }

  private close(name: string, end: number): void {
    const tag = this.open.pop();
    if (tag?.name !== name) throw new XmlFault('malformed', end);
    if (this.entryDepth !== this.open.length) return;
    this.entryDepth = null;
    this.found(tag, end);
  }

  private found(tag: XmlTag, end: number): void {
    this.entries.push({ name: localName(tag.name), range: [tag.start, end], around: [...this.open] });
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
