export { ApproveList } from './approve-list.js';
export { consentName, dayInWords } from './disposition-in-words.js';
export type {
  Certificate,
  ConsentView,
  EntryView,
  ListAbout,
  ListSummary,
  ListView,
  PersonView,
} from './disposition.types.js';
export { dispositionCommands } from './list-steps.command.js';
export { dispositionSentences } from './disposition.sentences.js';
export { ExcludeItems } from './exclude-items.js';
export { ExecuteList } from './execute-list.js';
export { FileConsent } from './file-consent.js';
export { type Proposed, ProposeDispositions } from './propose-dispositions.js';
export { ReadDispositions } from './read-dispositions.js';
export { ReviewList } from './review-list.js';
export { WithdrawList } from './withdraw-list.js';
export { WorkDispositions } from './work-dispositions.js';
