import { Body, Controller, HttpCode, Param, ParseEnumPipe, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, Idempotent, ParseId, Refusal } from '../platform/index.js';
import type { AccountFacts } from './accounts.types.js';
import {
  AccessDto,
  AddAccountDto,
  AssignCustodianDto,
  CharacterDto,
  EndCustodianDto,
  LegalBasisDto,
  ProbeAccountDto,
  ReasonDto,
  SecretDto,
} from './account.dto.js';
import { AddAccount } from './add-account.js';
import { AssignCustodian, type CustodianFacts, EndCustodian } from './assign-custodian.js';
import { type AccountChange, ChangeAccountState } from './change-account-state.js';
import { FindAccount } from './find-account.js';
import { SetAccess } from './set-access.js';
import { SetCharacter } from './set-character.js';
import { ACCOUNT_SECRETS, type AccountSecret, SetSecret } from './set-secret.js';
import { StateLegalBasis } from './state-legal-basis.js';

const ParseSecret = new ParseEnumPipe(Object.fromEntries(ACCOUNT_SECRETS.map((one) => [one, one])), {
  exceptionFactory: () =>
    new Refusal('not-found', `There is no such secret. There are: ${ACCOUNT_SECRETS.join(', ')}.`),
});

type ProbedAccount = Pick<AccountFacts, 'platform' | 'handle' | 'title' | 'url' | 'software' | 'limits'>;

@ApiTags('accounts')
@ApiBearerAuth('key')
@Allow('account.manage')
@Controller('api/v1/accounts')
export class AccountsController {
  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    private readonly find: FindAccount,
    private readonly addAccount: AddAccount,
    private readonly changeState: ChangeAccountState,
    private readonly setAccess: SetAccess,
    private readonly setSecret: SetSecret,
    private readonly stateBasis: StateLegalBasis,
    private readonly setCharacter: SetCharacter,
    private readonly assignCustodian: AssignCustodian,
    private readonly endCustodian: EndCustodian,
  ) {}

  @ApiOperation({ summary: 'Look at an account without archiving it' })
  @HttpCode(200)
  @Post('probe')
  async probe(@Body() input: ProbeAccountDto): Promise<ProbedAccount> {
    const { platform, probe } = await this.find.run(input);
    const { handle, title, url } = probe.account;
    return { platform, handle, title, url, software: probe.software, limits: probe.limits };
  }

  @ApiOperation({ summary: 'Begin to archive an account' })
  @Idempotent()
  @Post()
  add(@ActorOf() actor: Actor, @Body() input: AddAccountDto): Promise<AccountFacts> {
    return this.addAccount.run(actor, input);
  }

  @ApiOperation({ summary: 'Stop looking at an account for a while' })
  @HttpCode(200)
  @Post(':id/pause')
  pause(@ActorOf() actor: Actor, @Param('id', ParseId) id: string, @Body() input: ReasonDto): Promise<AccountFacts> {
    return this.change(actor, id, { change: 'pause', reason: input.reason });
  }

  @ApiOperation({ summary: 'Look at a paused or retired account again' })
  @HttpCode(200)
  @Post(':id/resume')
  resume(@ActorOf() actor: Actor, @Param('id', ParseId) id: string, @Body() input: ReasonDto): Promise<AccountFacts> {
    return this.change(actor, id, { change: 'resume', reason: input.reason });
  }

  @ApiOperation({ summary: 'Stop archiving an account; what is in the archive stays' })
  @HttpCode(200)
  @Post(':id/retire')
  retire(@ActorOf() actor: Actor, @Param('id', ParseId) id: string, @Body() input: ReasonDto): Promise<AccountFacts> {
    return this.change(actor, id, { change: 'retire', reason: input.reason });
  }

  @ApiOperation({ summary: 'State why this account is archived' })
  @Put(':id/legal-basis')
  legalBasis(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() { statute, scheduleItem, officer }: LegalBasisDto,
  ): Promise<AccountFacts> {
    return this.stateBasis.run(actor, { accountId: id, statute, scheduleItem, officer });
  }

  @ApiOperation({ summary: 'Say whether an account is official, mixed or personal' })
  @Put(':id/character')
  character(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() input: CharacterDto,
  ): Promise<AccountFacts> {
    return this.setCharacter.run(actor, { accountId: id, character: input.character });
  }

  @ApiOperation({ summary: 'Give or take away the access token; it is never shown again' })
  @Put(':id/access')
  access(@ActorOf() actor: Actor, @Param('id', ParseId) id: string, @Body() input: AccessDto): Promise<AccountFacts> {
    return this.setAccess.run(actor, { accountId: id, token: input.token });
  }

  @ApiOperation({ summary: 'Give or take away a secret of the account’s app; it is never shown again' })
  @ApiParam({ name: 'name', enum: ACCOUNT_SECRETS })
  @Put(':id/secrets/:name')
  secret(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Param('name', ParseSecret) name: AccountSecret,
    @Body() input: SecretDto,
  ): Promise<AccountFacts> {
    return this.setSecret.run(actor, { accountId: id, name, secret: input.secret });
  }

  @ApiOperation({ summary: 'Say who answers for an account' })
  @Idempotent()
  @Post(':id/custodians')
  assign(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() { name, from, address }: AssignCustodianDto,
  ): Promise<CustodianFacts> {
    return this.assignCustodian.run(actor, {
      accountId: id,
      name,
      ...(from === undefined ? {} : { from }),
      ...(address === undefined ? {} : { address }),
    });
  }

  @ApiOperation({ summary: 'Say when somebody ceased to answer for an account' })
  @HttpCode(200)
  @Post(':id/custodians/:custodianId/end')
  end(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) accountId: string,
    @Param('custodianId', ParseId) custodianId: string,
    @Body() { to }: EndCustodianDto,
  ): Promise<CustodianFacts> {
    return this.endCustodian.run(actor, { accountId, custodianId, ...(to === undefined ? {} : { to }) });
  }

  private change(
    actor: Actor,
    accountId: string,
    input: { change: AccountChange; reason: string },
  ): Promise<AccountFacts> {
    return this.changeState.run(actor, { accountId, ...input });
  }
}
