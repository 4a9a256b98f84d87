export { requestField } from './request-field.js';
export {
  checkExemption,
  type CodeLibrary,
  type CodeTrust,
  type ExemptionLibrary,
  type ExemptionUse,
  usualCode,
} from './redaction/exemption-codes.rules.js';
export { faultInWords, type Outcome } from './redaction/fault.rules.js';
export { type Field, fieldsOf } from './redaction/item-fields.rules.js';
export { loadExemptionCodes } from './redaction/load-exemption-codes.js';
export { pixelRegions } from './redaction/picture.rules.js';
export { pseudonymsOf } from './redaction/pseudonyms.rules.js';
export {
  type BundleMasks,
  maskedPersons,
  planMasks,
  proposeRepeats,
  redactItem,
  type RuledItem,
} from './redaction/redact-item.rules.js';
export { redactPicture, uprightSize } from './redaction/redact-picture.js';
export { boxWidth, type Cover, plainText, redactText, type Run } from './redaction/redact-text.rules.js';
export { redactionSentences } from './redaction/redaction.sentences.js';
export type * from './redaction/redaction.types.js';
export { type Others, ThirdParties } from './redaction/third-parties.rules.js';
export { ReadOthers } from './release/read-others.js';
export { ReadRelease } from './release/read-release.js';
export type * from './release/release.types.js';
export { suggestRedactions } from './redaction/suggest-redactions.rules.js';
export type { SuggestionKind } from './redaction/suggestion.types.js';
export { checkRange } from './redaction/text-ranges.rules.js';
export * from './clocks/index.js';
export { type Certificate, certificateInWords, DescribeCoverage } from './certificate.js';
export { handleCommands } from './handles/handles.command.js';
export type { HandleView, IssuedCode } from './handles/handles.types.js';
export { IssueHandleCode } from './handles/issue-handle-code.js';
export { ProveHandle } from './handles/prove-handle.js';
export { ReadHandles } from './handles/read-handles.js';
export { CloseRequest } from './close-request.js';
export { DecideErasures, type NewErasureDecision } from './erasure/decide-erasures.js';
export { ERASURE_LAW } from './erasure/erasure-ground.rules.js';
export { erasureCommands } from './erasure/erasures.command.js';
export { detailsInWords, erasureCountsInWords } from './erasure/erasure-in-words.js';
export { erasureSentences } from './erasure/erasure.sentences.js';
export type * from './erasure/erasure.types.js';
export { OrderErasures } from './erasure/order-erasures.js';
export { TellErasures } from './erasure/tell-erasures.js';
export { ReadErasures } from './erasure/read-erasures.js';
export { UndoErasures } from './erasure/undo-erasures.js';
export { CollectItems } from './collect-items.js';
export { FreezeRequest } from './freeze-request.js';
export { MakeReminders } from './notices/make-reminders.js';
export { type MailState, ReadMail } from './notices/read-mail.js';
export { RecountDues } from './notices/recount-dues.js';
export { SendNotices } from './notices/send-notices.js';
export { OpenRequest } from './open-request.js';
export { ReadDue } from './read-due.js';
export { type Duty, ReadDuties } from './read-duties.js';
export { ReadRequests, type RequestFilter } from './read-requests.js';
export { type ClockGiven, type DueDate, RequestClock } from './request-clock.port.js';
export { KINDS, type RequestKind } from './kinds.types.js';
export { localDay } from './request-rows.js';
export type * from './request.types.js';
export { closedInWords, countsInWords } from './request-in-words.js';
export { requestCommands } from './requests.command.js';
export { type RequestLaws, RequestsModule } from './requests.module.js';
export { DecideItems, type NewDecision, type SeenItem } from './review/decide-items.js';
export type { Ground } from './review/ground.rules.js';
export { ReadReview, type ReviewFilter } from './review/read-review.js';
export { type NewRedaction, RedactItem } from './review/redact-item.js';
export type { AskedTarget } from './review/redaction-target.rules.js';
export { reviewCommands } from './review/review.command.js';
export type * from './review/review.types.js';
export type { Decision as ReviewDecision, Pass } from './review/standing-decision.rules.js';
export { UndoDecisions } from './review/undo-decisions.js';
export { type Action, actionsOf, type RequestState, TRANSITIONS } from './states.rules.js';
export { StepRequest } from './step-request.js';
export { type PlannedExtension, TellDeadline, type ToldDeadline, type ToldExtension } from './tell-deadline.js';
