export type { Command, CommandAnswer, CommandCall, CommandClass, CommandSpec } from './cli/command.types.js';
export { given, listOf, needed, oneOf, textOf, timeOf, wholeOf } from './cli/read-options.js';
export { shownSafely } from './cli/shown-safely.rules.js';
export { secretsFrom, type ReadSecret } from './cli/read-secret.js';
export { Clock } from './clock/clock.port.js';
export { SimulatedClock } from './clock/simulated-clock.js';
export { SystemClock } from './clock/system-clock.js';
export { Config, readConfig } from './config/config.js';
export { type Env, readEnv } from './config/env.js';
export type { NamedAuthority } from './config/timestamp-authorities.js';
export { FacebookApp, type NamedApp } from './config/facebook-app.js';
export { keyFile } from './config/key-file.js';
export type { NamedStore, StoreKeys } from './config/object-store.js';
export { IndexToUse, type NamedIndex } from './config/search-index.js';
export { type Secrets } from './config/secrets.js';
export { ConfigFaults } from './config/settings.rules.js';
export { LAZILY } from './database/lazily.js';
export {
  claim,
  holdLease,
  type Lease,
  leaseFor,
  type Queue,
  releaseLease,
  renewLease,
  Stopped,
} from './database/claim.js';
export { type CursorPart, type CursorShape, decodeCursor, encodeCursor } from './database/cursor.js';
export {
  type DatabaseRole,
  ensureServer,
  openServer,
  type OpenServer,
  type PostgresServer,
  type ServerOptions,
  stopServer,
} from './database/embedded-postgres.js';
export { retryTransaction } from './database/retry.js';
export { Upkeep } from './database/upkeep.js';
export { type Access, ACCESS, ActorOf, actorOf, Allow, Public, setActor, SignedIn } from './http/allow.decorator.js';
export { bootstrapHttp, type HttpOptions } from './http/bootstrap.js';
export { serveOpenApi } from './http/open-api.js';
export { Idempotent } from './http/idempotency.interceptor.js';
export { IdParam } from './http/id-param.js';
export { ParseId } from './http/parse-id.js';
export { untouchedBodyOf } from './http/untouched-body.js';
export { type PageOf, PageQuery } from './http/page.dto.js';
export { type Actor, actorName, type Credential, demand, may, system, type SystemName } from './http/actor.js';
export { PERMISSIONS, type Permission } from './http/permissions.js';
export { type InputFault, PROBLEMS, type ProblemKey, Refusal } from './http/problems.js';
export { newId } from './ids.js';
export { type Days, readDay, readDays, readTime } from './read-times.js';
export { describe, JsonLogger, loggers } from './logging/loggers.js';
export { MemoryMail } from './mail/adapters/memory-mail.js';
export { SmtpMail, type SmtpOptions } from './mail/adapters/smtp-mail.js';
export { MailQueue, type PreparedMail, type QueuedMail } from './mail/mail-queue.js';
export { Mail, MailError, type MailFault, type MailMessage } from './mail/mail.port.js';
export { HostLimits, type HostLimit } from './outbound/host-limits.js';
export { openOutbound, type OutboundOptions, type OutboundToken } from './outbound/open-outbound.js';
export {
  type Outbound,
  type OutboundAnswer,
  OutboundError,
  type OutboundFault,
  type OutboundPost,
  type OutboundRequest,
  type OutboundStream,
  type StreamingOutbound,
  type StreamRequest,
} from './outbound/outbound.types.js';
export { readServerEvent, type ServerEvent } from './outbound/stream/server-events.rules.js';
export { readTxt, type ReadTxt } from './outbound/read-txt.js';
export { userAgent } from './outbound/user-agent.js';
export { type Platform, PlatformModule } from './platform.module.js';
export { ahead } from './ahead.js';
export { together } from './together.js';
export { nearIds } from './near-ids.rules.js';
export { programFolder } from './program-folder.js';
export { dayFaults, type PlacedFault } from './rule-files/day-faults.rules.js';
export { type LinedFault, readRuleFile, type RuleKind, ruleSchema } from './rule-files/read-rule-file.js';
export { SecretBox } from './secrets/secret-box.port.js';
export { type Beat, Heartbeat } from './schedule/heartbeat.js';
export { type PageKey, pageSentences } from './sentences/page.sentences.js';
export { broughtKeys, type BroughtLine, broughtSentences } from './sentences/brought.sentences.js';
export { releaseCounts } from './sentences/release-counts.sentences.js';
export { type Language, say, type Sentences, type SentenceValues } from './sentences/sentences.js';
export { sizeInWords } from './sentences/size.rules.js';
export { calendarDate, clockTime, fullTime, zoneOffset } from './sentences/when.rules.js';
export { type AskedRange, rangeAsked } from './http/range-asked.js';
export { replaceSecretFile, writeSecretFile } from './secret-file.js';
export { type ColumnValues, insertMany } from './database/insert-many.js';
