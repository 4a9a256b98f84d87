import type { Language } from '../../platform/index.js';
import type { Looked } from '../export.types.js';

export const WITHHELD_KINDS = [
  'text',
  'name',
  'telephone',
  'email',
  'address',
  'id',
  'handle',
  'url',
  'file-name',
  'digest',
  'picture',
] as const;
export type WithheldKind = (typeof WITHHELD_KINDS)[number];

export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One thing that must not leave. */
export type Withheld = WithheldText | WithheldPicture;

export interface WithheldText {
  /** Number of the item it stood in. */
  readonly item: number;
  readonly kind: Exclude<WithheldKind, 'picture'>;
  readonly value: string;
  /** The words before and after it, as they stood; null where it was the first or the last. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface WithheldPicture {
  readonly item: number;
  readonly kind: 'picture';
  /** Reads the file as it was captured. Asked for each picture anew: however many there are, none is kept. */
  readonly open: () => Promise<Buffer>;
  /** Null = all of it; else pixels from the upper left corner. */
  readonly region: Region | null;
}

export type Where =
  | 'name'
  | 'comment'
  | 'text'
  | 'encoded'
  | 'bytes'
  | 'pdf.page'
  | 'pdf.string'
  | 'pdf.stream'
  | 'pdf.metadata'
  | 'pdf.attachment'
  | 'picture.metadata'
  | 'picture.bytes'
  | 'picture.pixels'
  | 'packed';

export interface Place {
  readonly where: Where;
  /** Page, key or inner name, where there is one. */
  readonly at: string;
}

export interface Leak extends Place {
  readonly kind: WithheldKind;
  readonly item: number;
  readonly file: string;
}

/** What could not be read, and so says nothing: a bundle with one is not clean. */
export interface Unread {
  readonly file: string;
  readonly because: 'encrypted' | 'damaged' | 'too-large' | 'picture';
}

export interface LeakReport {
  readonly verdict: 'clean' | 'leaking' | 'could-not-look';
  readonly sentence: string;
  readonly details: readonly string[];
  readonly leaks: readonly {
    readonly what: string;
    readonly item: number;
    readonly file: string;
    readonly where: string;
  }[];
  readonly unread: readonly Unread[];
  readonly looked: Looked;
}

export interface LeakTestInput {
  /** A bundle as one .zip, or the folder it is made in. */
  readonly path: string;
  readonly withheld: readonly Withheld[];
  readonly language: Language;
  /** The bundle is not out yet and is thrown away when it leaks. */
  readonly isDraft?: boolean;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => Promise<void>;
}

/** Clean, leaking, could not look. */
export const LEAK_EXIT = { clean: 0, leaking: 1, 'could-not-look': 2 } as const;
