import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, IdParam } from '../../platform/index.js';
import type { CounterView } from './counter.types.js';
import { ReadCounters } from './read-counters.js';

@ApiTags('accounts')
@ApiBearerAuth('key')
@Allow('account.read')
@Controller('api/v1')
export class CountersController {
  constructor(private readonly counters: ReadCounters) {}

  @ApiOperation({ summary: 'What platforms count of the accounts beside what is here, as of the last reading of each' })
  @Get('counters')
  async all(@ActorOf() actor: Actor): Promise<{ items: readonly CounterView[] }> {
    return { items: await this.counters.all(actor) };
  }

  @ApiOperation({
    summary: 'What the platform counts of an account beside what is here; null before the first reading',
  })
  @Get('accounts/:id/counter')
  async one(@ActorOf() actor: Actor, @IdParam() id: string): Promise<{ counter: CounterView | null }> {
    return { counter: await this.counters.one(actor, id) };
  }
}
