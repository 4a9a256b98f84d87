/** What could not be brought back. */
export const LOST = [
  'no-key-file',
  'exchanges-unreadable',
  'exchanges-of-unknown-account',
  'versions-unreadable',
  'media-missing',
  'items-without-key',
  'events-without-row',
  'register-damaged',
] as const;

export interface Lost {
  readonly what: (typeof LOST)[number];
  readonly count: number;
  /** Of events without rows: their type. */
  readonly about?: string;
  /** The first of them, by id. */
  readonly first?: string;
}

/** Steps, in order; each can be done again after one that broke off. */
export const STEPS = ['log', 'keys', 'rows', 'exchanges', 'versions', 'end'] as const;
export type Step = (typeof STEPS)[number];

/** Called as it goes on; what it throws ends the work, and a later run goes on. */
export type StepTold = (step: Step, done: number) => void;

export interface BroughtBack {
  readonly id: string;
  readonly source: 'register' | 'backup';
  readonly sourceAt: string | null;
  /** Entries of the log: where it stood in what was loaded, and where it stands with the copy in the store. */
  readonly entries: { readonly before: number; readonly after: number };
  readonly items: number;
  readonly versions: number;
  readonly exchanges: number;
  readonly lost: readonly Lost[];
}
