import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, Idempotent, IdParam } from '../../platform/index.js';
import { DateOf } from './date-of.js';
import { LoadPolicy } from './load-policy.js';
import { LoadPolicyDto, PolicyDateQuery, PolicyQuery } from './policies.dto.js';
import { type LoadedLine, type PolicyDetail, type PolicyLine, ReadPolicies } from './read-policies.js';
import { ReadPolicyVersion, type VersionView } from './read-policy-version.js';
import { wholePolicy } from './read-policy-files.js';
import { dateView } from './schedule-views.rules.js';
import type { DateView } from './schedule-views.types.js';

const PolicyParam = (): MethodDecorator => ApiParam({ name: 'policy', example: 'us-grs-6.4' });

@ApiTags('policies')
@ApiBearerAuth('key')
@Allow('policy.read')
@Controller('api/v1/policies')
export class PoliciesController {
  constructor(
    private readonly policies: ReadPolicies,
    private readonly dates: DateOf,
    private readonly load: LoadPolicy,
    private readonly versions: ReadPolicyVersion,
  ) {}

  @ApiOperation({ summary: 'The retention schedules in force, and those that came with the program' })
  @Get()
  all(
    @ActorOf() actor: Actor,
    @Query() { lang }: PolicyQuery,
  ): Promise<{ loaded: readonly LoadedLine[]; shipped: readonly PolicyLine[] }> {
    return this.policies.all(actor, lang);
  }

  @ApiOperation({
    summary: 'A version in force: its very text, its series, how many items each decides, and what comes next',
  })
  @Get('versions/:id')
  version(@ActorOf() actor: Actor, @IdParam() id: string, @Query() { lang }: PolicyQuery): Promise<VersionView> {
    return this.versions.run(actor, id, lang);
  }

  @ApiOperation({ summary: 'One retention schedule with its series' })
  @PolicyParam()
  @Get(':policy')
  one(@ActorOf() actor: Actor, @Param('policy') policy: string, @Query() { lang }: PolicyQuery): Promise<PolicyDetail> {
    return this.policies.one(actor, policy, lang);
  }

  @ApiOperation({ summary: 'When something created then could go, with its arithmetic' })
  @PolicyParam()
  @ApiParam({ name: 'series', example: '020' })
  @Get(':policy/series/:series/date')
  async date(
    @ActorOf() actor: Actor,
    @Param() { policy, series }: { policy: string; series: string },
    @Query() { lang, created, event, zone }: PolicyDateQuery,
  ): Promise<DateView> {
    const asked = { policy, series, created, events: event ?? [], ...(zone === undefined ? {} : { zone }) };
    return dateView(await this.dates.run(actor, asked), lang);
  }

  @ApiOperation({ summary: 'Put a retention schedule in force for a body, as a version that is never rewritten' })
  @Allow('policy.manage')
  @Idempotent()
  @Post()
  async loaded(
    @ActorOf() actor: Actor,
    @Body() { yaml, bodyId, reason, confirmsDraft }: LoadPolicyDto,
  ): Promise<LoadedLine | null> {
    const file = wholePolicy(Buffer.from(yaml), 'yaml');
    const asked = { bodyId, file, reason, confirmsDraft: confirmsDraft === true };
    return this.policies.version(actor, await this.load.run(actor, asked), 'en');
  }
}
