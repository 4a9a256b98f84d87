import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, IdParam } from '../../platform/index.js';
import { type LimitsView, ReadLimits } from '../limits/read-limits.js';
import { LookAgain } from '../limits/look-again.js';
import { DecideClauses } from './clauses/decide-clauses.js';
import { type ClauseTask, ReadClauseTasks } from './clauses/read-clause-tasks.js';
import { DecideClausesDto } from './connect.dto.js';
import { type AccessView, ReadAccess } from './read-access.js';

@ApiTags('accounts')
@ApiBearerAuth('key')
@Controller('api/v1')
export class AccessController {
  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    private readonly access: ReadAccess,
    private readonly limits: ReadLimits,
    private readonly lookAgain: LookAgain,
    private readonly tasks: ReadClauseTasks,
    private readonly decide: DecideClauses,
  ) {}

  @ApiOperation({ summary: 'How access to each account stands, what ends first before the rest; never a token' })
  @Allow('account.read')
  @Get('access')
  async all(@ActorOf() actor: Actor): Promise<{ items: AccessView[] }> {
    return { items: await this.access.all(actor) };
  }

  @ApiOperation({ summary: 'How access to one account stands' })
  @Allow('account.read')
  @Get('accounts/:id/access')
  one(@ActorOf() actor: Actor, @IdParam() id: string): Promise<AccessView> {
    return this.access.one(actor, id);
  }

  @ApiOperation({ summary: 'What cannot be captured of an account, and since when; what held once stays' })
  @Allow('account.read')
  @Get('accounts/:id/limits')
  limit(@ActorOf() actor: Actor, @IdParam() id: string): Promise<LimitsView> {
    return this.limits.run(actor, id);
  }

  @ApiOperation({ summary: 'Look now at what can be captured of an account' })
  @Allow('account.manage')
  @HttpCode(200)
  @Post('accounts/:id/limits/look')
  look(@ActorOf() actor: Actor, @IdParam() id: string): Promise<LimitsView> {
    return this.lookAgain.run(actor, id);
  }

  @ApiOperation({ summary: 'What is kept that a platform wants deleted, and when a person decides about it' })
  @Allow('account.read')
  @Get('clause-tasks')
  async clauses(@ActorOf() actor: Actor): Promise<{ items: ClauseTask[] }> {
    return { items: await this.tasks.run(actor) };
  }

  @ApiOperation({ summary: 'Decide, with a ground, about what a platform wants deleted; it stands for ninety days' })
  @Allow('account.manage')
  @HttpCode(200)
  @Post('accounts/:id/clause-decisions')
  decided(@ActorOf() actor: Actor, @IdParam() id: string, @Body() input: DecideClausesDto): Promise<ClauseTask> {
    return this.decide.run(actor, { accountId: id, says: input.says, ground: input.ground });
  }
}
