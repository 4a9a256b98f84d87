export interface DecodedFeed {
  readonly text: string;
  /** Byte offsets of the body are those of `text` in UTF-8, so that it can be cut. */
  readonly cuttable: boolean;
}

/**
 * A feed's text: byte order mark, then the header's charset, then the XML declaration, then UTF-8 (RFC 7303 section 3).
 * A feed that says UTF-8 and is not is read as windows-1252, as readers of feeds do. Null for an encoding nobody knows.
 */
export function decodeFeed(body: Uint8Array, contentType: string | null): DecodedFeed | null {
  const label = (markOf(body) ?? charsetOf(contentType) ?? declaredIn(body) ?? 'utf-8').toLowerCase();
  const isUtf8 = UTF8.has(label);
  const exact = isUtf8 ? decode(body, 'utf-8', true) : null;
  if (exact !== null) return { text: exact, cuttable: true };
  const text = decode(body, isUtf8 ? 'windows-1252' : label, false);
  return text === null ? null : { text, cuttable: false };
}

const UTF8 = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

function markOf(body: Uint8Array): string | null {
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 'utf-8' : null;
}

function charsetOf(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? null;
}

function declaredIn(body: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(body.subarray(0, 200));
  return /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1] ?? null;
}

function decode(body: Uint8Array, label: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(label, { fatal }).decode(body);
  } catch {
    return null;
  }
}
