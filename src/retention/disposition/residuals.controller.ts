import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadResidual, type ResidualView } from '../../archive/index.js';
import { NeedsCode } from '../../identity/index.js';
import { type Actor, ActorOf, Allow, Idempotent, ParseId } from '../../platform/index.js';
import { CaptureAgain } from './capture-again.js';
import { ReasonDto } from './dispositions.dto.js';

@ApiTags('dispositions')
@ApiBearerAuth('key')
@Controller('api/v1/residuals')
export class ResidualsController {
  constructor(
    private readonly residuals: ReadResidual,
    private readonly captureAgain: CaptureAgain,
  ) {}

  @ApiOperation({ summary: 'What is left of a destroyed item: kind, class, days, authority' })
  @Allow('disposition.read')
  @Get(':id')
  one(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<ResidualView> {
    return this.residuals.look(actor, id);
  }

  @ApiOperation({
    summary: 'Decide that it may be captured again, as another item; what was erased needs a second person',
  })
  @Allow('disposition.manage')
  @Idempotent()
  @Post(':id/recapture')
  async decide(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) itemId: string,
    @Body() { reason }: ReasonDto,
  ): Promise<ResidualView> {
    await this.captureAgain.decide(actor, { itemId, reason });
    return this.residuals.look(actor, itemId);
  }

  @ApiOperation({ summary: 'Approve, as the second person, that what was erased may be captured again' })
  @NeedsCode()
  @Allow('disposition.approve')
  @HttpCode(200)
  @Post(':id/recapture/approval')
  async approve(@ActorOf() actor: Actor, @Param('id', ParseId) itemId: string): Promise<ResidualView> {
    await this.captureAgain.approve(actor, { itemId });
    return this.residuals.look(actor, itemId);
  }
}
