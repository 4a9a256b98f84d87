import type { Temporal } from 'temporal-polyfill';
import type { Beginning } from './clock-start.rules.js';
import type { BodyType, ClockLaw, ExtensionRule, Span } from './clock.types.js';
import type { Ground, Laid } from './count-days.rules.js';

/** Everything that one counting rests on. */
export interface Count {
  readonly law: ClockLaw;
  readonly period: Span;
  readonly bodyType: BodyType | null;
  readonly beginning: Beginning;
  readonly ground: Ground;
  /** The extensions whose grounds were given, in the order of the law, each with those grounds only. */
  readonly extensions: readonly ExtensionRule[];
  readonly until: Temporal.PlainDate | null;
}

/** A period laid out, and moved to a day on which something can be done. */
export interface Ended {
  readonly laid: Laid;
  readonly rolled: Laid;
}
