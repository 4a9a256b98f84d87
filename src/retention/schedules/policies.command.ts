import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { bodyNamed } from '../../accounts/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  fullTime,
  type Language,
  listOf,
  oneOf,
  say,
  textOf,
} from '../../platform/index.js';
import { DateOf } from './date-of.js';
import { importSchedule, IMPORTS } from './import-schedule.js';
import { LoadPolicy } from './load-policy.js';
import { policiesSentences } from './policies.sentences.js';
import { PolicyBook } from './policy-book.js';
import { policiesFolder, readPolicyFiles } from './read-policy-files.js';
import { type LoadedLine, type PolicyLine, ReadPolicies } from './read-policies.js';
import { dateLines, dateView, seriesLine } from './schedule-views.rules.js';

/** Looks at files alone: whoever writes a schedule needs no installation. */
@Injectable()
export class PolicyCheckCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'policy check',
    summary: 'Faults of retention schedules, with file and line',
    example: 'akta policy check retention-policies',
    args: [['[path...]', 'files or folders; the program’s own unless told']],
    permission: null,
    offline: true,
  };

  run({ args, language }: CommandCall): Promise<CommandAnswer> {
    const { policies, faults } = readPolicyFiles(args.length === 0 ? [policiesFolder()] : args);
    const count = policies.length;
    const text =
      faults.length === 0
        ? [say(policiesSentences, 'check.fine', language, { count })]
        : faults.map((fault) => say(policiesSentences, 'check.fault', language, { ...fault }));
    return Promise.resolve({ json: { policies: count, faults }, text, exit: faults.length === 0 ? 0 : 1 });
  }
}

@Injectable()
export class PolicyImportCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'policy import',
    summary: 'Make a policy of a published table: NARA’s machine-implementable GRS, or a Polish JRWA',
    example: 'akta policy import jrwa.csv --as jrwa --id pl-newford --out pl-newford.yaml',
    args: [['<table>', 'a CSV file']],
    options: [
      ['--as <kind>', `what it is: ${IMPORTS.join(', ')}`],
      ['--id <id>', 'what the policy is to be called: small letters, digits, dots and hyphens'],
      ['--out <file>', 'where it is written; the id with .yaml unless told'],
    ],
    permission: null,
    offline: true,
  };

  run({ args, options, language }: CommandCall): Promise<CommandAnswer> {
    const id = textOf(options['id']) ?? '';
    const file = textOf(options['out']) ?? `${id}.yaml`;
    const kind = oneOf(IMPORTS, textOf(options['as']) ?? '', 'kind of table');
    const today = new Date().toISOString().slice(0, 10);
    const { series, left } = importSchedule({ path: args[0] ?? '', kind, id, out: file, today });
    return Promise.resolve({
      json: { file, series: series.length, left },
      text: [
        ...left.map((one) => say(policiesSentences, 'imported.left', language, one)),
        say(policiesSentences, 'imported', language, { count: series.length, file }),
      ],
    });
  }
}

@Injectable()
export class PolicyListCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'policy list',
    summary: 'The retention schedules in force, and those that came with the program',
    example: 'akta policy list',
    permission: 'policy.read',
  };

  constructor(private readonly policies: ReadPolicies) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const found = await this.policies.all(actor, language);
    return {
      json: found,
      text: [
        ...(found.loaded.length === 0 ? [say(policiesSentences, 'list.none', language)] : []),
        ...found.loaded.map((line) => loadedInWords(line, language)),
        say(policiesSentences, 'list.came', language),
        ...found.shipped.map((line) => shippedInWords(line, language)),
      ],
    };
  }
}

@Injectable()
export class PolicyShowCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'policy show',
    summary: 'One retention schedule with its series',
    example: 'akta policy show us-grs-6.4',
    args: [['<policy>', 'its id, as akta policy list shows it']],
    permission: 'policy.read',
  };

  constructor(
    private readonly policies: ReadPolicies,
    private readonly book: PolicyBook,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const detail = await this.policies.one(actor, args[0] ?? '', language);
    const { series } = await this.book.named(detail.id);
    return {
      json: detail,
      text: [
        shippedInWords(detail, language),
        ...series.map((one) => seriesLine(one, language)),
        ...(detail.notes === null ? [] : [detail.notes]),
      ],
    };
  }
}

@Injectable()
export class PolicyLoadCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'policy load',
    summary: 'Put a retention schedule in force for a body, as a version that is never rewritten',
    example: 'akta policy load us-grs-6.4 --reason "Adopted by the records officer on 26 November 2026"',
    args: [['<file>', 'a policy file, or the id of one that came with the program']],
    options: [
      ['--reason <text>', 'why, and of a draft what it was compared with; kept, and committed to in the log'],
      ['--confirm-draft', 'you have checked this draft against its source'],
      ['--body <name>', 'name or id of the body; needed where there are several'],
    ],
    permission: 'policy.manage',
  };

  // oxlint-disable-next-line max-params -- the file, the body, the loading and what came of it
  constructor(
    private readonly database: DataSource,
    private readonly book: PolicyBook,
    private readonly load: LoadPolicy,
    private readonly policies: ReadPolicies,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const file = this.book.at(args[0] ?? '');
    const bodyId = await bodyNamed(this.database, textOf(options['body']));
    const versionId = await this.load.run(actor, {
      bodyId,
      file,
      reason: textOf(options['reason']) ?? '',
      confirmsDraft: options['confirmDraft'] === true,
    });
    const line = await this.policies.version(actor, versionId, language);
    const values = {
      id: file.policy.id,
      version: file.policy.version,
      body: line?.body ?? '',
      from: file.policy.effective.from,
    };
    return { json: line, text: [say(policiesSentences, 'loaded', language, values)] };
  }
}

@Injectable()
export class PolicyDateCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'policy date',
    summary: 'When could this go? The day under a series of a policy, with its arithmetic',
    example: 'akta policy date pl-jrwa B5 --created 2024-03-11 --zone Europe/Warsaw',
    args: [
      ['<policy>', 'its id as akta policy list shows it, or a policy file'],
      ['<series>', 'one of its series'],
    ],
    options: [
      ['--created <when>', 'a day, or a moment such as 2024-12-31T23:30:00Z'],
      ['--event <event...>', 'NAME=DAY of what happened, for a series that waits for it'],
      ['--zone <zone>', 'in which the day is counted; that of the only body unless told'],
    ],
    permission: 'policy.read',
  };

  constructor(
    private readonly dates: DateOf,
    private readonly book: PolicyBook,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const [named = '', series = ''] = args;
    const zone = textOf(options['zone']);
    const answer = await this.dates.run(actor, {
      policy: /[/\\]|\.ya?ml$/.test(named) ? this.book.at(named).policy : named,
      series,
      created: textOf(options['created']) ?? '',
      events: listOf(options['event']),
      ...(zone === null ? {} : { zone }),
    });
    const view = dateView(answer, language);
    return { json: view, text: dateLines(view) };
  }
}

function shippedInWords({ id, version, title, citation, trust }: PolicyLine, language: Language): string {
  return say(policiesSentences, 'list.shipped', language, {
    id,
    version,
    title,
    citation,
    draft: String(trust === 'draft'),
  });
}

function loadedInWords(line: LoadedLine, language: Language): string {
  return say(policiesSentences, 'list.loaded', language, {
    id: line.id,
    version: line.version,
    body: line.body,
    from: line.effectiveFrom,
    until: line.effectiveUntil ?? 'none',
    at: fullTime(line.loadedAt, line.zone, language),
    who: line.loadedBy,
    reason: line.reason,
  });
}

/** For the list of all commands. */
export const policyCommands: readonly CommandClass[] = [
  PolicyCheckCommand,
  PolicyImportCommand,
  PolicyListCommand,
  PolicyShowCommand,
  PolicyLoadCommand,
  PolicyDateCommand,
];
