/** BagIt 1.0 (RFC 8493), the part of it we write: ASCII paths, SHA-256, one payload and one tag manifest. */

export interface BagFile {
  /** Below the bag's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export const BAGIT_TXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
export const PAYLOAD_MANIFEST = 'manifest-sha256.txt';
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';

/** Lines sorted by path, two spaces between digest and path: what `sha256sum -c` reads. */
export function manifestText(files: readonly BagFile[]): string {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return sorted.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
}

/** Path → digest, or null when the text is no manifest or names a path twice. */
export function readManifest(text: string): Map<string, string> | null {
  if (!text.endsWith('\n')) return null;
  const found = new Map<string, string>();
  for (const line of text.slice(0, -1).split('\n')) {
    const match = /^([0-9a-f]{64}) {2}([!-~][ -~]*)$/.exec(line);
    if (!match?.[1] || !match[2] || found.has(match[2])) return null;
    found.set(match[2], match[1]);
  }
  return found;
}

export function bagInfo(facts: {
  organisation: string;
  name: string;
  at: string;
  payload: readonly BagFile[];
  /** What the bundle is, in a sentence. */
  description: string | null;
}): string {
  const bytes = facts.payload.reduce((sum, file) => sum + file.bytes, 0);
  return [
    `Source-Organization: ${facts.organisation.replaceAll(/\s+/g, ' ')}`,
    `External-Identifier: ${facts.name}`,
    ...(facts.description === null ? [] : [`External-Description: ${facts.description.replaceAll(/\s+/g, ' ')}`]),
    `Bagging-Date: ${facts.at.slice(0, 10)}`,
    `Payload-Oxum: ${bytes}.${facts.payload.length}`,
    'Bag-Software-Agent: Akta',
    '',
  ].join('\n');
}
