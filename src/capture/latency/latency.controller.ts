import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ParseId } from '../../platform/index.js';
import { type CanaryView, ReadCanaries } from '../canary/read-canaries.js';
import type { LatencyView } from './latency.types.js';
import { MeasureLatency } from './measure-latency.js';

@ApiTags('captures')
@ApiBearerAuth('key')
@Allow('account.read')
@Controller('api/v1')
export class LatencyController {
  constructor(
    private readonly latency: MeasureLatency,
    private readonly canaries: ReadCanaries,
  ) {}

  @ApiOperation({
    summary: 'How late what was new came, by the platform’s own time, over 24 hours and 30 days, together and by loop',
  })
  @Get('accounts/:id/latency')
  one(@Param('id', ParseId) id: string): Promise<LatencyView[]> {
    return this.latency.read([id]);
  }

  @ApiOperation({
    summary: 'Of each account that is looked at, whether what is known to be there is still shown to us',
  })
  @Get('canaries')
  all(): Promise<CanaryView[]> {
    return this.canaries.run();
  }
}
