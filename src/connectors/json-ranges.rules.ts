/** The body is not the JSON it should be. Whoever asked decides what follows; here nothing is guessed. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';

  constructor(
    readonly fault: 'malformed' | 'too-deep',
    readonly offset: number,
  ) {
    super(`JSON ${fault} at byte ${offset}`);
  }
}

/** Deeper nesting is refused: no platform needs it, and it is how parsers are brought down. */
export const MAX_DEPTH = 64;

/** Paths to look for, compiled once. */
export interface JsonPaths {
  readonly wanted: boolean;
  readonly element: JsonPaths | null;
  readonly keys: readonly { readonly name: string; readonly bytes: Uint8Array; readonly paths: JsonPaths }[];
}

interface Growing {
  wanted: boolean;
  element: Growing | null;
  keys: { name: string; bytes: Uint8Array; paths: Growing }[];
}

/** Patterns such as `$` (the whole value), `[*]`, `descendants[*]`, `[*].quote.quoted_status`. */
export function jsonPaths(patterns: readonly string[]): JsonPaths {
  const root: Growing = { wanted: false, element: null, keys: [] };
  for (const pattern of patterns) {
    let at = root;
    for (const step of pattern.match(/\[\*\]|[^.[\]$]+/g) ?? [])
      at = step === '[*]' ? intoElement(at) : intoKey(at, step);
    at.wanted = true;
  }
  return root;
}

function intoElement(at: Growing): Growing {
  at.element ??= { wanted: false, element: null, keys: [] };
  return at.element;
}

function intoKey(at: Growing, name: string): Growing {
  const known = at.keys.find((key) => key.name === name);
  if (known) return known.paths;
  const paths: Growing = { wanted: false, element: null, keys: [] };
  at.keys.push({ name, bytes: new TextEncoder().encode(name), paths });
  return paths;
}

/**
 * Where the values at `paths` lie in `body`: JSON pointer (RFC 6901, '' = the whole value) → half-open byte range.
 * Reads bytes and never decodes the body. Accepts what RFC 8259 accepts, apart from depth and a BOM, which is skipped.
 * Of two members with one name the last counts, as for JSON.parse.
 * @throws {JsonFault}
 */
export function jsonRanges(body: Uint8Array, paths: JsonPaths): Map<string, readonly [number, number]> {
  return new Scanner(body).run(paths);
}

class Scanner {
  private at = 0;
  private readonly found = new Map<string, readonly [number, number]>();

  constructor(private readonly body: Uint8Array) {}

  run(paths: JsonPaths): Map<string, readonly [number, number]> {
    const { body } = this;
    if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) this.at = 3;
    this.value(paths, '', 0);
    this.space();
    if (this.at < body.length) this.malformed();
    return this.found;
  }

  /** `paths` null: nothing below is wanted. */
  private value(paths: JsonPaths | null, pointer: string, depth: number): void {
    this.space();
    const start = this.at;
    const byte = this.body[start];
    if (byte === 0x7b) this.object(paths, pointer, depth);
    else if (byte === 0x5b) this.array(paths, pointer, depth);
    else if (byte === 0x22) this.string();
    else this.scalar(byte);
    if (paths?.wanted) this.found.set(pointer, [start, this.at]);
  }

  private object(paths: JsonPaths | null, pointer: string, depth: number): void {
    if (depth >= MAX_DEPTH) throw new JsonFault('too-deep', this.at);
    this.at += 1;
    this.space();
    if (this.body[this.at] === 0x7d) {
      this.at += 1;
      return;
    }
    for (;;) {
      const key = this.key(paths);
      if (key) this.value(key.paths, `${pointer}/${escapePointer(key.name)}`, depth + 1);
      else this.value(null, '', depth + 1);
      if (!this.more(0x7d)) return;
    }
  }

  /** Reads a member's name and the colon after it; null when nothing below it is wanted. */
  private key(paths: JsonPaths | null): JsonPaths['keys'][number] | null {
    this.space();
    if (this.body[this.at] !== 0x22) this.malformed();
    const start = this.at + 1;
    this.string();
    const end = this.at - 1;
    this.space();
    if (this.body[this.at] !== 0x3a) this.malformed();
    this.at += 1;
    return paths && paths.keys.length > 0 ? this.matchKey(paths, start, end) : null;
  }

  private array(paths: JsonPaths | null, pointer: string, depth: number): void {
    if (depth >= MAX_DEPTH) throw new JsonFault('too-deep', this.at);
    this.at += 1;
    this.space();
    if (this.body[this.at] === 0x5d) {
      this.at += 1;
      return;
    }
    const element = paths ? paths.element : null;
    for (let index = 0; ; index += 1) {
      this.value(element, element ? `${pointer}/${index}` : '', depth + 1);
      if (!this.more(0x5d)) return;
    }
  }

  /** After a member: true at a comma, false once `close` has been passed. */
  private more(close: number): boolean {
    this.space();
    const byte = this.body[this.at];
    this.at += 1;
    if (byte === 0x2c) return true;
    if (byte !== close) this.malformed(this.at - 1);
    return false;
  }

  private matchKey(paths: JsonPaths, start: number, end: number): JsonPaths['keys'][number] | null {
    const { body } = this;
    for (const key of paths.keys) if (sameBytes(body, start, end, key.bytes)) return key;
    const escaped = body.subarray(start, end).includes(0x5c);
    if (!escaped) return null;
    const name: unknown = JSON.parse(`"${new TextDecoder().decode(body.subarray(start, end))}"`);
    return paths.keys.find((key) => key.name === name) ?? null;
  }

  private string(): void {
    const { body } = this;
    let at = this.at + 1;
    for (;;) {
      while (PLAIN[body[at] ?? 0] === 1) at += 1;
      const byte = body[at];
      if (byte === 0x22) break;
      if (byte !== 0x5c) this.malformed(at);
      at = this.escape(at + 1) + 1;
    }
    this.at = at + 1;
  }

  /** The last byte of the escape that begins, after its backslash, at `at`. */
  private escape(at: number): number {
    const byte = this.body[at];
    if (byte !== 0x75) {
      if (byte === undefined || !SIMPLE_ESCAPES.has(byte)) this.malformed(at);
      return at;
    }
    for (let digit = at + 1; digit <= at + 4; digit += 1) if (!isHex(this.body[digit])) this.malformed(digit);
    return at + 4;
  }

  private scalar(byte: number | undefined): void {
    if (byte === 0x6e) this.word(NULL);
    else if (byte === 0x74) this.word(TRUE);
    else if (byte === 0x66) this.word(FALSE);
    else this.number();
  }

  private word(word: Uint8Array): void {
    if (!sameBytes(this.body, this.at, this.at + word.length, word)) this.malformed();
    this.at += word.length;
  }

  private number(): void {
    if (this.body[this.at] === 0x2d) this.at += 1;
    if (this.body[this.at] === 0x30) this.at += 1;
    else this.digits();
    if (this.body[this.at] === 0x2e) {
      this.at += 1;
      this.digits();
    }
    const byte = this.body[this.at];
    if (byte !== 0x65 && byte !== 0x45) return;
    this.at += 1;
    const sign = this.body[this.at];
    if (sign === 0x2b || sign === 0x2d) this.at += 1;
    this.digits();
  }

  private digits(): void {
    const start = this.at;
    for (let byte = this.body[this.at]; byte !== undefined && byte >= 0x30 && byte <= 0x39; byte = this.body[this.at])
      this.at += 1;
    if (this.at === start) this.malformed();
  }

  private space(): void {
    const { body } = this;
    let byte = body[this.at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = body[(this.at += 1)];
  }

  private malformed(offset = this.at): never {
    throw new JsonFault('malformed', offset);
  }
}

/** 1 for each byte that may stand in a string as it is. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x20 && byte !== 0x22 && byte !== 0x5c ? 1 : 0));
const SIMPLE_ESCAPES = new Set(new TextEncoder().encode('"\\/bfnrt'));
const NULL = new TextEncoder().encode('null');
const TRUE = new TextEncoder().encode('true');
const FALSE = new TextEncoder().encode('false');

function isHex(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

function sameBytes(body: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start !== wanted.length) return false;
  for (let i = 0; i < wanted.length; i += 1) if (body[start + i] !== wanted[i]) return false;
  return true;
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
