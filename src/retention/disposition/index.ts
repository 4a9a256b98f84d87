export { ConfirmReceipt } from './confirm-receipt.js';
export { DecideItems } from './decide-items.js';
export { type ListKind, LIST_KINDS } from './disposition-states.rules.js';
export { HandOverList } from './hand-over-list.js';
export { KeepCopy } from './keep-copy.js';
export { credentialsOf, demandListStep, type ListRow, lockList, readList } from './list-rows.js';
export { localDay } from './notice.rules.js';
export { RefuseReceipt } from './refuse-receipt.js';
export { SubmitList } from './submit-list.js';
export { transferCommands } from './transfer-steps.command.js';
export { writeListStep } from './write-list-step.js';
export { ApproveList } from './approve-list.js';
export { consentName, dayInWords } from './disposition-in-words.js';
export type {
  Certificate,
  Decision,
  PackageView,
  ConsentView,
  EntryView,
  ListAbout,
  ListSummary,
  ListView,
  PersonView,
} from './disposition.types.js';
export { dispositionCommands } from './list-steps.command.js';
export { dispositionSentences } from './disposition.sentences.js';
export { captureAgainCommands } from './capture-again.command.js';
export { CaptureAgain } from './capture-again.js';
export { ExcludeItems } from './exclude-items.js';
export { ExecuteList } from './execute-list.js';
export { FileConsent } from './file-consent.js';
export { OrderErasure } from './order-erasure.js';
export { type Proposed, ProposeDispositions } from './propose-dispositions.js';
export { ReadDispositions } from './read-dispositions.js';
export { ReviewList } from './review-list.js';
export { WithdrawList } from './withdraw-list.js';
export { WorkDispositions } from './work-dispositions.js';
