import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, IdParam } from '../../platform/index.js';
import { CustodianAddressDto } from '../account.dto.js';
import { SetCustodianAddress } from '../assign-custodian.js';
import { BeginConnection } from './begin-connection.js';
import { AnswerDto, AppPasswordDto, ConnectDto, IssueLinkDto } from './connect.dto.js';
import type { AskedView, BegunConnection, ConnectedView } from './connect.types.js';
import { DisconnectAccount } from './disconnect-account.js';
import { FinishConnection } from './finish-connection.js';
import { CloseConnectLink } from './links/close-connect-link.js';
import type { ConnectLinkView, IssuedLink } from './links/connect-link.types.js';
import { IssueConnectLink } from './links/issue-connect-link.js';
import { ReadConnectLinks } from './links/read-connect-links.js';
import { ReadAsked } from './read-asked.js';
import { SignInByPassword } from './sign-in-by-password.js';

@ApiTags('accounts')
@ApiBearerAuth('key')
@Allow('account.manage')
@Controller('api/v1')
export class ConnectController {
  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    private readonly asked: ReadAsked,
    private readonly begin: BeginConnection,
    private readonly finish: FinishConnection,
    private readonly password: SignInByPassword,
    private readonly disconnect: DisconnectAccount,
    private readonly issue: IssueConnectLink,
    private readonly links: ReadConnectLinks,
    private readonly closeLink: CloseConnectLink,
    private readonly custodianAddress: SetCustodianAddress,
  ) {}

  @ApiOperation({
    summary: 'What the owner of an account would be asked for, and what its platform says about keeping',
  })
  @Get('accounts/:id/connection')
  show(@ActorOf() actor: Actor, @IdParam() id: string): Promise<AskedView> {
    return this.asked.run(actor, id);
  }

  @ApiOperation({ summary: 'Ask a platform for access: answers with the address where the owner says yes or no' })
  @Post('accounts/:id/connection')
  connect(
    @ActorOf() actor: Actor,
    @IdParam() id: string,
    @Body() { messages = false, ground }: ConnectDto,
  ): Promise<BegunConnection> {
    return this.begin.run(actor, { accountId: id, messages, ground });
  }

  @ApiOperation({ summary: 'Take what the platform sent back with the browser; once, within ten minutes' })
  @HttpCode(200)
  @Post('connection-answers')
  answer(@ActorOf() actor: Actor, @Body() answer: AnswerDto): Promise<ConnectedView> {
    return this.finish.run(actor, answer);
  }

  @ApiOperation({ summary: 'Connect an account by an app password; it is used once and not kept' })
  @HttpCode(200)
  @Post('accounts/:id/app-password')
  signIn(
    @ActorOf() actor: Actor,
    @IdParam() id: string,
    @Body() { messages = false, ground, password }: AppPasswordDto,
  ): Promise<ConnectedView> {
    return this.password.run(actor, { accountId: id, messages, ground, password });
  }

  @ApiOperation({ summary: 'Give access back: the platform is asked to forget it, and it is forgotten here' })
  @Delete('accounts/:id/connection')
  end(@ActorOf() actor: Actor, @IdParam() id: string): Promise<{ readonly handle: string; readonly told: boolean }> {
    return this.disconnect.run(actor, id);
  }

  @ApiOperation({ summary: 'Make a personal link by which the owner grants access; it is shown this once' })
  @Post('accounts/:id/connect-links')
  issueLink(
    @ActorOf() actor: Actor,
    @IdParam() id: string,
    @Body() { messages = false, ground, language = 'en' }: IssueLinkDto,
  ): Promise<IssuedLink> {
    return this.issue.run(actor, { accountId: id, messages, ground, language });
  }

  @ApiOperation({ summary: 'Personal links to an account, and what became of each; never the address itself' })
  @Get('accounts/:id/connect-links')
  async listLinks(@ActorOf() actor: Actor, @IdParam() id: string): Promise<{ items: ConnectLinkView[] }> {
    return { items: await this.links.run(actor, id) };
  }

  @ApiOperation({ summary: 'End a personal link before its time' })
  @HttpCode(204)
  @Delete('connect-links/:id')
  close(@ActorOf() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.closeLink.run(actor, id);
  }

  @ApiOperation({ summary: 'Set where whoever answers for an account is told that access ends; null: nowhere' })
  @HttpCode(204)
  @Put('accounts/:id/custodians/:custodianId/address')
  address(
    @ActorOf() actor: Actor,
    @IdParam() accountId: string,
    @IdParam('custodianId') custodianId: string,
    @Body() { address }: CustodianAddressDto,
  ): Promise<void> {
    return this.custodianAddress.run(actor, { accountId, custodianId, address });
  }
}
