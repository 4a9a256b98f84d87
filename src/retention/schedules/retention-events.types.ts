/** What can happen that starts a clock. A closed list: the log tells an event by one of these words. */
export const RETENTION_EVENTS = [
  'term-ends',
  'account-closed',
  'case-closed',
  'request-closed',
  'final-action',
  'superseded',
  'no-longer-needed',
  'harvest-completed',
  'used-up',
] as const;

export type RetentionEventName = (typeof RETENTION_EVENTS)[number];

/** An event as the rules see it: which day it happened, in the calendar of the body. */
export interface DatedEvent {
  readonly id: string;
  readonly name: RetentionEventName;
  /** `2026-05-31` */
  readonly on: string;
}
