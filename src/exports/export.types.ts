import type { ItemState } from '../archive/index.js';
import type { Language } from '../platform/index.js';
import type { BuildStep } from './bundle/bundle.types.js';
import type { ArchiveFile } from './bundle/split-archive.js';
import { partName } from './bundle/split.rules.js';

/** What a person asks for. */
export interface ExportSelection {
  /** At least one. */
  readonly accountIds: readonly string[];
  /** Local days of each account's own body, both inclusive: `2026-05-18`. */
  readonly from?: string;
  readonly to?: string;
  /** Plain-text search over every version; everything unless told. */
  readonly text?: string;
  readonly state?: ItemState;
  readonly language: Language;
  /** The name of a file in exports/profiles; `full` unless told. */
  readonly profile?: string;
  /** The request whose rulings are carried out; without one nothing is taken out. */
  readonly requestId?: string;
  /** Bytes that one file of the bundle may have; one file unless told. */
  readonly partSize?: number;
}

/** What a bundle was searched for, and in how many files. */
export interface Looked {
  readonly strings: number;
  readonly pictures: number;
  readonly files: number;
}

/** What a finished bundle is taken as: one archive, or each of its parts in order. */
export interface ArchiveFileView extends ArchiveFile {
  readonly href: string;
}

/** `proposed`: waits for a second person. `removed`: an item in it was destroyed, and its file with it. */
export type ExportStatus = 'proposed' | 'waiting' | 'running' | 'ready' | 'failed' | 'cancelled' | 'removed';

export interface ExportView {
  readonly id: string;
  readonly name: string;
  readonly status: ExportStatus;
  readonly step: BuildStep;
  /** 0–100. */
  readonly percent: number;
  /** Of the step at hand, from how fast it went so far; null until that can be said. */
  readonly etaSeconds: number | null;
  readonly madeAt: string;
  readonly madeBy: string;
  /** Who approved an unredacted export; null where nobody had to, or nobody has yet. */
  readonly approvedBy: string | null;
  /** Of an answer: how much that may not leave was looked for in it; null until then. */
  readonly checked: Looked | null;
  readonly selection: ExportSelection;
  /** The window as understood, in the first account's zone, with its offset. */
  readonly window: { readonly from: string | null; readonly to: string | null; readonly zone: string };
  /** None until it is ready. */
  readonly files: readonly ArchiveFileView[];
  /** Why it failed, in a sentence. */
  readonly fault: string | null;
}

/** One account of a selection with its window, instants inclusive; null = open. */
export interface WindowedAccount {
  readonly id: string;
  readonly zone: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** A row of export_job. */
export interface ExportJob {
  readonly id: string;
  readonly number: string;
  readonly made_at: Date;
  readonly actor: string;
  readonly made_by: string;
  readonly request_digest: string | null;
  readonly selection: {
    readonly asked: ExportSelection;
    readonly accounts: readonly WindowedAccount[];
    /** As the profile had it when the export was begun. */
    readonly nameEnding?: string;
  };
  readonly scope_salt: Buffer;
  readonly status: ExportStatus;
  readonly step: BuildStep;
  readonly done: number;
  readonly total: number;
  readonly step_since: Date | null;
  readonly checkpoint_size: string | null;
  readonly built_event: string | null;
  readonly commit: string | null;
  /** Of each of its files, once it is ready. */
  readonly sizes: readonly string[] | null;
  readonly fault: string | null;
  /** From which the pseudonyms of this bundle follow; forgotten when it is ready. */
  readonly bundle_key: Buffer | null;
  readonly approved_by: string | null;
  readonly checked: Looked | null;
}

/** The bag's name: ASCII, and it says on its face where nothing was taken out. */
export function bundleName({
  number,
  made_at: at,
  selection,
}: Pick<ExportJob, 'number' | 'made_at' | 'selection'>): string {
  const { asked, nameEnding = '' } = selection;
  const endings = [nameEnding, asked.requestId === undefined ? 'unredacted' : ''];
  return [`EXP-${at.getUTCFullYear()}-${number.padStart(4, '0')}`, ...endings.filter((ending) => ending !== '')].join(
    '-',
  );
}

/** The files of a finished bundle, in order. */
export function bundleFiles(job: ExportJob): ArchiveFile[] {
  const [name, sizes] = [bundleName(job), job.sizes ?? []];
  return sizes.map((bytes, i) => ({
    name: sizes.length === 1 ? `${name}.zip` : partName(name, i + 1, sizes.length),
    bytes: Number(bytes),
  }));
}
