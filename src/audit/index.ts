export { type AuditedTx, AuditTrail, type NewEvent } from './audit-trail.js';
export { auditCommands } from './audit.command.js';
export { AuditModule } from './audit.module.js';
export { MemorySigner } from './adapters/memory-signer.js';
export { BOOKKEEPING } from './bookkeeping.js';
export * from './checkpoint.rules.js';
export { entryLine, type PlacedEvent } from './entry.rules.js';
export { type EventFacts, EVENTS, type EventType } from './event-types.js';
export { type Follower, Followers } from './followers.js';
export { type CheckpointOccasion, type KeptCheckpoint, Log, type LogEntry } from './log.js';
export {
  EMPTY_ROOT,
  hashRange,
  leafHash,
  nodeHash,
  tileLength,
  tileKey,
  verifyConsistency,
  verifyInclusion,
} from './merkle.rules.js';
export { OpenLog } from './open-log.js';
export { ReadTrail, type TrailFilter, type TrailLine, type TrailPage } from './read-trail.js';
export { commitJson, commitText } from './salted.rules.js';
export { Sequencer } from './sequencer.js';
export { Signer } from './signer.port.js';
