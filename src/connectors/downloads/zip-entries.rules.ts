/** What an archive may be like to be opened at all: decided by its directory, before anything is unpacked. */
import { DownloadFault } from './download-fault.types.js';

export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly bytes: number;
  readonly encrypted: boolean;
  /** Packed in a way that is read here. */
  readonly readable: boolean;
  /** Unix mode, 0 where it is not told. */
  readonly mode: number;
  /** Where it begins in the file, and where at the earliest the next one may. */
  readonly from: number;
  readonly to: number;
}

/** Above both, an entry or the whole is a bomb: deflate reaches 1032, posts in JSON seldom 30. */
const BOMB_RATIO = 200;
const BOMB_BYTES = 64 * 1024 * 1024;
/** More than any network gives: names of all files are held in memory. */
const MOST_ENTRIES = 2_000_000;
const [KIND, REGULAR, FOLDER] = [0o170000, 0o100000, 0o040000];
const ARCHIVE = /\.(?:zip|7z|rar|tar|tgz|gz|bz2|xz|zst)$/i;

/** @throws {DownloadFault} 'hostile' */
export function refuseEntries(entries: readonly ZipEntry[], fileBytes: number): void {
  if (entries.length > MOST_ENTRIES)
    throw hostile(`The archive lists ${entries.length} files, more than any download has`);
  const names = new Set<string>();
  for (const entry of entries) {
    if (names.has(entry.name)) throw hostile(`The archive has two files called ${shown(entry.name)}`);
    names.add(entry.name);
    refuseEntry(entry);
  }
  refuseOverlaps(entries);
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (bytes > BOMB_BYTES && bytes > BOMB_RATIO * fileBytes)
    throw hostile(`The archive would unpack to ${bytes} bytes out of ${fileBytes}, which no download does`);
}

function refuseEntry({ name, packed, bytes, encrypted, readable, mode }: ZipEntry): void {
  const kind = mode & KIND;
  if (kind !== 0 && kind !== REGULAR && kind !== FOLDER)
    throw hostile(`${shown(name)} in the archive is a link or a device, not a file`);
  if (encrypted)
    throw hostile(`${shown(name)} in the archive is encrypted; networks give downloads without a password`);
  if (!readable) throw hostile(`${shown(name)} is packed in a way that is not read here`);
  if (ARCHIVE.test(name))
    throw hostile(`${shown(name)} in the archive is an archive itself; unpack it and import what is in it`);
  if (bytes > BOMB_BYTES && bytes > BOMB_RATIO * packed)
    throw hostile(`${shown(name)} would unpack to ${bytes} bytes out of ${packed}, which no download does`);
}

function refuseOverlaps(entries: readonly ZipEntry[]): void {
  let end = 0;
  for (const { name, from, to } of entries.toSorted((a, b) => a.from - b.from)) {
    if (from < end) throw hostile(`${shown(name)} in the archive shares its bytes with another file`);
    end = to;
  }
}

/** Names are somebody else's: shortened, and nothing in them that a terminal would obey. */
export function shown(name: string): string {
  return `"${name.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?').slice(0, 120)}"`;
}

export function hostile(sentence: string, cause?: unknown): DownloadFault {
  return new DownloadFault('hostile', `${sentence}. Nothing of it was imported.`, { cause });
}
