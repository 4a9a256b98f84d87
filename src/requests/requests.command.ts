import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  given,
  type Language,
  needed,
  oneOf,
  say,
  textOf,
} from '../platform/index.js';
import { type AskedScope, bodyNamed, ReadHolds, SCOPE_OPTIONS, scopeOf } from '../retention/index.js';
import { OpenRequest } from './open-request.js';
import { ReadDuties } from './read-duties.js';
import { ReadRequests } from './read-requests.js';
import { daysInWords, dueView } from './clocks/index.js';
import { ReadMail } from './notices/read-mail.js';
import { ReadDue } from './read-due.js';
import { dueInWords, mailInWords, requestInWords, requestLine } from './request-in-words.js';
import { KINDS } from './kinds.types.js';
import { CHANNELS } from './request.types.js';
import { requestsSentences } from './requests.sentences.js';
import { dueFeedCommands } from './due-feed/due-feed.command.js';
import { stepCommands } from './steps.command.js';

const MOST_SHOWN = 200;

@Injectable()
export class OpenRequestCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request open',
    summary: 'Register a records request; its scope is held from now on',
    example:
      'akta request open --kind state-law --law us-il --from-name "Dana Whitlock" --contact dana@ledger.example --text "All posts about the flood" --received 2026-05-20T16:40:00-05:00 --from 2026-05-18 --to 2026-05-20',
    options: [
      ['--kind <kind>', KINDS.join(', ')],
      ['--law <law>', 'whose clock and exemption codes apply, e.g. us-il'],
      ['--body-type <type>', 'a type of body or request that the law treats otherwise, as akta clock show names them'],
      ['--due <day>', 'where no law works it out: the day an order names'],
      ['--from-name <name>', 'who asks'],
      ['--contact <text>', 'e-mail address or the like, by which the same requester is known again'],
      ['--address <text>', 'postal address'],
      ['--text <text>', 'what is asked for, in the words of the letter'],
      ['--received <time>', 'RFC 3339'],
      ['--channel <channel>', `${CHANNELS.join(', ')}; email unless told`],
      ['--answer-in <language>', 'en or pl; en unless told'],
      ['--body <name>', 'name or id of the body; needed where there are several'],
      ['--second-review', 'every item needs a second reviewer'],
      ['--only-new', 'only what this requester was not given before'],
      ...SCOPE_OPTIONS,
    ],
    permission: 'request.manage',
  };

  constructor(
    private readonly database: DataSource,
    private readonly open: OpenRequest,
    private readonly read: ReadRequests,
    private readonly holds: ReadHolds,
  ) {}

  async run({ actor, options, language }: CommandCall): Promise<CommandAnswer> {
    const scope = await scopeOf(this.database, options);
    const due = textOf(options['due']);
    const id = await this.open.run(actor, {
      bodyId: await bodyNamed(this.database, textOf(options['body'])),
      kind: oneOf(KINDS, textOf(options['kind']), 'kind of request'),
      channel: oneOf(CHANNELS, textOf(options['channel']) ?? 'email', 'channel'),
      language: oneOf(['en', 'pl'] as const, textOf(options['answerIn']) ?? 'en', 'language of the answer'),
      letter: {
        name: needed(options['fromName'], '--from-name', 'The name of the requester'),
        contact: textOf(options['contact']),
        address: textOf(options['address']),
        text: needed(options['text'], '--text', 'What is asked for'),
      },
      receivedAt: needed(options['received'], '--received', 'The time of receipt'),
      secondReview: options['secondReview'] === true,
      onlyNew: options['onlyNew'] === true,
      ...given(options, ['law', 'bodyType']),
      ...(due === null ? {} : { dueOn: due }),
      ...(isEmpty(scope) ? {} : { scope }),
    });
    const request = await this.read.one(actor, id);
    const held = request.holdId === null ? 0 : (await this.holds.one(actor, request.holdId)).items;
    return {
      json: request,
      text: [
        say(requestsSentences, 'opened', language, { number: request.number, held }),
        dueInWords(request, language),
      ],
    };
  }
}

@Injectable()
export class ListRequestsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request list',
    summary: 'Show the requests that are open',
    example: 'akta request list --all',
    options: [
      ['--all', 'closed and withdrawn ones too'],
      ['--due', 'only what the desk is reminded of today'],
    ],
    permission: 'request.read',
  };

  constructor(
    private readonly read: ReadRequests,
    private readonly duties: ReadDuties,
    private readonly mail: ReadMail,
  ) {}

  async run({ actor, options, language }: CommandCall): Promise<CommandAnswer> {
    const page = await this.read.list(actor, { all: options['all'] === true }, { limit: MOST_SHOWN });
    const due = options['due'] === true ? await this.duties.run(actor) : null;
    const ids = due && new Set(due.map(({ requestId }) => requestId));
    const items = page.items.filter(({ id }) => ids === null || ids.has(id));
    const lines = items.map((request) => requestLine(request, language));
    const text = lines.length > 0 ? lines : [none(language)];
    if (due === null) return { json: { ...page, items }, text };
    const mail = await this.mail.run(actor);
    return { json: { ...page, items, mail }, text: [...text, ...mailInWords(mail, language)] };
  }
}

@Injectable()
export class ShowRequestCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request show',
    summary: 'Show a request with its deadline, steps and progress',
    example: 'akta request show 2026-0031',
    args: [['<request>', 'its number or id']],
    permission: 'request.read',
  };

  constructor(private readonly read: ReadRequests) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const request = await this.read.one(actor, args[0] ?? '');
    return { json: request, text: requestInWords(request, language) };
  }
}

@Injectable()
export class DueRequestCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request due',
    summary: 'The days counted and skipped on the way to the deadline of a request',
    example: 'akta request due 2026-0031',
    args: [['<request>', 'its number or id']],
    permission: 'request.read',
  };

  constructor(
    private readonly read: ReadRequests,
    private readonly due: ReadDue,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const { id } = await this.read.one(actor, args[0] ?? '');
    const view = dueView(await this.due.run(actor, id), language);
    return { json: view, text: daysInWords(view) };
  }
}

/** For the list of all commands. */
export const requestCommands: readonly CommandClass[] = [
  OpenRequestCommand,
  ListRequestsCommand,
  ShowRequestCommand,
  DueRequestCommand,
  ...dueFeedCommands,
  ...stepCommands,
];

function isEmpty({ accountIds = [], itemIds = [], from, to, query }: AskedScope): boolean {
  return accountIds.length + itemIds.length === 0 && [from, to, query].every((one) => one === undefined);
}

function none(language: Language): string {
  return say(requestsSentences, 'none', language);
}
