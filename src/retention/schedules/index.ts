export { type Authority, type Consent, CONSENTS } from './policy.types.js';
export { RETENTION_EVENTS, type RetentionEventName } from './retention-events.types.js';
export type { Explanation, ItemOutcome, RuleExplained, Step, Verdict } from './schedule.types.js';
export { ScheduleOf } from './schedule-of.js';
