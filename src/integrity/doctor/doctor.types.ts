import type { SentenceValues } from '../../platform/index.js';
import type { doctorSentences } from './doctor.sentences.js';

export const SUBJECTS = [
  'store',
  'fixity',
  'database',
  'clock',
  'log',
  'search',
  'keys',
  'access',
  'daily-work',
  'disk',
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** `known`: not as it might be, and nothing relies on it; worth knowing. `unseen`: it could not be looked at. */
export type Standing = 'well' | 'known' | 'ill' | 'unseen';

/** One row of what the doctor says; its sentence is in doctor.sentences.ts under `says`. */
export interface Finding {
  readonly subject: Subject;
  readonly is: Standing;
  readonly says: keyof typeof doctorSentences;
  readonly values: SentenceValues;
  /** Values that are sentences themselves. */
  readonly named?: Readonly<Record<string, keyof typeof doctorSentences>>;
}

/** Looks at one part of the installation. It changes nothing, and throws what it could not look at. */
export interface Examiner {
  readonly subject: Subject;
  run(): Promise<Found[]>;
}

/** What an examiner says: whose subject it is is known. */
export type Found = Omit<Finding, 'subject'>;

export function finds(is: Standing, says: Finding['says'], values: SentenceValues = {}): Found {
  return { is, says, values };
}
