import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, Idempotent, IdParam } from '../../../platform/index.js';
import { PolicyTextDto } from '../policies.dto.js';
import { wholePolicy } from '../read-policy-files.js';
import { AskTrial } from './ask-trial.js';
import { ReadTrials } from './read-trials.js';
import type { TrialView } from './trial.types.js';

@ApiTags('schedules')
@ApiBearerAuth('key')
@Allow('policy.read')
@Controller('api/v1/schedules/what-if')
export class TrialsController {
  constructor(
    private readonly ask: AskTrial,
    private readonly trials: ReadTrials,
  ) {}

  @ApiOperation({
    summary: 'Work out what would come of a retention schedule, before it is loaded; nothing else is written',
  })
  @Idempotent()
  @HttpCode(202)
  @Post()
  async begin(@ActorOf() actor: Actor, @Body() { yaml, bodyId }: PolicyTextDto): Promise<TrialView> {
    const { policy } = wholePolicy(Buffer.from(yaml), 'yaml');
    return this.trials.one(actor, await this.ask.run(actor, { bodyId, policy }));
  }

  @ApiOperation({ summary: 'How far it is, and once it is done what would come of it' })
  @Get(':id')
  one(@ActorOf() actor: Actor, @IdParam() id: string): Promise<TrialView> {
    return this.trials.one(actor, id);
  }
}
