import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, Idempotent } from '../../platform/index.js';
import { ChangeCalendarDay } from './change-calendar-day.js';
import { clockDetail, clockLine, dueView } from './clock-views.rules.js';
import type { CalendarView, CalendarYear, ClockDetail, ClockLine, DueView } from './clock-views.types.js';
import { ChangeDayDto, ClockQuery, ConfirmClockDto, DueQuery, YearQuery } from './clocks.dto.js';
import { ConfirmClock } from './confirm-clock.js';
import { FindDueDate } from './find-due-date.js';
import { pauseOf } from './pause-words.rules.js';
import { ReadCalendar } from './read-calendar.js';
import { ReadClocks } from './read-clocks.js';

const LawParam = (): MethodDecorator => ApiParam({ name: 'law', example: 'us-il' });

@ApiTags('clocks')
@ApiBearerAuth('key')
@Allow('clock.read')
@Controller('api/v1/clocks')
export class ClocksController {
  constructor(
    private readonly clocks: ReadClocks,
    private readonly dues: FindDueDate,
    private readonly confirm: ConfirmClock,
  ) {}

  @ApiOperation({ summary: 'The deadlines of law, drafts among them' })
  @Get()
  async all(@ActorOf() actor: Actor, @Query() { lang }: ClockQuery): Promise<{ items: ClockLine[] }> {
    return { items: (await this.clocks.all(actor)).map((law) => clockLine(law, lang)) };
  }

  @ApiOperation({ summary: 'One law with its pauses, extensions, grounds and consequences' })
  @LawParam()
  @Get(':law')
  async one(@ActorOf() actor: Actor, @Param('law') law: string, @Query() { lang }: ClockQuery): Promise<ClockDetail> {
    return clockDetail(await this.clocks.run(actor, law), lang);
  }

  @ApiOperation({ summary: 'A due date with every day counted and skipped, and why' })
  @LawParam()
  @Get(':law/due')
  async due(
    @ActorOf() actor: Actor,
    @Param('law') law: string,
    @Query() { lang, pause, ...input }: DueQuery,
  ): Promise<DueView> {
    return dueView(await this.dues.run(actor, { law, ...input, pauses: (pause ?? []).map(pauseOf) }), lang);
  }

  @ApiOperation({ summary: 'Confirm a draft: the person who asks has checked it against the statute' })
  @Allow('clock.manage')
  @LawParam()
  @Idempotent()
  @Post(':law/confirmations')
  async confirmed(
    @ActorOf() actor: Actor,
    @Param('law') law: string,
    @Body() { reason }: ConfirmClockDto,
  ): Promise<ClockDetail> {
    return clockDetail(await this.confirm.run(actor, { law, reason }), 'en');
  }
}

@ApiTags('clocks')
@ApiBearerAuth('key')
@Allow('clock.read')
@Controller('api/v1/calendars')
export class CalendarsController {
  constructor(
    private readonly calendars: ReadCalendar,
    private readonly changeDay: ChangeCalendarDay,
  ) {}

  @ApiOperation({ summary: 'The calendars by which deadlines are counted' })
  @Get()
  all(@ActorOf() actor: Actor): { items: readonly CalendarView[] } {
    return { items: this.calendars.all(actor) };
  }

  @ApiOperation({ summary: 'The days of a year that do not count, and what people changed of them' })
  @ApiParam({ name: 'calendar', example: 'us-il' })
  @Get(':calendar')
  one(
    @ActorOf() actor: Actor,
    @Param('calendar') calendar: string,
    @Query() { year }: YearQuery,
  ): Promise<CalendarYear> {
    return this.calendars.run(actor, { calendar, year });
  }

  @ApiOperation({ summary: 'Add a day that does not count, or make one count again' })
  @Allow('clock.manage')
  @ApiParam({ name: 'calendar', example: 'us-il' })
  @HttpCode(200)
  @Idempotent()
  @Post(':calendar/days')
  change(
    @ActorOf() actor: Actor,
    @Param('calendar') calendar: string,
    @Body() { name, namePl, ...input }: ChangeDayDto,
  ): Promise<CalendarYear> {
    const named = name === undefined ? {} : { name: { en: name, ...(namePl === undefined ? {} : { pl: namePl }) } };
    return this.changeDay.run(actor, { calendar, ...input, ...named });
  }
}
