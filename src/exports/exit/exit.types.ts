/** What an exit export was begun as; a run that goes on with it is of the same kind. */
export interface ExitBegun {
  readonly exit: string;
  /** Whether wrapped keys and sealed objects travel: only then can it be imported as the same archive. */
  readonly keys: 'with-keys' | 'without-keys';
  readonly begunAt: string;
}

export interface ExitCounts {
  readonly rows: number;
  readonly entries: number;
  /** As far as their keys are there; the others were destroyed and are counted in `unreadable`. */
  readonly exchanges: number;
  readonly media: number;
  readonly unreadable: number;
  readonly objects: number;
}

export interface ExitMade extends ExitCounts, ExitBegun {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 of tagmanifest-sha256.txt, lower-case hex. */
  readonly digest: string;
}

export const EXIT_STEPS = ['rows', 'log', 'exchanges', 'media', 'database', 'objects'] as const;

/** Called as it goes on; what it throws ends the work, and a later run into the same folder goes on. */
export type ExitTold = (step: (typeof EXIT_STEPS)[number], done: number) => void;
