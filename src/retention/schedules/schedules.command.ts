import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountNamed, bodyNamed } from '../../accounts/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  demand,
  type Language,
  listOf,
  Refusal,
  say,
  textOf,
  wholeOf,
} from '../../platform/index.js';
import { EvaluateSchedules } from './evaluate-schedules.js';
import { ExplainItem } from './explain-item.js';
import { policiesSentences } from './policies.sentences.js';
import { PolicyBook } from './policy-book.js';
import { ReadEvents, type RetentionEventView } from './read-events.js';
import { type EventScope, RecordEvent } from './record-event.js';
import { RETENTION_EVENTS } from './retention-events.types.js';
import { ReportSchedules, type ScheduleReport } from './report-schedules.js';
import { scheduleLines, scheduleView } from './schedule-views.rules.js';
import { dayInWords, wordOf } from './schedule-words.rules.js';
import { TryPolicy, type WhatIf, type WhatIfLine } from './what-if.js';

const MOST_SHOWN = 200;
const MOST_MONTHS = 1_200;

@Injectable()
export class PolicyExplainCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'policy explain',
    summary: 'How long an item is kept and why: the rules that fit, the one that decides, the arithmetic',
    example: 'akta policy explain 01900000-0000-7000-8000-000000000000',
    args: [['<item>', 'its id']],
    permission: 'policy.read',
  };

  constructor(private readonly explain: ExplainItem) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const view = scheduleView(await this.explain.run(actor, idOf(args[0] ?? '')), language);
    return { json: view, text: scheduleLines(view) };
  }
}

@Injectable()
export class PolicyWhatIfCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'policy what-if',
    summary: 'What would come of a retention schedule, before it is loaded: counts, earliest, latest, by account',
    example: 'akta policy what-if us-grs-6.4',
    args: [['<file>', 'a policy file, or the id of one that came with the program']],
    options: [['--body <name>', 'name or id of the body; needed where there are several']],
    permission: 'policy.read',
  };

  constructor(
    private readonly database: DataSource,
    private readonly book: PolicyBook,
    private readonly whatIf: TryPolicy,
  ) {}

  async run({ actor, args, options, language, progress }: CommandCall): Promise<CommandAnswer> {
    const { policy } = this.book.at(args[0] ?? '');
    const bodyId = await bodyNamed(this.database, textOf(options['body']));
    const told = await this.whatIf.run(actor, { bodyId, policy }, (items) => {
      if (items % 10_000 === 0) progress(say(policiesSentences, 'what-if.progress', language, { items }));
    });
    return { json: told, text: whatIfInWords(told, language) };
  }
}

@Injectable()
export class PolicyReportCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'policy report',
    summary: 'What no retention rule fits (the goal is none), and what comes due by month',
    example: 'akta policy report --months 24',
    options: [['--months <number>', 'how far to look ahead; 24 unless told']],
    permission: 'policy.read',
  };

  constructor(private readonly report: ReportSchedules) {}

  async run({ actor, options, language }: CommandCall): Promise<CommandAnswer> {
    const months = Math.min(wholeOf(options['months'], '--months') ?? 24, MOST_MONTHS);
    const told = await this.report.run(actor, { months });
    return { json: told, text: reportInWords(told, language) };
  }
}

@Injectable()
export class PolicyEvaluateCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'policy evaluate',
    summary: 'Do now what is done every night: work out for each item when it may go',
    example: 'akta policy evaluate --full',
    options: [['--full', 'every item, also where nothing has changed']],
    permission: 'policy.manage',
  };

  constructor(private readonly schedules: EvaluateSchedules) {}

  async run({ actor, options, signal, language }: CommandCall): Promise<CommandAnswer> {
    demand(actor, 'policy.manage');
    const done = await this.schedules.run(async () => signal.throwIfAborted(), { full: options['full'] === true });
    return {
      json: done,
      text: [say(policiesSentences, 'evaluated', language, { items: done.items, changed: done.changed })],
    };
  }
}

@Injectable()
export class EventRecordCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'event record',
    summary: 'Record what starts a retention clock: of a body, an account, items, or a case or request',
    example:
      'akta event record term-ends --on 2026-04-30 --reason "The mayor’s term ended; minutes of the council no. 12"',
    args: [['<event>', RETENTION_EVENTS.join(', ')]],
    options: [
      ['--on <day>', 'when it happened, in the calendar of the body'],
      ['--reason <text>', 'why, and where it says so; kept, and committed to in the log'],
      ['--account <account>', 'of this account: what was created before'],
      ['--item <id...>', 'of these items'],
      ['--matter <number>', 'of a case or request: the items its holds name'],
      ['--body <name>', 'name or id of the body; needed where there are several'],
    ],
    permission: 'policy.manage',
  };

  constructor(
    private readonly database: DataSource,
    private readonly events: RecordEvent,
    private readonly read: ReadEvents,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const id = await this.events.run(actor, {
      name: args[0] ?? '',
      scope: await this.scopeOf(options),
      on: textOf(options['on']) ?? '',
      reason: textOf(options['reason']) ?? '',
    });
    const view = await this.read.one(actor, id);
    return { json: view, text: view ? eventInLines(view, language) : [] };
  }

  private async scopeOf(options: CommandCall['options']): Promise<EventScope> {
    const [account, matter, itemIds] = [textOf(options['account']), textOf(options['matter']), listOf(options['item'])];
    if (Number(account !== null) + Number(matter !== null) + Number(itemIds.length > 0) > 1) {
      throw new Refusal(
        'invalid-input',
        'An event is of one thing: give one of --account, --item and --matter, or none for the body.',
      );
    }
    if (account !== null) return { kind: 'account', accountId: await accountNamed(this.database, account) };
    if (itemIds.length > 0) return { kind: 'items', itemIds: itemIds.map(idOf) };
    const bodyId = await bodyNamed(this.database, textOf(options['body']));
    return matter === null ? { kind: 'body', bodyId } : { kind: 'matter', bodyId, number: matter };
  }
}

@Injectable()
export class EventListCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'event list',
    summary: 'What was recorded of what starts retention clocks, the newest first',
    example: 'akta event list',
    permission: 'policy.read',
  };

  constructor(private readonly read: ReadEvents) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const page = await this.read.list(actor, { limit: MOST_SHOWN });
    const text = page.items.flatMap((event) => eventInLines(event, language));
    return { json: page, text: text.length === 0 ? [say(policiesSentences, 'event.none', language)] : text };
  }
}

@Injectable()
export class EventWithdrawCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'event withdraw',
    summary: 'Take back an event: it did not happen, or not so; clocks it started stand still again',
    example: 'akta event withdraw 01900000-0000-7000-8000-000000000000 --reason "The wrong account was named"',
    args: [['<event>', 'its id, as akta event list shows it']],
    options: [['--reason <text>', 'why; kept, and committed to in the log']],
    permission: 'policy.manage',
  };

  constructor(
    private readonly events: RecordEvent,
    private readonly read: ReadEvents,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const id = idOf(args[0] ?? '');
    await this.events.withdraw(actor, { id, reason: textOf(options['reason']) ?? '' });
    const view = await this.read.one(actor, id);
    return { json: view, text: view ? eventInLines(view, language) : [] };
  }
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function idOf(text: string): string {
  if (ID.test(text)) return text.toLowerCase();
  throw new Refusal(
    'invalid-input',
    `${JSON.stringify(text.slice(0, 60))} is no id. Look for it on the page of the item, or in the list.`,
  );
}

function eventInLines(event: RetentionEventView, language: Language): string[] {
  const { scope, account, about, items, body } = event;
  const of = account ?? about ?? body;
  const line = say(policiesSentences, 'event.line', language, {
    name: wordOf('event', event.name, language),
    on: dayInWords(event.on, language),
    of: scope === 'items' ? 'none' : of,
    items,
    who: event.recordedBy,
    reason: event.reason,
  });
  if (event.withdrawn === null) return [line, `  ${event.id}`];
  const { by, reason } = event.withdrawn;
  return [line, `  ${say(policiesSentences, 'event.withdrawn', language, { who: by, reason })}`, `  ${event.id}`];
}

function whatIfInWords(told: WhatIf, language: Language): string[] {
  const line = (name: string, { items, due, earliest, latest }: WhatIfLine): string =>
    say(policiesSentences, 'what-if.line', language, {
      name,
      items,
      due,
      earliest: earliest === null ? 'none' : dayInWords(earliest, language),
      latest: latest === null ? '' : dayInWords(latest, language),
    });
  const { earlier, later, same, before, after } = told;
  return [
    say(policiesSentences, 'what-if.title', language, { id: told.policyId, version: told.version, body: told.body }),
    say(policiesSentences, 'what-if.moved', language, { earlier, later, same }),
    say(policiesSentences, 'what-if.unscheduled', language, {
      before: before.unscheduled,
      after: after.unscheduled,
    }),
    ...told.series.map((one) => line(`${one.policyId}/${one.seriesId}`, one)),
    ...told.accounts.map((one) => line(one.handle, one)),
  ];
}

function reportInWords({ asOf, bodies }: ScheduleReport, language: Language): string[] {
  return [
    ...(asOf === null ? [say(policiesSentences, 'report.never', language)] : []),
    ...bodies.flatMap(({ body, items, unscheduled, waiting, accounts, coming }) => [
      say(policiesSentences, 'report.body', language, { body, items, unscheduled, waiting }),
      ...accounts.map((one) =>
        say(policiesSentences, 'report.account', language, { handle: one.handle, unscheduled: one.unscheduled }),
      ),
      ...coming.map((month) => say(policiesSentences, 'report.month', language, { ...month })),
    ]),
  ];
}

/** For the list of all commands. */
export const scheduleCommands: readonly CommandClass[] = [
  PolicyExplainCommand,
  PolicyWhatIfCommand,
  PolicyReportCommand,
  PolicyEvaluateCommand,
  EventRecordCommand,
  EventListCommand,
  EventWithdrawCommand,
];
