import { CENTRAL, LOCAL, LONGEST_END } from './zip.rules.js';

/** Below this, a part would hold little but its own directory. */
export const SMALLEST_PART = 100_000;
/** More files than this nobody unpacks by hand. */
export const MOST_PARTS = 9_999;
const UNITS = { '': 1, kb: 1e3, mb: 1e6, gb: 1e9 } as const;

/** `newford.zip`, of which this is the second of three, is `newford.part2of3.zip`. */
export function partName(name: string, no: number, of: number): string {
  return `${name}.part${no}of${of}.zip`;
}

/** `25MB`, `1.5 GB` or a number of bytes, in powers of ten as mail programs count; null of anything else. */
export function sizeAsked(text: string): number | null {
  const [, figure, unit] = /^(\d{1,12}(?:\.\d{1,3})?)\s?(kb|mb|gb|)$/i.exec(text) ?? [];
  const by = Object.entries(UNITS).find(([name]) => name === unit?.toLowerCase())?.[1];
  return by === undefined ? null : Math.floor(Number(figure) * by);
}

/** All parts that a file says it is one of, by their names; null of a file that is no part. */
export function partsNamed(file: string): string[] | null {
  const [, name = '', no = '', of = ''] = /^(.*)\.part([1-9]\d{0,3})of([1-9]\d{0,3})\.zip$/s.exec(file) ?? [];
  if (name === '' || Number(no) > Number(of)) return null;
  return Array.from({ length: Number(of) }, (_, i) => partName(name, i + 1, Number(of)));
}

/**
 * Says of one file after the other in which part it stands, from 1: in the one before, while it and its place in the
 * directory still fit. A file that is larger than a part has one to itself.
 */
export class PartPlan {
  private no = 1;
  private bytes = LONGEST_END;

  constructor(private readonly limit: number) {}

  get count(): number {
    return this.no;
  }

  /** `name` is ASCII, `packed` are the bytes its content takes in the archive. */
  place({ name, packed }: { readonly name: string; readonly packed: number }): number {
    const takes = LOCAL + CENTRAL + 2 * name.length + packed;
    if (this.bytes > LONGEST_END && this.bytes + takes > this.limit) {
      this.no += 1;
      this.bytes = LONGEST_END;
    }
    this.bytes += takes;
    return this.no;
  }
}
