import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow } from '../../platform/index.js';
import { ConfirmRebuild } from './confirm-rebuild.js';

@ApiTags('installation')
@ApiBearerAuth('key')
@Allow('disposition.manage')
@Controller('api/v1/rebuilds')
export class RebuildController {
  constructor(private readonly confirm: ConfirmRebuild) {}

  @ApiOperation({
    summary: 'Confirm an archive that was brought back; from then on dispositions are carried out again',
  })
  @HttpCode(200)
  @Post('confirmations')
  run(@ActorOf() actor: Actor): Promise<{ readonly id: string; readonly confirmedAt: string }> {
    return this.confirm.run(actor);
  }
}
