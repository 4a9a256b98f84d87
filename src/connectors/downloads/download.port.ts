import type { ConnectorContext } from '../connector.port.js';
import type { Cursor, Page, Platform } from '../observation.types.js';

/** What a download is, by the network that made it. */
export const DOWNLOAD_FORMATS = [
  'x',
  'facebook',
  'instagram',
  'threads',
  'mastodon',
  'bluesky',
  'linkedin',
  'youtube',
  'table',
] as const;
export type DownloadFormat = (typeof DOWNLOAD_FORMATS)[number];

/** A file in a download. */
export interface DownloadMember {
  readonly name: string;
  readonly bytes: number;
}

/**
 * An account's own download, opened. Everything in it is hostile: names were checked when it was opened, sizes are held
 * to while reading.
 */
export interface Download {
  readonly members: ReadonlyMap<string, DownloadMember>;
  /** Bytes of one member, from `at`. @throws {DownloadFault} */
  read(name: string, at?: number): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** What a download says of itself. */
export interface DownloadAbout {
  /** When the network made it, RFC 3339 UTC; null where it does not say. */
  readonly madeAt: string | null;
  /** Whose it is; null where it does not say. */
  readonly owner: { readonly id: string | null; readonly handle: string | null } | null;
}

export interface DownloadReading {
  readonly download: Download;
  readonly account: Omit<ConnectorContext['account'], 'settings'> & { readonly platform: Platform };
  readonly about: DownloadAbout;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** One kind of download. It observes as a connector does: pages of observations, each pointing at the bytes it rests on. */
export interface DownloadReader {
  readonly format: DownloadFormat;
  readonly platforms: readonly Platform[];
  /** It gives posts no ids of the network: by when they were posted and what they say they are found again. */
  readonly unnamed: boolean;
  recognises(names: ReadonlySet<string>): boolean;
  /** @throws {DownloadFault} 'damaged' */
  about(download: Download): Promise<DownloadAbout>;
  /** Bytes that `pages` will read, so that it can be said how far it is. */
  bytes(download: Download): number;
  /** In an order that stays; may be stopped after any page and gone on with from its `next`. @throws {DownloadFault} */
  pages(reading: DownloadReading, from: Cursor | null): AsyncIterable<Page>;
}
