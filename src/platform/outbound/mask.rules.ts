/** Half-open byte range [start, end) and why it was overwritten. */
export interface MaskedRange {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

export interface KnownSecret {
  readonly value: string;
  readonly reason: string;
}

const STAR = 0x2a;

/** Overwrites each occurrence of a secret in `bytes` with `*` of the same length, and says where. */
export function maskBytes(bytes: Uint8Array, secrets: readonly KnownSecret[]): MaskedRange[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ranges: MaskedRange[] = [];
  for (const { value, reason } of spellings(secrets)) {
    const needle = Buffer.from(value);
    for (let at = buffer.indexOf(needle); at >= 0; at = buffer.indexOf(needle, at + needle.length)) {
      buffer.fill(STAR, at, at + needle.length);
      ranges.push({ start: at, end: at + needle.length, reason });
    }
  }
  return ranges.toSorted((a, b) => a.start - b.start);
}

export function maskText(text: string, secrets: readonly KnownSecret[]): string {
  let masked = text;
  for (const { value } of spellings(secrets)) masked = masked.replaceAll(value, '*'.repeat(value.length));
  return masked;
}

/** Bytes of the longest that `maskBytes` overwrites. */
export function longestMasked(secrets: readonly KnownSecret[]): number {
  return Math.max(0, ...spellings(secrets).map(({ value }) => Buffer.byteLength(value)));
}

/** A secret also as URLs and JSON write it; the longest first, so that no rest of a longer one is left standing. */
function spellings(secrets: readonly KnownSecret[]): KnownSecret[] {
  const all = secrets.flatMap(({ value, reason }) =>
    [...new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])].map((spelling) => ({
      value: spelling,
      reason,
    })),
  );
  return all.toSorted((a, b) => b.value.length - a.value.length);
}
