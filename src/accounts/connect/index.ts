import { LookAgain } from '../limits/look-again.js';
import { ProbeAgain } from '../limits/probe-again.js';
import { ProbeDue } from '../limits/probe-due.js';
import { ReadLimits } from '../limits/read-limits.js';
import { AccessController } from './access.controller.js';
import { BeginConnection } from './begin-connection.js';
import { DecideClauses } from './clauses/decide-clauses.js';
import { ReadClauseTasks } from './clauses/read-clause-tasks.js';
import { ConnectController } from './connect.controller.js';
import { ConnectSchedule } from './connect.schedule.js';
import { DisconnectAccount } from './disconnect-account.js';
import { FinishConnection } from './finish-connection.js';
import { IdentifyAccount } from './identify-account.js';
import { KeepGrant } from './keep-grant.js';
import { CloseConnectLink } from './links/close-connect-link.js';
import { ConnectLinksController } from './links/connect-links.controller.js';
import { FollowConnectLink } from './links/follow-connect-link.js';
import { IssueConnectLink } from './links/issue-connect-link.js';
import { ReadConnectLinks } from './links/read-connect-links.js';
import { MakeAccessNotices } from './notices/make-access-notices.js';
import { SendAccessNotices } from './notices/send-access-notices.js';
import { ProviderRegistry } from './provider-registry.js';
import { ReachPlatform } from './reach-platform.js';
import { ReadAccess } from './read-access.js';
import { ReadAsked } from './read-asked.js';
import { RenewAccess } from './renew-access.js';
import { SignInByPassword } from './sign-in-by-password.js';
import { TakeGrant } from './take-grant.js';

export type { ClauseTask } from './clauses/read-clause-tasks.js';
export type { AccessView } from './read-access.js';
export {
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
};

export const CONNECT_CONTROLLERS = [AccessController, ConnectController, ConnectLinksController];

export const CONNECT_PROVIDERS = [
  BeginConnection,
  CloseConnectLink,
  ConnectSchedule,
  DecideClauses,
  DisconnectAccount,
  FinishConnection,
  FollowConnectLink,
  IdentifyAccount,
  IssueConnectLink,
  KeepGrant,
  LookAgain,
  MakeAccessNotices,
  ProbeAgain,
  ProbeDue,
  ProviderRegistry,
  ReachPlatform,
  ReadAccess,
  ReadAsked,
  ReadClauseTasks,
  ReadConnectLinks,
  ReadLimits,
  RenewAccess,
  SendAccessNotices,
  SignInByPassword,
  TakeGrant,
];
