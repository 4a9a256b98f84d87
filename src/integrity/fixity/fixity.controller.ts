import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, IdParam } from '../../platform/index.js';
import { LookAtFaultDto } from './fixity.dto.js';
import type { FixityView } from './fixity.views.js';
import { LookAtFault } from './look-at-fault.js';
import { ReadFixity } from './read-fixity.js';

@ApiTags('installation')
@ApiBearerAuth('key')
@Controller('api/v1/fixity')
export class FixityController {
  constructor(
    private readonly read: ReadFixity,
    private readonly look: LookAtFault,
  ) {}

  @ApiOperation({ summary: 'How much of what is stored was read back in time, and what was not as recorded' })
  @Allow('audit.read')
  @Get()
  status(@ActorOf() actor: Actor): Promise<FixityView> {
    return this.read.run(actor);
  }

  @ApiOperation({ summary: 'Write down that a finding was looked at, and what was done; it is no alarm from then on' })
  @Allow('fixity.manage')
  @HttpCode(200)
  @Post('faults/:id/look')
  async lookAt(@ActorOf() actor: Actor, @IdParam() id: string, @Body() { said }: LookAtFaultDto): Promise<FixityView> {
    await this.look.run(actor, id, said);
    return this.read.run(actor);
  }
}
