import type { Language } from '../platform/index.js';

/** What moved a deadline since the request came. Days are local, both inclusive. */
export interface ClockGiven {
  readonly via?: string;
  /** Grounds of extensions, in the law's own list. */
  readonly extend?: readonly string[];
  /** The day named in the notice of extension. */
  readonly until?: string;
  readonly pauses?: readonly { readonly from: string; readonly to: string; readonly kind?: string }[];
}

export interface DueDate {
  /** Local day. */
  readonly due: string;
  /** The last day the law allows with every extension; null where it sets no limit. */
  readonly outer: string | null;
  /** The statute, as lawyers cite it. */
  readonly authority: Readonly<Record<Language, string>>;
  /** How it was counted, in one sentence for the letter that names it. */
  readonly words: Readonly<Record<Language, string>>;
}

/** Works out a deadline of law. Promised by the clocks; a law it does not know or does not trust is refused. */
export abstract class RequestClock {
  /** `received`: local day and time of the body, `2026-05-20T16:40`. */
  abstract dueFor(law: string, received: string, given: ClockGiven): Promise<DueDate>;
}
