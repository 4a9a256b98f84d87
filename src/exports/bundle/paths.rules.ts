/** Where things stand in a bag. ASCII only: other names survive some archives and tools, and not others. */

export function numbered(n: number): string {
  return String(n).padStart(8, '0');
}

/** What a printed page is cited by, e.g. `NEWFORD-00000001`. */
export function pageNumber(prefix: string, page: number): string {
  return `${prefix}-${numbered(page)}`;
}

export function recordFolder(seq: number): string {
  return `data/records/${numbered(seq)}`;
}

/** Where proofs stand together: of many records a file for each would be most of the bundle. */
export const PROOFS = 'data/records/proofs.csv';

/** Below it: how one key of the log handed over to the next, by the size of the log then. */
export const HANDOVERS = 'data/log/handovers/';
/** A checkpoint of an earlier bundle, and the proof that this log continues it. */
export const EARLIER = 'data/log/earlier';

/** A checkpoint with the lines of witnesses, and `witnesses`: their keys. */
export const COSIGNED = 'data/log/cosigned';

export const STAMPS = 'data/log/stamps';

export function stampFolder(authority: string): string {
  return `${STAMPS}/${authority}`;
}

/** Which records are of items that were destroyed; the log holds the hash of each account's lines. */
export const DESTROYED = 'data/destroyed.txt';

export function destroyedLines(account: string, destroyed: readonly { item: string; seq: number }[]): string {
  return destroyed.map(({ item, seq }) => `${account} ${item} ${seq}\n`).join('');
}

export function itemPath(no: number): string {
  return `data/items/${numbered(no)}.json`;
}

/** `field:text` → `field-text.txt`; `item.json` stays. */
export function partFile(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9._-]/g, '-');
  return safe.includes('.') ? safe : `${safe}.txt`;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'application/pdf': 'pdf',
};

/** What stands in the place of a medium of the version at this place of the log. */
export function drawnPath(seq: number, ordinal: number, mime: string): string {
  return mediumPath(`redacted-${numbered(seq)}-${ordinal}`, mime);
}

/** A type that a program on the reader's machine might run (HTML, SVG …) gets an ending that opens nothing. */
export function mediumPath(mediumId: string, mime: string | null): string {
  return `data/media/${mediumId}.${EXTENSIONS[mime?.split(';')[0]?.trim().toLowerCase() ?? ''] ?? 'bin'}`;
}
