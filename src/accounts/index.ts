export { type AccountFacts, type BodyFacts, type Character, CHARACTERS } from './accounts.types.js';
export { accountCommands } from './account.command.js';
export { AccountsModule } from './accounts.module.js';
export {
  type AccessView,
  BeginConnection,
  CloseConnectLink,
  DecideClauses,
  DisconnectAccount,
  FinishConnection,
  FollowConnectLink,
  IssueConnectLink,
  MakeAccessNotices,
  ProbeAgain,
  ProbeDue,
  ReadAccess,
  ReadClauseTasks,
  ReadLimits,
  RenewAccess,
  SendAccessNotices,
  SignInByPassword,
} from './connect/index.js';
export { AddAccount, type NewAccount } from './add-account.js';
export { AddBody, type NewBody } from './add-body.js';
export { AssignCustodian, type CustodianFacts, EndCustodian, SetCustodianAddress } from './assign-custodian.js';
export { type AccountChange, ChangeAccountState } from './change-account-state.js';
export { incidentCommands } from './incidents/incident.command.js';
export { EndMessages, GrantMessages } from './messages/consent-to-messages.js';
export { messageCommands } from './messages/messages.command.js';
export { INCIDENT_KINDS, type IncidentFacts, type IncidentKind } from './incidents/incident.types.js';
export { EndIncident, NoteIncident } from './incidents/note-incident.js';
export { readIncidents } from './incidents/read-incidents.js';
export { FindAccount, type Sought } from './find-account.js';
export { AWAITED_SQL } from './awaited-account.rules.js';
export { accountNamed, bodyNamed } from './find-named.js';
export { LOOPS } from './limits/loops.rules.js';
export { type KnownAccountFacts, NoteKnownAccount } from './note-known-account.js';
export { OpenAccount, type OpenedAccount } from './open-account.js';
export { type AccountSecrets, OpenSecrets } from './open-secrets.js';
export { renameAccount } from './rename-account.js';
export { SetAccess } from './set-access.js';
export { SetCharacter } from './set-character.js';
export { ACCOUNT_SECRETS, type AccountSecret, SetSecret } from './set-secret.js';
export { statedWords, type Statement, statement } from './state-with-event.js';
export { type LegalBasis, StateLegalBasis } from './state-legal-basis.js';
