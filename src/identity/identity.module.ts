import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AddPerson } from './add-person.js';
import { Authenticate } from './authenticate.js';
import { ChangePerson } from './change-person.js';
import { FourEyes } from './four-eyes.js';
import { identityCommands } from './identity.command.js';
import { IssueKey } from './issue-key.js';
import { OpenSession } from './open-session.js';
import { KeysController, PeopleController } from './people.controller.js';
import { ReadPeople } from './read-people.js';
import { RevokeKey } from './revoke-key.js';
import { SessionController } from './session.controller.js';
import { SetMail } from './set-mail.js';
import { SetPassword } from './set-password.js';
import { SetUpAdministrator } from './set-up-administrator.js';
import { AskCode } from './second-factor/ask-code.js';
import { CodeTries } from './second-factor/code-tries.js';
import { EnrolFactor } from './second-factor/enrol-factor.js';
import { FactorStanding } from './second-factor/factor-standing.js';
import { FactorController } from './second-factor/factor.controller.js';
import { RemoveFactor } from './second-factor/remove-factor.js';
import { ShowCode } from './second-factor/show-code.js';
import { EndSession } from './sessions/end-session.js';
import { ReadSessions } from './sessions/read-sessions.js';
import { SignInTries } from './sign-in-tries.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';
import { Tries } from './tries.js';

const OFFERED = [
  AddPerson,
  AskCode,
  Authenticate,
  ChangePerson,
  EnrolFactor,
  FourEyes,
  IssueKey,
  ReadPeople,
  RemoveFactor,
  RevokeKey,
  SetMail,
  SetPassword,
  SetUpAdministrator,
  ShowCode,
];

@Global()
@Module({
  controllers: [SessionController, FactorController, PeopleController, KeysController],
  providers: [
    ...OFFERED,
    ...identityCommands,
    OpenSession,
    SignIn,
    SignOut,
    SignInTries,
    Tries,
    CodeTries,
    EndSession,
    FactorStanding,
    ReadSessions,
    AccessGuard,
    { provide: APP_GUARD, useExisting: AccessGuard },
  ],
  exports: OFFERED,
})
export class IdentityModule {}
