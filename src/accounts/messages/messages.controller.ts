import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, ParseId } from '../../platform/index.js';
import { ReasonDto } from '../account.dto.js';
import type { AccountFacts } from '../accounts.types.js';
import { EndMessages, GrantMessages } from './consent-to-messages.js';
import { GrantMessagesDto } from './messages.dto.js';

@ApiTags('accounts')
@ApiBearerAuth('key')
@Allow('account.manage')
@Controller('api/v1/accounts/:id/messages')
export class MessagesController {
  constructor(
    private readonly grantMessages: GrantMessages,
    private readonly endMessages: EndMessages,
  ) {}

  @ApiOperation({ summary: 'Agree that direct messages are kept: stored closed, in no bundle until one is opened' })
  @HttpCode(200)
  @Post('grant')
  grant(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) accountId: string,
    @Body() { grantedBy, ground }: GrantMessagesDto,
  ): Promise<AccountFacts> {
    return this.grantMessages.run(actor, { accountId, grantedBy, ground });
  }

  @ApiOperation({ summary: 'Keep no further direct messages; those that are here stay, closed' })
  @HttpCode(200)
  @Post('end')
  end(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) accountId: string,
    @Body() { reason }: ReasonDto,
  ): Promise<AccountFacts> {
    return this.endMessages.run(actor, { accountId, reason });
  }
}
