import { decodeHTML } from 'entities';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const ESCAPE = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^ux]))/g;
const PERCENT = /(?:%[0-9a-fA-F]{2})+/g;
const TAG = /<[!/?a-zA-Z][^<>]{0,10000}>/g;
const BASE64 = /[A-Za-z0-9+/_-]{16,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}/g;
const HEX = /(?:[0-9a-fA-F]{2}){8,}/g;
/** JSON in JSON in a script: further down nobody reads. */
const DEEPEST = 3;

/** A text as its readers see it: as it stands, without the escapes of JSON, HTML and addresses, and without tags. */
export function readingsOf(text: string): string[] {
  const found = [text];
  let plain = text;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const next = unescaped(plain);
    if (next === plain) break;
    found.push(next);
    plain = next;
  }
  const shown = plain.includes('<') ? plain.replaceAll(TAG, ' ') : plain;
  return shown === plain ? found : [...found, shown];
}

function unescaped(text: string): string {
  let out = text.includes('&') ? decodeHTML(text) : text;
  if (out.includes('\\')) out = out.replaceAll(ESCAPE, unescape);
  return out.includes('%') ? out.replaceAll(PERCENT, percentDecoded) : out;
}

function unescape(whole: string, ...[braced, four, two, sign]: readonly (string | undefined)[]): string {
  const hex = braced ?? four ?? two;
  if (hex === undefined) return ESCAPES[sign ?? ''] ?? sign ?? whole;
  const point = Number.parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}

function percentDecoded(run: string): string {
  return Buffer.from(run.replaceAll('%', ''), 'hex').toString();
}

/** Stretches of base64 or hex in a text, as the bytes they stand for. */
export function* encodedIn(text: string): Generator<Buffer> {
  for (const [run] of text.matchAll(BASE64)) yield Buffer.from(run.replaceAll(/\s/g, ''), 'base64');
  for (const [run] of text.matchAll(HEX)) yield Buffer.from(run, 'hex');
}
