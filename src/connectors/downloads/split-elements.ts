import { MAX_DEPTH } from '../json-ranges.rules.js';
import { DownloadFault } from './download-fault.types.js';

/** One element of a list in a JSON file, byte for byte. */
export interface Element {
  /** Where it begins in the file. */
  readonly offset: number;
  readonly bytes: Buffer;
  /** What stands between the element before it and this one. */
  readonly before: Buffer;
}

/** A post with all its entities is some kilobytes. */
const LARGEST_ELEMENT = 16 * 1024 * 1024;
/** What may stand before the list. */
const LONGEST_HEAD = 1024 * 1024;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

const BRACKETS: ReadonlySet<number> = new Set([OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT]);
/** What ends a value that is no object and no list. */
const ENDS: ReadonlySet<number> = new Set([COMMA, CLOSE_LIST, CLOSE_OBJECT]);

export interface SplitOptions {
  /** Of the file, for people. */
  readonly name: string;
  /** Names of the members that lead to the list; none: the file is the list. */
  readonly path: readonly string[];
  /** Where `pieces` begins in the file; not 0: between two elements. */
  readonly at?: number;
}

/**
 * The elements of one list in a JSON file of any size, found by reading bytes: nothing is decoded, one element is held.
 * What each is made of is for JSON.parse; here only brackets and strings count. What stands before the list, such as
 * the assignment in a script, and behind it is passed over.
 * @throws {DownloadFault} 'damaged' where the file ends within the list, or an element is larger than is held
 */
export async function* splitElements(
  pieces: AsyncIterable<Uint8Array>,
  options: SplitOptions,
): AsyncGenerator<Element> {
  const splitter = new Splitter(options);
  for await (const piece of pieces) yield* splitter.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
  splitter.end();
}

class Splitter {
  private readonly open: number[] = [];
  private readonly keys: string[] = [];
  private state: 'head' | 'between' | 'element' | 'behind';
  private inString = false;
  private escaped = false;
  private lastString: Buffer[] = [];
  private held: Buffer[] = [];
  private heldBytes = 0;
  private gap: Buffer = Buffer.alloc(0);
  private start = 0;
  /** Where the next piece begins in the file. */
  private at: number;
  private depth = 0;

  constructor(private readonly options: SplitOptions) {
    this.at = options.at ?? 0;
    this.state = this.at === 0 ? 'head' : 'between';
  }

  *push(piece: Buffer): Generator<Element> {
    let from = 0;
    while (from < piece.length) {
      if (this.state === 'head') from = this.head(piece, from);
      else if (this.state === 'between') from = this.between(piece, from);
      else if (this.state === 'behind') from = piece.length;
      else {
        const end = this.element(piece, from);
        const done = end !== null;
        const part = piece.subarray(from, end ?? piece.length);
        this.hold(part);
        from += part.length;
        if (done) yield this.take();
      }
    }
    this.at += piece.length;
  }

  end(): void {
    const { name } = this.options;
    if (this.state === 'head')
      throw new DownloadFault('damaged', `${name} holds no list of the kind that was expected.`);
    if (this.state !== 'behind')
      throw new DownloadFault(
        'damaged',
        `${name} breaks off at byte ${this.at}. What stands before is in the archive; fetch the download again and import it.`,
      );
  }

  /** Up to the list: which member of which object is being read is all that is kept. */
  private head(piece: Buffer, from: number): number {
    if (this.at + from > LONGEST_HEAD) throw this.malformed(from);
    for (let i = from; i < piece.length; i += 1) {
      if (this.inString) this.headString(piece, i);
      else if (piece[i] === OPEN_LIST && this.isList()) {
        this.state = 'between';
        return i + 1;
      } else this.headSign(piece[i] ?? 0);
    }
    return piece.length;
  }

  private headSign(byte: number): void {
    if (byte === QUOTE) {
      this.inString = true;
      this.lastString = [];
    } else if (byte === COLON) this.keys[this.open.length] = Buffer.concat(this.lastString).toString('utf8');
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.open.push(byte);
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.open.pop();
  }

  private headString(piece: Buffer, i: number): void {
    if (this.passString(piece[i] ?? 0) && this.lastString.length < 200) this.lastString.push(piece.subarray(i, i + 1));
  }

  /** Whether the byte is one of the string's. */
  private passString(byte: number): boolean {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.inString = false;
    return this.inString;
  }

  private isList(): boolean {
    const { path } = this.options;
    if (this.open.length !== path.length) return false;
    return path.every((name, i) => this.open[i] === OPEN_OBJECT && this.keys[i + 1] === name);
  }

  private between(piece: Buffer, from: number): number {
    let i = from;
    while (i < piece.length && isBetween(piece[i] ?? 0)) i += 1;
    this.gap = Buffer.concat([this.gap, piece.subarray(from, i)]);
    if (this.gap.length > LONGEST_HEAD) throw this.malformed(i);
    if (i === piece.length) return i;
    if (piece[i] === CLOSE_LIST) {
      this.state = 'behind';
      return i + 1;
    }
    this.state = 'element';
    this.start = this.at + i;
    this.depth = 0;
    return i;
  }

  /** Where the element ends in this piece; null where it goes on. */
  private element(piece: Buffer, from: number): number | null {
    for (let i = from; i < piece.length; i += 1) {
      const byte = piece[i] ?? 0;
      if (this.inString) this.passString(byte);
      else if (byte === QUOTE) this.inString = true;
      else if (this.depth === 0 && ENDS.has(byte)) return i;
      else if (BRACKETS.has(byte) && this.pass(byte, i)) return i + 1;
    }
    return null;
  }

  /** A bracket within the element; true where it is its last. */
  private pass(byte: number, i: number): boolean {
    const opens = byte === OPEN_OBJECT || byte === OPEN_LIST;
    this.depth += opens ? 1 : -1;
    if (this.depth > MAX_DEPTH) throw this.malformed(i);
    return this.depth === 0;
  }

  private hold(part: Buffer): void {
    this.held.push(part);
    this.heldBytes += part.length;
    if (this.heldBytes > LARGEST_ELEMENT) throw this.malformed(0);
  }

  private take(): Element {
    const bytes = this.held.length === 1 ? (this.held[0] ?? this.gap) : Buffer.concat(this.held);
    const element = { offset: this.start, bytes, before: this.gap };
    this.held = [];
    this.heldBytes = 0;
    this.gap = Buffer.alloc(0);
    this.state = 'between';
    return element;
  }

  private malformed(i: number): DownloadFault {
    return new DownloadFault(
      'damaged',
      `${this.options.name} cannot be read at byte ${this.at + i}: what stands there is no list of posts. Fetch the download again and import it.`,
    );
  }
}

/** Space, tab, line feed, carriage return and comma. */
function isBetween(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === COMMA;
}
