import type { Cursor, DownloadFormat } from '../../connectors/index.js';
import type { RunCounts } from '../loop-run.types.js';

export type ImportStatus = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** A row of archive_import. */
export interface ImportJob {
  readonly id: string;
  readonly account_id: string;
  readonly asked_at: Date;
  readonly actor: string;
  readonly asked_by: string;
  readonly file_name: string;
  readonly file: string;
  /** The file was given to us and goes when the import is done; false: it is the person's own. */
  readonly ours: boolean;
  readonly bytes: string;
  readonly sha256: string;
  readonly mapping: string | null;
  readonly format: DownloadFormat | null;
  readonly owner_id: string | null;
  readonly made_at: Date | null;
  readonly status: ImportStatus;
  readonly cursor: Cursor | null;
  readonly done: string;
  readonly total: string;
  readonly counts: Partial<RunCounts>;
  readonly begun_at: Date | null;
  readonly begun_done: string;
  readonly ended_at: Date | null;
  readonly fault: string | null;
}

/** An import as people see it. Times RFC 3339 UTC. */
export interface ImportView {
  readonly id: string;
  readonly accountId: string;
  readonly status: ImportStatus;
  /** Null until the download has been opened. */
  readonly format: DownloadFormat | null;
  readonly fileName: string;
  readonly bytes: number;
  /** `sha256:<hex>` of the whole file. */
  readonly digest: string;
  /** When the network made the download; null where it does not say. */
  readonly madeAt: string | null;
  readonly askedAt: string;
  readonly askedBy: string;
  readonly endedAt: string | null;
  readonly percent: number;
  /** Seconds left, as far as it can be told. */
  readonly etaSeconds: number | null;
  readonly counts: {
    readonly new: number;
    /** Versions of items that were known. */
    readonly changed: number;
    readonly gone: number;
    /** Shown as they were known. */
    readonly alike: number;
    /** Shown otherwise; a person decides. */
    readonly differing: number;
  };
  /** Why it failed, in a sentence. */
  readonly fault: string | null;
}
