import { Global, Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/index.js';
import { AccountsController } from './accounts.controller.js';
import { accountCommands } from './account.command.js';
import { AddAccount } from './add-account.js';
import { AddBody } from './add-body.js';
import { AssignCustodian, EndCustodian } from './assign-custodian.js';
import { ChangeAccountState } from './change-account-state.js';
import { FindAccount } from './find-account.js';
import { NoteKnownAccount } from './note-known-account.js';
import { OpenAccount } from './open-account.js';
import { RegistersController } from './registers.controller.js';
import { SetAccess } from './set-access.js';
import { SetCharacter } from './set-character.js';
import { StateLegalBasis } from './state-legal-basis.js';

const OPERATIONS = [
  AddAccount,
  AddBody,
  AssignCustodian,
  ChangeAccountState,
  EndCustodian,
  FindAccount,
  NoteKnownAccount,
  OpenAccount,
  SetAccess,
  SetCharacter,
  StateLegalBasis,
];

@Global()
@Module({
  imports: [ConnectorsModule],
  controllers: [AccountsController, RegistersController],
  providers: [...OPERATIONS, ...accountCommands],
  exports: OPERATIONS,
})
export class AccountsModule {}
