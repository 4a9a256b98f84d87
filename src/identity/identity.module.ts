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
import { SignInTries } from './sign-in-tries.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';

const OFFERED = [
  AddPerson,
  Authenticate,
  ChangePerson,
  FourEyes,
  IssueKey,
  ReadPeople,
  RevokeKey,
  SetMail,
  SetPassword,
  SetUpAdministrator,
];

@Global()
@Module({
  controllers: [SessionController, PeopleController, KeysController],
  providers: [
    ...OFFERED,
    ...identityCommands,
    OpenSession,
    SignIn,
    SignOut,
    SignInTries,
    AccessGuard,
    { provide: APP_GUARD, useExisting: AccessGuard },
  ],
  exports: OFFERED,
})
export class IdentityModule {}
