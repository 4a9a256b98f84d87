import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  ActorOf,
  Allow,
  Idempotent,
  IdParam,
  may,
  type PageOf,
  PageQuery,
  readTime,
  SignedIn,
} from '../platform/index.js';
import { AddPerson } from './add-person.js';
import { ChangePerson } from './change-person.js';
import { AddPersonDto, DisablePersonDto, IssueKeyDto, RolesDto, SetMailDto, SetPasswordDto } from './identity.dto.js';
import { type IssuedKey, IssueKey } from './issue-key.js';
import type { KeyView, PersonView } from './people.types.js';
import { ReadPeople } from './read-people.js';
import { RevokeKey } from './revoke-key.js';
import { selfOf } from './self-of.js';
import { SetMail } from './set-mail.js';
import { SetPassword } from './set-password.js';

@ApiTags('identity')
@Controller('api/v1/people')
export class PeopleController {
  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    private readonly read: ReadPeople,
    private readonly addPerson: AddPerson,
    private readonly change: ChangePerson,
    private readonly setPassword: SetPassword,
    private readonly setMail: SetMail,
  ) {}

  @Allow('person.manage')
  @Get()
  list(@Query() query: PageQuery): Promise<PageOf<PersonView>> {
    return this.read.people(query);
  }

  @Allow('person.manage')
  @Idempotent()
  @Post()
  async add(@ActorOf() actor: Actor, @Body() body: AddPersonDto): Promise<{ id: string }> {
    return { id: await this.addPerson.run(actor, body) };
  }

  @Allow('person.manage')
  @Put(':id/roles')
  @HttpCode(204)
  setRoles(@ActorOf() actor: Actor, @IdParam() person: string, @Body() { roles }: RolesDto): Promise<void> {
    return this.change.setRoles(actor, { person, roles });
  }

  @Allow('person.manage')
  @Post(':id/disablement')
  @HttpCode(204)
  disable(@ActorOf() actor: Actor, @IdParam() person: string, @Body() { reason }: DisablePersonDto): Promise<void> {
    return this.change.disable(actor, { person, reason });
  }

  @SignedIn()
  @Put(':id/mail')
  @HttpCode(204)
  mail(@ActorOf() actor: Actor, @IdParam() person: string, @Body() { mail }: SetMailDto): Promise<void> {
    return this.setMail.run(actor, { person, mail });
  }

  @SignedIn()
  @Put(':id/password')
  @HttpCode(204)
  password(@ActorOf() actor: Actor, @IdParam() person: string, @Body() body: SetPasswordDto): Promise<void> {
    const { password, current } = body;
    return this.setPassword.run(actor, { person, password, ...(current === undefined ? {} : { current }) });
  }
}

@ApiTags('identity')
@SignedIn()
@Controller('api/v1/keys')
export class KeysController {
  constructor(
    private readonly read: ReadPeople,
    private readonly issueKey: IssueKey,
    private readonly revokeKey: RevokeKey,
  ) {}

  /** One's own; everybody's with `key.manage`. */
  @Get()
  list(@ActorOf() actor: Actor, @Query() query: PageQuery): Promise<PageOf<KeyView>> {
    return this.read.keys(may(actor, 'key.manage') ? null : selfOf(actor), query);
  }

  @Post()
  issue(@ActorOf() actor: Actor, @Body() body: IssueKeyDto): Promise<IssuedKey> {
    return this.issueKey.run(actor, {
      person: body.person ?? selfOf(actor),
      label: body.label,
      permissions: body.permissions ?? null,
      expiresAt: body.expiresAt === undefined ? null : readTime(body.expiresAt),
    });
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@ActorOf() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.revokeKey.run(actor, id);
  }
}
