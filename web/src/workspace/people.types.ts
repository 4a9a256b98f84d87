import type { FactorFacts, KeyView, PersonView, SessionView } from '../../../src/identity/people.types.js';

/** As JSON carries it: times are texts. */
type Sent<T> = {
  readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

export type Person = Sent<PersonView>;
export type Key = Sent<KeyView>;
export type Session = Sent<SessionView>;
export type OwnFactor = Sent<FactorFacts>;
