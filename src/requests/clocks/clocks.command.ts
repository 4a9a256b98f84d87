import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  type Language,
  listOf,
  say,
  textOf,
} from '../../platform/index.js';
import { clocksFolder } from './clock-book.js';
import { clockDetail, clockLine, daysInWords, dueView } from './clock-views.rules.js';
import type { ClockDetail, ClockLine } from './clock-views.types.js';
import { clocksSentences } from './clocks.sentences.js';
import { ConfirmClock } from './confirm-clock.js';
import { FindDueDate } from './find-due-date.js';
import { bare } from './clock-words.rules.js';
import { pauseOf } from './pause-words.rules.js';
import { readClockFiles } from './read-clock-files.js';
import { ReadClocks } from './read-clocks.js';
import { VIAS } from './clock.types.js';

@Injectable()
export class ClockListCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'clock list',
    summary: 'The deadlines of law that Akta knows, drafts among them',
    example: 'akta clock list',
    permission: 'clock.read',
  };

  constructor(private readonly clocks: ReadClocks) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const items = (await this.clocks.all(actor)).map((law) => clockLine(law, language));
    const count = (trust: ClockLine['trust']): number => items.filter((item) => item.trust === trust).length;
    const counts = { verified: count('verified'), confirmed: count('confirmed'), drafts: count('draft') };
    return {
      json: { items },
      text: [...items.map((item) => lineInWords(item, language)), say(clocksSentences, 'list', language, counts)],
    };
  }
}

@Injectable()
export class ClockShowCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'clock show',
    summary: 'One deadline of law: its period, pauses, extensions and grounds',
    example: 'akta clock show us-il',
    args: [['<law>', 'its id, as akta clock list shows it']],
    permission: 'clock.read',
  };

  constructor(private readonly clocks: ReadClocks) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const detail = clockDetail(await this.clocks.run(actor, args[0] ?? ''), language);
    return { json: detail, text: detailInWords(detail, language) };
  }
}

@Injectable()
export class ClockDueCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'clock due',
    summary: 'When a request must be answered, with every day counted and skipped',
    example: 'akta clock due us-il 2026-05-20 --extend voluminous',
    args: [
      ['<law>', 'its id, as akta clock list shows it'],
      ['<received>', 'the body’s own day, or day and time: 2026-05-20T16:40'],
    ],
    options: [
      ['--via <way>', `how it came: ${VIAS.join(', ')}`],
      ['--extend <ground...>', 'grounds of extensions, as akta clock show names them'],
      ['--until <day>', 'the day named in the notice of extension'],
      ['--pause <days...>', 'FROM..TO or KIND:FROM..TO: first and last day on which the clock stands still'],
      ['--body-type <type>', 'a type of body or request that the law treats otherwise'],
      ['--elsewhere <day>', 'the day on which another office of the body had it'],
    ],
    permission: 'clock.read',
  };

  constructor(private readonly dues: FindDueDate) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const [via, until, elsewhere] = [textOf(options['via']), textOf(options['until']), textOf(options['elsewhere'])];
    const bodyType = textOf(options['bodyType']);
    const due = await this.dues.run(actor, {
      law: args[0] ?? '',
      received: args[1] ?? '',
      extend: listOf(options['extend']),
      pauses: listOf(options['pause']).map(pauseOf),
      ...(via === null ? {} : { via }),
      ...(until === null ? {} : { until }),
      ...(elsewhere === null ? {} : { elsewhere }),
      ...(bodyType === null ? {} : { bodyType }),
    });
    const view = dueView(due, language);
    const also = view.secondary.map(({ title, due: day, periodText, citation }) =>
      say(clocksSentences, 'show.secondary', language, { title, period: day ?? periodText, citation }),
    );
    return { json: view, text: [...daysInWords(view), ...also] };
  }
}

@Injectable()
export class ClockConfirmCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'clock confirm',
    summary: 'Confirm a draft that you have checked against the statute',
    example: 'akta clock confirm us-ne --reason "Read in Neb. Rev. Stat. 84-712(4) on 25 November 2026"',
    args: [['<law>', 'its id, as akta clock list shows it']],
    options: [['--reason <text>', 'what was checked; it is kept, and committed to in the log']],
    permission: 'clock.manage',
  };

  constructor(private readonly confirm: ConfirmClock) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const law = await this.confirm.run(actor, { law: args[0] ?? '', reason: textOf(options['reason']) ?? '' });
    const detail = clockDetail(law, language);
    const values = { id: detail.id, who: detail.confirmed?.who ?? '' };
    return { json: detail, text: [say(clocksSentences, 'confirmed', language, values)] };
  }
}

/** Looks at files alone: whoever writes a rule needs no installation. */
@Injectable()
export class ClockCheckCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'clock check',
    summary: 'Faults of the files that deadlines are made of, with file and line',
    example: 'akta clock check exports/clocks',
    args: [['[folder]', 'the program’s own unless told']],
    permission: null,
    offline: true,
  };

  run({ args, language }: CommandCall): Promise<CommandAnswer> {
    const { laws, calendars, faults } = readClockFiles(args[0] ?? clocksFolder(), clocksFolder());
    const counts = { laws: laws.length, calendars: calendars.length };
    const text =
      faults.length === 0
        ? [say(clocksSentences, 'check.fine', language, counts)]
        : faults.map((fault) => say(clocksSentences, 'check.fault', language, { ...fault }));
    return Promise.resolve({ json: { ...counts, faults }, text, exit: faults.length === 0 ? 0 : 1 });
  }
}

function lineInWords(law: ClockLine, language: Language): string {
  const line = say(clocksSentences, 'law', language, {
    id: law.id,
    place: law.place,
    period: law.periodText ?? say(clocksSentences, 'law.none', language),
    citation: bare(law.citation),
  });
  if (law.draft !== null) return `${line} (${say(clocksSentences, 'law.draft', language)})`;
  if (law.confirmed === null) return line;
  return `${line} (${say(clocksSentences, 'law.confirmed', language, { who: law.confirmed.who })})`;
}

function detailInWords(law: ClockDetail, language: Language): string[] {
  const tell = (key: keyof typeof clocksSentences, values: Readonly<Record<string, string>>): string =>
    say(clocksSentences, key, language, values);
  const { citation, url, title, id, checked } = law;
  return [
    tell('show.title', { title, id, checked }),
    ...(law.draft === null ? [] : [law.draft]),
    ...(law.confirmed === null ? [] : [tell('show.confirmed', law.confirmed)]),
    tell('show.period', { period: law.periodText ?? tell('law.none', {}), start: law.start }),
    tell('show.source', { citation, url }),
    ...law.receipt.map((rule) => tell('show.receipt', { ...rule, via: rule.via.join(', ') })),
    ...law.bodyTypes.map((type) =>
      tell('show.type', {
        id: type.id,
        title: type.title,
        period: type.periodText === null ? '' : `, ${type.periodText}`,
      }),
    ),
    ...law.pauses.map((pause) => tell('show.pause', { id: pause.id, title: pause.title, citation: pause.citation })),
    ...law.extensions.flatMap(({ grounds, longest, ...rule }) => [
      tell('show.extension', {
        title: rule.title,
        notice: rule.notice,
        citation: rule.citation,
        longest: longest ?? tell('show.named', {}),
      }),
      ...grounds.map((ground) => tell('show.ground', { ...ground })),
    ]),
    ...law.secondary.map((clock) =>
      tell('show.secondary', { title: clock.title, period: clock.periodText, citation: clock.citation }),
    ),
    ...(law.consequence === null ? [] : [tell('show.consequence', law.consequence)]),
    ...law.notes,
  ];
}

/** For the list of all commands. */
export const clockCommands: readonly CommandClass[] = [
  ClockListCommand,
  ClockShowCommand,
  ClockDueCommand,
  ClockConfirmCommand,
  ClockCheckCommand,
];
