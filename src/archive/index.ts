export { FilesystemObjectStore } from './adapters/filesystem-object-store.js';
export { MemoryObjectStore, type StoreFault } from './adapters/memory-object-store.js';
export { commitOf, type Part, partsOf, partsText, type Pieces } from './commitment.rules.js';
export { contentText, type ItemRecord, itemJsonOf, readItemJson, refText } from './content.rules.js';
export { isOverdue } from './alarm.rules.js';
export { BackUpKeys } from './back-up-keys.js';
export { DestroyItems, ROWS_OF_ITEMS } from './destroy-items.js';
export { exchangeDestroyed, itemDestroyed, mediumDestroyed } from './destroyed.rules.js';
export { getMoved } from './get-moved.js';
export { findingEvent } from './finding-event.rules.js';
export { FindItems, type FoundItem, type FoundItems } from './find-items.js';
export { type ExchangeMeta, KeepExchange, type KeptExchange, type KeptFor } from './keep-exchange.js';
export { GAP_BROUGHT } from './gap-brought.rules.js';
export { Holds } from './holds.port.js';
export { KeepMedium, type KeptMedium, type PendingMedia } from './keep-medium.js';
export { HELD_WHOLE_BYTES, plainLength } from './segments.rules.js';
export { ArchiveModule, type StoreToOpen } from './archive.module.js';
export * from './log-mirror.rules.js';
export { MirrorLog } from './mirror-log.js';
export { KeyWrapper } from './key-wrapper.port.js';
export { type BodySecret, Keyring, type WrappedKey } from './keyring.js';
export { COPY_ABOUT, wrappedKeyOf } from './key-file.rules.js';
export { KEY_BYTES, mediumAbout, seal, SEAL_BYTES, sealingKey, unseal } from './keys.rules.js';
export { type KeptKey, KEY_KINDS, type KeyKind } from './key-file.rules.js';
export { keysCommands } from './keys.command.js';
export { ScrubArchive } from './scrub/scrub-archive.js';
export { scrubCommands } from './scrub/scrub.command.js';
export type { Scrubbed } from './scrub/scrub.types.js';
export { lockEnded, lockStanding, lockUntil, registerLockUntil } from './lock.rules.js';
export { type ProbeName, type ProbeRow, PROBES, type ProbeVerdict } from './probe.types.js';
export { incidentsAt } from './incident.rules.js';
export { ReadAlarms } from './read-alarms.js';
export { nameOf, SMALLEST_PART, type ObjectFacts, type ObjectHandle, ObjectStore } from './object-store.port.js';
export {
  type LargePart,
  type OpenedExchange,
  type OpenedMedium,
  type OpenedPart,
  OpenEvidence,
  type StoredExchange,
  type StoredMedium,
} from './open-evidence.js';
export { isDamage, type KeyFilesFound, type OpenedKeyFile, ReadKeyFiles } from './read-key-files.js';
export { type MirroredLog, ReadLogMirror } from './read-log-mirror.js';
export { type RecentExchange, RecentExchanges } from './recent-exchanges.js';
export { RemoveKeyFiles } from './remove-key-files.js';
export { NEW_ROUND, type RenewalRound, RenewLocks } from './renew-locks.js';
export { RestoreKeys } from './restore-keys.js';
export { RetireKeys } from './retire-keys.js';
export { RotateKeys } from './rotate-keys.js';
export { inflateSlice, readHeader, unsealSlice } from './sealed-exchange.rules.js';
export { type ByteRange, FRAME, type OwnedRange } from './slices.rules.js';
export type * from './views.types.js';
export * from './write-evidence.js';
export { archiveCommands } from './archive.command.js';
export { findingInWords, itemInWords } from './item-in-words.js';
export { type ItemProof, ProveItem } from './prove-item.js';
export { ReadAccounts } from './read-accounts.js';
export { type AccountCounts, ReadCounts } from './read-counts.js';
export { ReadDesk } from './read-desk.js';
export { type GapFilter, ReadGaps } from './read-gaps.js';
export { ReadItems, type ReadOptions } from './read-items.js';
export { itemAsOf } from './as-of.rules.js';
export { ReadMedium } from './read-medium.js';
export { ReadResidual } from './read-residual.js';
export { ReadProfile } from './read-profile.js';
export { ReadThread, unknownItem } from './read-thread.js';
export { closeRecord } from './close-record.rules.js';
export {
  barredSql,
  type Closed,
  closedIn,
  closedMessageSql,
  isRestricted,
  partlyBarredSql,
  RESTRICTED_SQL,
  type RestrictedPlace,
  type Restriction,
  STATE_SQL,
} from './restricted.rules.js';
