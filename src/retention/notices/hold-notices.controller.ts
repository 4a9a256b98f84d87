import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  ActorOf,
  Allow,
  Idempotent,
  type PageOf,
  PageQuery,
  ParseId,
  SignedIn,
} from '../../platform/index.js';
import { AcknowledgeNotice } from './acknowledge-notice.js';
import type { HoldNoticeView } from './notice.types.js';
import { AcknowledgeDto, NoticesQuery, WriteNoticesDto } from './notices.dto.js';
import { ReadHoldNotices } from './read-hold-notices.js';
import { WriteNotices } from './write-notices.js';

const ALL_OF_A_HOLD = { limit: 200 };

@ApiTags('holds')
@ApiBearerAuth('key')
@Controller('api/v1')
export class HoldNoticesController {
  constructor(
    private readonly read: ReadHoldNotices,
    private readonly write: WriteNotices,
    private readonly acknowledge: AcknowledgeNotice,
  ) {}

  @ApiOperation({ summary: 'Who was told of a hold or of the holds of a case, and who has acknowledged it' })
  @Allow('hold.read')
  @Get('hold-notices')
  list(@ActorOf() actor: Actor, @Query() { hold, matter, ...page }: NoticesQuery): Promise<PageOf<HoldNoticeView>> {
    const filter = {
      ...(hold === undefined ? {} : { holdId: hold }),
      ...(matter === undefined ? {} : { matterId: matter }),
    };
    return this.read.list(actor, filter, page);
  }

  @ApiOperation({ summary: 'What you were told of holds yourself, and have not acknowledged' })
  @SignedIn()
  @Get('me/hold-notices')
  own(@ActorOf() actor: Actor, @Query() page: PageQuery): Promise<PageOf<HoldNoticeView>> {
    return this.read.own(actor, page);
  }

  @ApiOperation({ summary: 'Tell custodians what they have to keep' })
  @Allow('hold.manage')
  @Idempotent()
  @Post('holds/:id/notices')
  async tell(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) holdId: string,
    @Body() { to, text, language }: WriteNoticesDto,
  ): Promise<PageOf<HoldNoticeView>> {
    const said = { ...(text === undefined ? {} : { text }), ...(language === undefined ? {} : { language }) };
    await this.write.run(actor, { holdId, to, ...said });
    return this.read.list(actor, { holdId }, ALL_OF_A_HOLD);
  }

  @ApiOperation({ summary: 'Acknowledge a notice: your own, or of somebody who does not sign in here' })
  @SignedIn()
  @HttpCode(204)
  @Post('hold-notices/:id/acknowledgement')
  understood(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) noticeId: string,
    @Body() { said }: AcknowledgeDto,
  ): Promise<void> {
    return this.acknowledge.run(actor, { noticeId, ...(said === undefined ? {} : { said }) });
  }
}
