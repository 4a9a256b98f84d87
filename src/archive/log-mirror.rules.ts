/** How the copy of the log is called in the object store, and how entries stand in it (C2SP tlog-tiles, entry bundles). */

export const ENTRIES_A_BUNDLE = 256;
const LENGTH_BYTES = 2;

export interface BundleName {
  readonly n: number;
  /** Entries in it; a full one has 256. */
  readonly width: number;
}

export function checkpointName(size: number): string {
  return `log/checkpoint/${size}`;
}

export function bundleName({ n, width }: BundleName): string {
  return width === ENTRIES_A_BUNDLE ? `log/entries/${n}` : `log/entries/${n}-${width}`;
}

/** Null where the name is not that of a bundle. */
export function readBundleName(name: string): BundleName | null {
  const [, n, width] = /^log\/entries\/(\d+)(?:-(\d+))?$/.exec(name) ?? [];
  return n === undefined ? null : { n: Number(n), width: width === undefined ? ENTRIES_A_BUNDLE : Number(width) };
}

/** Bundles that together hold the entries of a log of this size. */
export function bundlesOf(size: number): BundleName[] {
  const full = Math.floor(size / ENTRIES_A_BUNDLE);
  const rest = size % ENTRIES_A_BUNDLE;
  const bundles = Array.from({ length: full }, (_, n) => ({ n, width: ENTRIES_A_BUNDLE }));
  return rest === 0 ? bundles : [...bundles, { n: full, width: rest }];
}

/** Each entry after its length (big-endian, 2 bytes). */
export function bundleOf(lines: readonly string[]): Buffer {
  return Buffer.concat(
    lines.flatMap((line) => {
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt16BE(Buffer.byteLength(line));
      return [length, Buffer.from(line)];
    }),
  );
}

/** Throws where the bytes are cut off. */
export function linesOf(bundle: Buffer): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bundle.length;) {
    const from = at + LENGTH_BYTES;
    at = from + bundle.readUInt16BE(at);
    if (at > bundle.length) throw new Error('A bundle of entries is cut off');
    lines.push(bundle.toString('utf8', from, at));
  }
  return lines;
}

/** SQL, of a row `s` of checkpoint_stamp: the stamp with all by which it is judged, as one JSON text. */
export const STAMP_COPY = `convert_to(jsonb_build_object('id', s.id, 'authority', s.authority,
  'at', (extract(epoch FROM s.at) * 1000)::bigint, 'answer', encode(s.answer, 'base64'), 'above', s.above, 'ca', s.ca,
  'revocations', (SELECT coalesce(jsonb_agg(encode(r, 'base64')), '[]') FROM unnest(s.revocations) r),
  'unseen', s.unseen)::text, 'UTF8')`;

/** SQL, of a row `c` of checkpoint_cosignature. */
export const COSIGNATURE_COPY = `convert_to(jsonb_build_object('id', c.id, 'witness', c.witness,
  'at', (extract(epoch FROM c.at) * 1000)::bigint, 'line', c.line)::text, 'UTF8')`;
