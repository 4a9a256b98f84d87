import { Injectable } from '@nestjs/common';
import {
  Clock,
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  type Language,
  Refusal,
  say,
} from '../../platform/index.js';
import { ChangeCalendarDay, type DayChangeInput } from './change-calendar-day.js';
import { clocksSentences } from './clocks.sentences.js';
import { quoted } from './clock-input.rules.js';
import type { CalendarYear } from './clock-views.types.js';
import { ReadCalendar } from './read-calendar.js';

@Injectable()
export class CalendarListCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'calendar list',
    summary: 'The calendars by which deadlines are counted',
    example: 'akta calendar list',
    permission: 'clock.read',
  };

  constructor(private readonly calendars: ReadCalendar) {}

  run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const items = this.calendars.all(actor);
    const text = items.map(({ id, title, laws }) =>
      say(clocksSentences, 'calendar', language, { id, title: title[language], laws: laws.join(', ') }),
    );
    return Promise.resolve({ json: { items }, text });
  }
}

@Injectable()
export class CalendarShowCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'calendar show',
    summary: 'The days of a year that do not count under a calendar',
    example: 'akta calendar show us-il --year 2026',
    args: [['<calendar>', 'its id, as akta calendar list shows it']],
    options: [['--year <year>', 'this year unless told']],
    permission: 'clock.read',
  };

  constructor(
    private readonly calendars: ReadCalendar,
    private readonly clock: Clock,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const asked = options['year'];
    const year = typeof asked === 'string' ? yearOf(asked) : this.clock.now().getUTCFullYear();
    const found = await this.calendars.run(actor, { calendar: args[0] ?? '', year });
    return { json: found, text: yearInWords(found, language) };
  }
}

@Injectable()
abstract class ChangeDayCommand implements Command {
  protected abstract readonly change: DayChangeInput['change'];

  constructor(protected readonly changeDay: ChangeCalendarDay) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const [name, namePl, reason] = [options['name'], options['namePl'], options['reason']];
    const found = await this.changeDay.run(actor, {
      calendar: args[0] ?? '',
      day: args[1] ?? '',
      change: this.change,
      reason: typeof reason === 'string' ? reason : '',
      ...(typeof name === 'string'
        ? { name: { en: name, ...(typeof namePl === 'string' ? { pl: namePl } : {}) } }
        : {}),
    });
    return { json: found, text: yearInWords(found, language) };
  }
}

const DAY_ARGS: NonNullable<CommandSpec['args']> = [
  ['<calendar>', 'its id, as akta calendar list shows it'],
  ['<day>', 'such as 2026-06-15'],
];
const REASON = ['--reason <text>', 'why; it is kept, and committed to in the log'] as const;

@Injectable()
export class CalendarAddCommand extends ChangeDayCommand {
  static readonly spec: CommandSpec = {
    name: 'calendar add',
    summary: 'Add a day that does not count',
    example: 'akta calendar add us-il 2026-12-24 --name "Day off" --reason "Proclaimed by the Governor on 1 December"',
    args: DAY_ARGS,
    options: [
      ['--name <text>', 'what the day is called'],
      ['--name-pl <text>', 'in Polish; as --name unless told'],
      REASON,
    ],
    permission: 'clock.manage',
  };
  protected override readonly change = 'added';
}

@Injectable()
export class CalendarRemoveCommand extends ChangeDayCommand {
  static readonly spec: CommandSpec = {
    name: 'calendar remove',
    summary: 'Make a day count again',
    example: 'akta calendar remove us-il 2026-12-24 --reason "The proclamation was withdrawn"',
    args: DAY_ARGS,
    options: [REASON],
    permission: 'clock.manage',
  };
  protected override readonly change = 'removed';
}

function yearInWords({ days, changes }: CalendarYear, language: Language): string[] {
  return [
    ...days.map(({ day, name }) => say(clocksSentences, 'calendar.day', language, { day, name: name[language] })),
    ...changes.map(({ who, at, day, change, reason }) =>
      say(clocksSentences, 'calendar.changed', language, {
        who,
        at: at.toISOString().slice(0, 10),
        day,
        change,
        reason,
      }),
    ),
  ];
}

function yearOf(text: string): number {
  if (/^\d{4}$/.test(text)) return Number(text);
  throw new Refusal('invalid-input', `${quoted(text)} is not a year. Give one such as 2026.`);
}

/** For the list of all commands. */
export const calendarCommands: readonly CommandClass[] = [
  CalendarListCommand,
  CalendarShowCommand,
  CalendarAddCommand,
  CalendarRemoveCommand,
];
