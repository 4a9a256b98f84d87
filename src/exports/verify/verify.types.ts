/** What is wrong with a file of a bundle; each has its sentence in verify.sentences.ts under `reason.<key>`. */
export type Reason =
  | 'text'
  | 'part'
  | 'sealed'
  | 'missing'
  | 'stray'
  | 'unreadable'
  | 'format'
  | 'seal'
  | 'signature'
  | 'key'
  | 'proof'
  | 'entry'
  | 'commit'
  | 'withheld'
  | 'rendition'
  | 'sequence'
  | 'window'
  | 'clock'
  | 'count'
  | 'twice'
  | 'path'
  | 'link'
  | 'overlap'
  | 'size'
  | 'destroyed'
  | 'stamp'
  | 'cosignature';

export interface Failure {
  readonly file: string;
  readonly reason: Reason;
  /** Number of the item in the bundle, where the file belongs to one. */
  readonly item?: number;
  /** When it was recorded, RFC 3339 UTC. */
  readonly at?: string;
  /** What it was compared with, or what was found, in file names and figures only. */
  readonly against?: string;
}

/** What a timestamp authority says of the log. */
export interface SeenStamp {
  readonly authority: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  /** How many entries were there by then. */
  readonly size: number;
  /** SHA-256 of the certificate it was trusted by, hex. */
  readonly fingerprint: string;
  /** Whether the reader named that certificate; else it came with the bundle. */
  readonly named: boolean;
}

/** What a witness says of the log. */
export interface SeenCosignature {
  /** As its operator gives it: `name+id+base64`. */
  readonly key: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly size: number;
}

export interface Marks {
  readonly stamps: readonly SeenStamp[];
  readonly cosignatures: readonly SeenCosignature[];
  /** Size of the log in an earlier bundle that this one continues; null = none is named. */
  readonly earlier: number | null;
}

export type Verdict = 'authentic' | 'consistent' | 'wrong' | 'could-not-look';

export interface Report {
  readonly verdict: Verdict;
  /** The verdict in words, one paragraph. */
  readonly sentence: string;
  /** Each failing file in words, worst first. */
  readonly details: readonly string[];
  readonly failures: readonly Failure[];
  readonly counts: {
    readonly files: number;
    readonly items: number;
    readonly versions: number;
    readonly entries: number;
    /** Parts of records whose content is not shown. */
    readonly withheldParts: number;
  };
  readonly marks: Marks;
  /** Short fingerprint of the key the bundle was signed with; null when it could not be read. */
  readonly keyFingerprint: string | null;
  readonly bundle: string | null;
}

export const EXIT_CODES: Readonly<Record<Verdict, 0 | 1 | 2>> = {
  authentic: 0,
  consistent: 0,
  wrong: 1,
  'could-not-look': 2,
};

/** Why nothing could be said: each has its sentence under `obstacle.<key>`. */
export type Obstacle =
  'not-found' | 'no-part' | 'not-a-zip' | 'bomb' | 'encrypted' | 'no-seal' | 'key-file' | 'ca-file' | 'too-large';

export class CouldNotLook extends Error {
  override readonly name = 'CouldNotLook';

  constructor(
    readonly obstacle: Obstacle,
    readonly facts: Readonly<Record<string, string | number>> = {},
    options: { cause?: unknown } = {},
  ) {
    super(obstacle, options);
  }
}

/** The archive file itself is built to deceive: not one Akta made. */
export class HostileBundle extends Error {
  override readonly name = 'HostileBundle';

  constructor(readonly failure: Failure) {
    super(`${failure.reason}: ${failure.file}`);
  }
}
