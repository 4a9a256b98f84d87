import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  given,
  listOf,
  needed,
  say,
} from '../platform/index.js';
import { type AskedScope, SCOPE_OPTIONS, scopeOf } from '../retention/index.js';
import { certificateInWords } from './certificate.js';
import { CloseRequest } from './close-request.js';
import { CollectItems } from './collect-items.js';
import { FreezeRequest } from './freeze-request.js';
import type { AskedPerson } from './handles/handles.types.js';
import { ReadRequests } from './read-requests.js';
import { closedInWords, dueInWords } from './request-in-words.js';
import type { RequestView } from './request.types.js';
import { requestsSentences } from './requests.sentences.js';
import { type PlainAction, StepRequest } from './step-request.js';

const REQUEST = [['<request>', 'its number or id']] as const;
const GROUND = ['--ground <text>', 'why, as the letter says it'] as const;
const LETTER = ['--letter <reference>', 'the letter, as your register names it'] as const;
const KIND = ['--kind <kind>', 'which of them the law means'] as const;

function spec(action: string, summary: string, rest: Pick<CommandSpec, 'options'> & { example: string }): CommandSpec {
  return {
    name: `request ${action}`,
    summary,
    example: `akta request ${action} 2026-0031 ${rest.example}`.trim(),
    args: REQUEST,
    options: rest.options ?? [],
    permission: 'request.manage',
  };
}

@Injectable()
abstract class PlainStepCommand implements Command {
  protected abstract readonly action: PlainAction;

  constructor(
    protected readonly step: StepRequest,
    protected readonly read: ReadRequests,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id } = await this.read.one(actor, args[0] ?? '');
    const input = given(options, ['ground', 'letter', 'kind', 'day', 'until']);
    await this.step.run(actor, { id, action: this.action, ...input });
    return steppedAnswer(await this.read.one(actor, id), language);
  }
}

@Injectable()
export class AcknowledgeCommand extends PlainStepCommand {
  static readonly spec = spec('acknowledge', 'Note that receipt was acknowledged', {
    example: '--letter "L-2026-101 of 21 May 2026"',
    options: [LETTER],
  });
  protected override readonly action = 'acknowledge';
}

@Injectable()
export class PauseCommand extends PlainStepCommand {
  static readonly spec = spec('pause', 'Let the clock stand still, on a ground of the law and with a letter', {
    example: '--ground "Which accounts are meant was asked" --letter "L-2026-102 of 22 May 2026"',
    options: [GROUND, LETTER, KIND, ['--day <day>', 'the first day on which it stands still; today unless told']],
  });
  protected override readonly action = 'pause';
}

@Injectable()
export class ResumeCommand extends PlainStepCommand {
  static readonly spec = spec('resume', 'Let the clock run again; the deadline is worked out anew', {
    example: '--letter "Answer of 26 May 2026"',
    options: [LETTER, ['--day <day>', 'the last day on which it stood still; today unless told']],
  });
  protected override readonly action = 'resume';
}

@Injectable()
export class ExtendCommand extends PlainStepCommand {
  static readonly spec = spec('extend', 'Extend the deadline, on a ground of the law and with a letter', {
    example: '--ground "The items have to be looked at by counsel" --letter "L-2026-110 of 28 May 2026"',
    options: [GROUND, LETTER, KIND, ['--until <day>', 'the day named in the notice']],
  });
  protected override readonly action = 'extend';
}

@Injectable()
export class WithdrawCommand extends PlainStepCommand {
  static readonly spec = spec('withdraw', 'End a request that its requester took back', {
    example: '--ground "Answered by telephone" --letter "E-mail of 27 May 2026"',
    options: [GROUND, LETTER],
  });
  protected override readonly action = 'withdraw';
}

@Injectable()
export class CollectCommand implements Command {
  static readonly spec = spec('collect', 'Say what a request is taken to mean, and how many items that finds', {
    example: '--query flood --from 2026-05-18 --to 2026-05-20',
    options: [
      ...SCOPE_OPTIONS,
      ['--person', 'of a gdpr-access: what the proved handles wrote, and what addresses them'],
      ['--handle <handle...>', 'with --person: taken for the requester’s on the ground, on mastodon'],
      ['--ground <text>', 'with --handle: by what that is known'],
    ],
  });

  constructor(
    private readonly database: DataSource,
    private readonly collect: CollectItems,
    private readonly read: ReadRequests,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id } = await this.read.one(actor, args[0] ?? '');
    const scope = await scopeOf(this.database, options);
    const { found } = await this.collect.run(actor, {
      id,
      ...(isGiven(scope) ? { scope } : {}),
      ...(options['person'] === true ? { person: personIn(options) } : {}),
    });
    const request = await this.read.one(actor, id);
    const stepped = steppedAnswer(request, language);
    return {
      json: { found, request },
      text: [say(requestsSentences, 'collected', language, { found }), ...stepped.text],
    };
  }
}

function personIn(options: CommandCall['options']): AskedPerson {
  const handles = listOf(options['handle']).map((handle) => ({ platform: 'mastodon', handle }));
  return { ...(handles.length === 0 ? {} : { handles }), ...given(options, ['ground']) };
}

@Injectable()
export class FreezeCommand implements Command {
  static readonly spec = spec('freeze', 'Fix what was found, as the log stands now', { example: '' });

  constructor(
    private readonly freeze: FreezeRequest,
    private readonly read: ReadRequests,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const { id } = await this.read.one(actor, args[0] ?? '');
    const certificate = await this.freeze.run(actor, { id });
    return { json: certificate, text: [certificateInWords(certificate, language)] };
  }
}

@Injectable()
export class CertificateCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request certificate',
    summary: 'Show what was looked at when the set was frozen, and what could not be',
    example: 'akta request certificate 2026-0031',
    args: REQUEST,
    permission: 'request.read',
  };

  constructor(private readonly read: ReadRequests) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const { id } = await this.read.one(actor, args[0] ?? '');
    const certificate = await this.read.certificate(actor, id);
    return { json: certificate, text: [certificateInWords(certificate, language)] };
  }
}

@Injectable()
export class CloseCommand implements Command {
  static readonly spec = spec('close', 'End a request whose every item is decided', {
    example: '--letter "L-2026-120 of 28 May 2026"',
    options: [LETTER],
  });

  constructor(
    private readonly close: CloseRequest,
    private readonly read: ReadRequests,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id } = await this.read.one(actor, args[0] ?? '');
    const closed = await this.close.run(actor, { id, letter: needed(options['letter'], '--letter', 'The letter') });
    const request = await this.read.one(actor, id);
    return { json: request, text: [closedInWords(closed, language)] };
  }
}

export const stepCommands: readonly CommandClass[] = [
  AcknowledgeCommand,
  PauseCommand,
  ResumeCommand,
  ExtendCommand,
  WithdrawCommand,
  CollectCommand,
  FreezeCommand,
  CertificateCommand,
  CloseCommand,
];

function steppedAnswer(request: RequestView, language: CommandCall['language']): CommandAnswer {
  const state = say(requestsSentences, `state.${request.state}`, language);
  return {
    json: request,
    text: [
      say(requestsSentences, 'stepped', language, { number: request.number, state }),
      dueInWords(request, language),
    ],
  };
}

function isGiven({ accountIds = [], itemIds = [], from, to, query }: AskedScope): boolean {
  return accountIds.length + itemIds.length > 0 || [from, to, query].some((one) => one !== undefined);
}
