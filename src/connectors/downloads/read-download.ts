import type { Platform } from '../observation.types.js';
import { DownloadFault } from './download-fault.types.js';
import type { Download, DownloadReader, DownloadReading } from './download.port.js';

/** Another account's download is told by its id where both say one, else by its name. */
export interface OwnerKnown {
  readonly handle: string;
  readonly url: string;
  readonly canonicalUri: string;
  /** The network's own id of the account, as an earlier import found it or the network's API told it; null where nobody did. */
  readonly id: string | null;
}

/** @throws {DownloadFault} 'unknown' */
export function readerFor(
  readers: readonly DownloadReader[],
  { members }: Download,
  platform: Platform,
): DownloadReader {
  const names = new Set(members.keys());
  const fits = readers.filter((reader) => reader.recognises(names));
  const reader = fits.find(({ platforms }) => platforms.includes(platform));
  if (reader) return reader;
  if (fits[0])
    throw new DownloadFault(
      'foreign',
      `This is a download from ${fits[0].format}, and the account is on ${platform}. Name the account it belongs to.`,
    );
  throw new DownloadFault(
    'unknown',
    'This is no download that is known here. docs/import.md names those that are; any table or list of posts can be imported with a mapping.',
  );
}

/** @throws {DownloadFault} 'foreign' */
export function refuseForeign({ about: { owner } }: Pick<DownloadReading, 'about'>, known: OwnerKnown): void {
  if (!owner || owner.id === known.canonicalUri) return;
  if (owner.id !== null && known.id !== null) {
    if (owner.id === known.id) return;
  } else if (owner.handle === null || isSame(owner.handle, known)) return;
  throw new DownloadFault(
    'foreign',
    `This is the download of ${owner.handle ?? owner.id ?? 'another account'}, not of ${known.handle}. Nothing of it was imported.`,
  );
}

function isSame(handle: string, { handle: known, url }: OwnerKnown): boolean {
  return [known, url].some((name) => plain(name) === plain(handle));
}

function plain(name: string): string {
  return name.replace(/^@/, '').replace(/\/$/, '').toLowerCase();
}
