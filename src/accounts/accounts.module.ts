import { Global, Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/index.js';
import { AccountsController } from './accounts.controller.js';
import { accountCommands } from './account.command.js';
import { AddAccount } from './add-account.js';
import { AddBody } from './add-body.js';
import { AssignCustodian, EndCustodian, SetCustodianAddress } from './assign-custodian.js';
import { ChangeAccountState } from './change-account-state.js';
import { CONNECT_CONTROLLERS, CONNECT_PROVIDERS } from './connect/index.js';
import { incidentCommands } from './incidents/incident.command.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { EndIncident, NoteIncident } from './incidents/note-incident.js';
import { FindAccount } from './find-account.js';
import { EndMessages, GrantMessages } from './messages/consent-to-messages.js';
import { messageCommands } from './messages/messages.command.js';
import { MessagesController } from './messages/messages.controller.js';
import { NoteKnownAccount } from './note-known-account.js';
import { OpenAccount } from './open-account.js';
import { OpenSecrets } from './open-secrets.js';
import { RegistersController } from './registers.controller.js';
import { SetAccess } from './set-access.js';
import { SetCharacter } from './set-character.js';
import { SetSecret } from './set-secret.js';
import { StateLegalBasis } from './state-legal-basis.js';

const OPERATIONS = [
  AddAccount,
  AddBody,
  AssignCustodian,
  ChangeAccountState,
  EndCustodian,
  EndIncident,
  EndMessages,
  FindAccount,
  GrantMessages,
  NoteIncident,
  NoteKnownAccount,
  OpenAccount,
  OpenSecrets,
  SetAccess,
  SetCharacter,
  SetCustodianAddress,
  SetSecret,
  StateLegalBasis,
  ...CONNECT_PROVIDERS,
];

@Global()
@Module({
  imports: [ConnectorsModule],
  controllers: [
    AccountsController,
    IncidentsController,
    MessagesController,
    RegistersController,
    ...CONNECT_CONTROLLERS,
  ],
  providers: [...OPERATIONS, ...accountCommands, ...incidentCommands, ...messageCommands],
  exports: OPERATIONS,
})
export class AccountsModule {}
