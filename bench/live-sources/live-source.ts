import type { BenchArchive } from '../bench-archive.js';

/** A platform with one account, which tells an archive of posts by itself: one file a platform. */
export interface LiveSource {
  /** What it is, for whoever reads the figures. */
  readonly what: string;
  /** The account's address, as a person would give it, and what it is opened with. */
  readonly address: string;
  readonly token?: string;
  /** What an archive has to be told to find it. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether it calls at the archive's own address. */
  readonly delivers: boolean;
  /** Resolves once whatever is said is told to the archive. */
  begin(archive: BenchArchive, accountId: string): Promise<void>;
  /** Says the text at this place. */
  say(place: number): void;
  close(): Promise<void>;
}

/** `texts`: all that will be said, in their order. */
export type OpenLiveSource = (texts: readonly string[]) => Promise<LiveSource>;
