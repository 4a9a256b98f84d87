export { type Authority, type Consent, CONSENTS } from './policy.types.js';
export { RETENTION_EVENTS, type RetentionEventName } from './retention-events.types.js';
export type { Explanation, ItemOutcome, RuleExplained, Step, Verdict } from './schedule.types.js';
export { policyCommands } from './policies.command.js';
export { LoadPolicy, type NewPolicy } from './load-policy.js';
export { PolicyBook } from './policy-book.js';
export { type PolicyFile, readPolicyFiles, wholePolicy } from './read-policy-files.js';
export { ReadPolicies } from './read-policies.js';
export { ScheduleOf } from './schedule-of.js';
