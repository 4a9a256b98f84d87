import type { Language } from '../platform/index.js';
import type { WithheldThing } from '../requests/index.js';

/** A finished bag that nobody has yet: not in the log, not sealed, not packed. */
export interface Draft {
  /** Holds the bag's folder, and nothing else. */
  readonly folder: string;
  /** Of the bag's folder, and of the file it will be. */
  readonly name: string;
  readonly withheld: readonly WithheldThing[];
  readonly language: Language;
}

/** Looks once more through a redacted draft before it is published. */
export abstract class DraftCheck {
  /** @throws {Refusal} where something withheld can still be read; the draft is discarded then, and the export fails with its sentence */
  abstract run(draft: Draft): Promise<void>;
}
