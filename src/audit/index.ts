export { type AuditedTx, AuditTrail, type NewEvent } from './audit-trail.js';
export { auditCommands } from './audit.command.js';
export { AuditModule } from './audit.module.js';
export { MemorySigner } from './adapters/memory-signer.js';
export { BOOKKEEPING } from './bookkeeping.js';
export * from './checkpoint.rules.js';
export { entryLine, type PlacedEvent, readEntryLine } from './entry.rules.js';
export { type EventFacts, EVENTS, type EventType } from './event-types.js';
export { followHandovers, type Handover, openHandover } from './handover.rules.js';
export { type Follower, Followers } from './followers.js';
export { type CheckpointOccasion, type KeptCheckpoint, type KeptHandover, Log, type LogEntry } from './log.js';
export { readCertificates } from './marks/chain.rules.js';
export { KeepCosignatures } from './marks/keep-cosignatures.js';
export { KeepStamps } from './marks/keep-stamps.js';
export { cosignedAt, readNamedKey } from './marks/cosignature.rules.js';
export {
  type CosignedCheckpoint,
  type MarkKind,
  type MarkStanding,
  ReadMarks,
  type StampedCheckpoint,
} from './marks/read-marks.js';
export { judgeStamp } from './marks/stamp.rules.js';
export { type KeptStamp, type StampFault, StampRefused } from './marks/stamp.types.js';
export { WitnessLogs } from './marks/witness-logs.js';
export { TimestampAuthorities, TimestampAuthority } from './marks/timestamp-authority.port.js';
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
export { RotateLogKey } from './rotate-log-key.js';
export { BEING_BROUGHT_BACK, ReplayLog } from './replay-log.js';
export { Sequencer } from './sequencer.js';
export { ServeLog } from './served/serve-log.js';
export { printTilePath } from './served/tile-path.rules.js';
export { Signer } from './signer.port.js';
