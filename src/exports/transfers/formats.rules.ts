/** What a file is, by the ending that this archive gave it. */
export interface FileFormat {
  readonly mime: string;
  readonly name: string;
  /** Key of PRONOM; null where the ending alone does not tell the version. */
  readonly pronom: string | null;
}

const FORMATS: Readonly<Record<string, FileFormat>> = {
  json: { mime: 'application/json', name: 'JSON Data Interchange Format', pronom: 'fmt/817' },
  txt: { mime: 'text/plain', name: 'Plain Text File', pronom: 'x-fmt/111' },
  csv: { mime: 'text/csv', name: 'Comma Separated Values', pronom: 'x-fmt/18' },
  xml: { mime: 'application/xml', name: 'Extensible Markup Language', pronom: 'fmt/101' },
  gz: { mime: 'application/warc', name: 'WARC, gzipped', pronom: 'x-fmt/266' },
  html: { mime: 'text/html', name: 'Hypertext Markup Language', pronom: null },
  pdf: { mime: 'application/pdf', name: 'Portable Document Format', pronom: null },
  png: { mime: 'image/png', name: 'Portable Network Graphics', pronom: null },
  jpg: { mime: 'image/jpeg', name: 'JPEG File Interchange Format', pronom: null },
  gif: { mime: 'image/gif', name: 'Graphics Interchange Format', pronom: null },
  webp: { mime: 'image/webp', name: 'WebP', pronom: null },
  avif: { mime: 'image/avif', name: 'AV1 Image File Format', pronom: null },
  mp4: { mime: 'video/mp4', name: 'MPEG-4 Media File', pronom: null },
  webm: { mime: 'video/webm', name: 'WebM', pronom: null },
  mp3: { mime: 'audio/mpeg', name: 'MPEG 1/2 Audio Layer 3', pronom: null },
  ogg: { mime: 'audio/ogg', name: 'Ogg', pronom: null },
};
const UNKNOWN: FileFormat = { mime: 'application/octet-stream', name: 'application/octet-stream', pronom: null };
const PLAIN: FileFormat = { mime: 'text/plain', name: 'Plain Text File', pronom: 'x-fmt/111' };

export function formatOf(path: string): FileFormat {
  if (path.endsWith('.tlog-proof')) return PLAIN;
  return FORMATS[/\.([a-z0-9]+)$/.exec(path)?.[1] ?? ''] ?? UNKNOWN;
}
