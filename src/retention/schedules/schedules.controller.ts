import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  ActorOf,
  Allow,
  Idempotent,
  IdParam,
  type PageOf,
  PageQuery,
  Refusal,
} from '../../platform/index.js';
import { ExplainItem } from './explain-item.js';
import { PolicyQuery } from './policies.dto.js';
import { ReadEvents, type RetentionEventView } from './read-events.js';
import { type EventScope, RecordEvent } from './record-event.js';
import { ReportSchedules, type ScheduleReport } from './report-schedules.js';
import { scheduleView } from './schedule-views.rules.js';
import type { ScheduleView } from './schedule-views.types.js';
import { RecordEventDto, ReportQuery, WithdrawEventDto } from './schedules.dto.js';

@ApiTags('schedules')
@ApiBearerAuth('key')
@Allow('policy.read')
@Controller('api/v1')
export class SchedulesController {
  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    private readonly explain: ExplainItem,
    private readonly report: ReportSchedules,
    private readonly events: RecordEvent,
    private readonly readEvents: ReadEvents,
  ) {}

  @ApiOperation({ summary: 'How long an item is kept and why: rules that fit, the one that decides, the arithmetic' })
  @Get('items/:id/schedule')
  async explained(
    @ActorOf() actor: Actor,
    @IdParam() id: string,
    @Query() { lang }: PolicyQuery,
  ): Promise<ScheduleView> {
    return scheduleView(await this.explain.run(actor, id), lang);
  }

  @ApiOperation({ summary: 'What no retention rule fits, over time, and what comes due by month' })
  @Get('schedules/report')
  reported(@ActorOf() actor: Actor, @Query() { months }: ReportQuery): Promise<ScheduleReport> {
    return this.report.run(actor, { months });
  }

  @ApiOperation({ summary: 'What was recorded of what starts retention clocks, the newest first' })
  @Get('retention-events')
  list(@ActorOf() actor: Actor, @Query() page: PageQuery): Promise<PageOf<RetentionEventView>> {
    return this.readEvents.list(actor, page);
  }

  @ApiOperation({ summary: 'Record what starts a retention clock: of a body, an account, items, or a case or request' })
  @Allow('policy.manage')
  @Idempotent()
  @Post('retention-events')
  async record(@ActorOf() actor: Actor, @Body() input: RecordEventDto): Promise<RetentionEventView | null> {
    const { name, on, reason } = input;
    return this.readEvents.one(actor, await this.events.run(actor, { name, on, reason, scope: scopeOf(input) }));
  }

  @ApiOperation({ summary: 'Take an event back: clocks it started stand still again' })
  @Allow('policy.manage')
  @HttpCode(200)
  @Post('retention-events/:id/withdrawal')
  async withdraw(
    @ActorOf() actor: Actor,
    @IdParam() id: string,
    @Body() { reason }: WithdrawEventDto,
  ): Promise<RetentionEventView | null> {
    await this.events.withdraw(actor, { id, reason });
    return this.readEvents.one(actor, id);
  }
}

function scopeOf({ scope, bodyId, accountId, itemIds, number }: RecordEventDto): EventScope {
  if (scope === 'body' && bodyId !== undefined) return { kind: scope, bodyId };
  if (scope === 'account' && accountId !== undefined) return { kind: scope, accountId };
  if (scope === 'items' && itemIds !== undefined) return { kind: scope, itemIds };
  if (scope === 'matter' && bodyId !== undefined && number !== undefined) return { kind: scope, bodyId, number };
  throw new Refusal('invalid-input', `Say of what it is: with the scope “${scope}” go ${NEEDED[scope]}.`);
}

const NEEDED = {
  body: 'bodyId',
  account: 'accountId',
  items: 'itemIds',
  matter: 'bodyId and number',
} as const;
