import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, PageQuery, ParseId } from '../platform/index.js';
import { type AccountCapture, CaptureNow } from './capture-now.js';
import { type CaptureView, ReadCaptures } from './read-captures.js';

@ApiTags('captures')
@ApiBearerAuth('key')
@Controller('api/v1/accounts/:id/captures')
export class CapturesController {
  constructor(
    private readonly captureNow: CaptureNow,
    private readonly read: ReadCaptures,
  ) {}

  @ApiOperation({ summary: 'Runs of the loops over an account, the newest first' })
  @Allow('account.read')
  @Get()
  list(
    @Param('id', ParseId) id: string,
    @Query() page: PageQuery,
  ): Promise<{ items: CaptureView[]; nextCursor: string | null }> {
    return this.read.run(id, page);
  }

  @ApiOperation({ summary: 'Look at an account now' })
  @Allow('capture.run')
  @HttpCode(200)
  @Post()
  async now(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<AccountCapture> {
    const [capture] = await this.captureNow.run(actor, { accountIds: [id] });
    if (!capture) throw new Error('An account that was found was not captured');
    return capture;
  }
}
