/** The records of a ZIP archive (APPNOTE 6.3.3), the part of it we write: fixed times, ZIP64 where a figure needs it. */

/** Of one file in an archive. */
export interface Packed {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  readonly crc: number;
  readonly bytes: number;
  readonly packed: number;
  /** Where its local header begins. */
  readonly at: number;
  /** Its sizes stand in ZIP64 whatever they are, as they do in a wide local header. */
  readonly isWide?: boolean;
}

/** Where the content of a file can be read back. */
export type Place = Pick<Packed, 'method' | 'bytes' | 'packed'> & { readonly from: number };

/** Where the directory of an archive stands, and how many files it lists. */
export interface Directory {
  readonly at: number;
  readonly bytes: number;
  readonly files: number;
}

const METHODS = { stored: 0, deflated: 8 } as const;
/** 1 January 2000, midnight: a DOS time has no zone, so the bytes are the same wherever they are made. */
const DATE = ((2000 - 1980) << 9) | (1 << 5) | 1;
const MODE = 0o100644;
/** A figure from here on does not fit a record, and stands in ZIP64. */
export const FULL = 0xffffffff;
const FULL_COUNT = 0xffff;
const [PLAIN, WIDE] = [20, 45];
const BY_UNIX = (3 << 8) | WIDE;
export const LOCAL = 30;
export const CENTRAL = 46;
const END = 22;
const WIDE_END = 56;
const LOCATOR = 20;
const WIDE_SIZES = 20;

/** `isWide` leaves room for any size: of a file whose size is not known when its header is written. */
export function localHeader(file: Omit<Packed, 'at'>, isWide: boolean): Buffer {
  const name = Buffer.from(file.name);
  const header = Buffer.alloc(LOCAL + name.length + (isWide ? WIDE_SIZES : 0));
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(isWide ? WIDE : PLAIN, 4);
  header.writeUInt16LE(METHODS[file.method], 8);
  header.writeUInt16LE(DATE, 12);
  header.writeUInt32LE(file.crc, 14);
  header.writeUInt32LE(isWide ? FULL : file.packed, 18);
  header.writeUInt32LE(isWide ? FULL : file.bytes, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(isWide ? WIDE_SIZES : 0, 28);
  header.set(name, LOCAL);
  if (isWide) wideFigures([file.bytes, file.packed]).copy(header, LOCAL + name.length);
  return header;
}

export function centralRecord(file: Packed): Buffer {
  const { isWide = false } = file;
  const name = Buffer.from(file.name);
  const sizes = [file.bytes, file.packed].filter((figure) => isWide || figure >= FULL);
  const tooLarge = [...sizes, ...(file.at >= FULL ? [file.at] : [])];
  const extra = tooLarge.length > 0 ? wideFigures(tooLarge) : Buffer.alloc(0);
  const record = Buffer.alloc(CENTRAL);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(BY_UNIX, 4);
  record.writeUInt16LE(extra.length > 0 ? WIDE : PLAIN, 6);
  record.writeUInt16LE(METHODS[file.method], 10);
  record.writeUInt16LE(DATE, 14);
  record.writeUInt32LE(file.crc, 16);
  record.writeUInt32LE(isWide ? FULL : Math.min(file.packed, FULL), 20);
  record.writeUInt32LE(isWide ? FULL : Math.min(file.bytes, FULL), 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE((MODE << 16) >>> 0, 38);
  record.writeUInt32LE(Math.min(file.at, FULL), 42);
  return Buffer.concat([record, name, extra]);
}

export function endOfArchive({ at, bytes, files }: Directory): Buffer {
  const end = Buffer.alloc(END);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(files, FULL_COUNT), 8);
  end.writeUInt16LE(Math.min(files, FULL_COUNT), 10);
  end.writeUInt32LE(Math.min(bytes, FULL), 12);
  end.writeUInt32LE(Math.min(at, FULL), 16);
  if (files < FULL_COUNT && bytes < FULL && at < FULL) return end;
  const wide = Buffer.alloc(WIDE_END + LOCATOR);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(BigInt(WIDE_END - 12), 4);
  wide.writeUInt16LE(BY_UNIX, 12);
  wide.writeUInt16LE(WIDE, 14);
  for (const [place, figure] of [[24, files], [32, files], [40, bytes], [48, at]] as const) wide.writeBigUInt64LE(BigInt(figure), place); // prettier-ignore
  wide.writeUInt32LE(0x07064b50, WIDE_END);
  wide.writeBigUInt64LE(BigInt(at + bytes), WIDE_END + 8);
  wide.writeUInt32LE(1, WIDE_END + 16);
  return Buffer.concat([wide, end]);
}

/** As many bytes as the end of an archive of ours can take. */
export const LONGEST_END = WIDE_END + LOCATOR + END;

/** Reads what {@link endOfArchive} wrote from the last bytes of an archive; null where they are no such thing. */
export function readEnd(tail: Buffer): Directory | null {
  const end = tail.subarray(-END);
  if (end.length < END || end.readUInt32LE(0) !== 0x06054b50) return null;
  const narrow = { files: end.readUInt16LE(10), bytes: end.readUInt32LE(12), at: end.readUInt32LE(16) };
  const wide = tail.subarray(-LONGEST_END);
  if (wide.length < LONGEST_END || wide.readUInt32LE(0) !== 0x06064b50) return narrow;
  const [files = 0, bytes = 0, at = 0] = [32, 40, 48].map((place) => Number(wide.readBigUInt64LE(place)));
  return { files, bytes, at };
}

function wideFigures(figures: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * figures.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * figures.length, 2);
  for (const [i, figure] of figures.entries()) extra.writeBigUInt64LE(BigInt(figure), 4 + 8 * i);
  return extra;
}
