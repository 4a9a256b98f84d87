export { type AuditedTx, AuditTrail, type NewEvent } from './audit-trail.js';
export { entryLine, type PlacedEvent } from './entry.rules.js';
export { type EventFacts, EVENTS, type EventType } from './event-types.js';
