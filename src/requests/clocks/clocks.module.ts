import { Module } from '@nestjs/common';
import { calendarCommands } from './calendars.command.js';
import { ChangeCalendarDay } from './change-calendar-day.js';
import { ClockBook } from './clock-book.js';
import { clockCommands } from './clocks.command.js';
import { CalendarsController, ClocksController } from './clocks.controller.js';
import { ConfirmClock } from './confirm-clock.js';
import { FindDueDate } from './find-due-date.js';
import { ReadCalendar } from './read-calendar.js';
import { ReadClocks } from './read-clocks.js';

const OPERATIONS = [ChangeCalendarDay, ClockBook, ConfirmClock, FindDueDate, ReadCalendar, ReadClocks];

@Module({
  controllers: [ClocksController, CalendarsController],
  providers: [...OPERATIONS, ...clockCommands, ...calendarCommands],
  exports: OPERATIONS,
})
export class ClocksModule {}
