import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AskCode } from '../../identity/index.js';
import {
  type Actor,
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  type Language,
  needed,
  Refusal,
  say,
  textOf,
  wholeOf,
} from '../../platform/index.js';
import { ApproveList } from './approve-list.js';
import { consentName, dayInWords } from './disposition-in-words.js';
import { dispositionSentences } from './disposition.sentences.js';
import type { ListView } from './disposition.types.js';
import {
  ExcludeItemsCommand,
  LIST_ARG,
  ListDispositionsCommand,
  ProposeDispositionsCommand,
  ShowDispositionCommand,
} from './dispositions.command.js';
import { ExecuteList } from './execute-list.js';
import { FileConsent } from './file-consent.js';
import { ReadDispositions } from './read-dispositions.js';
import { ReviewList } from './review-list.js';
import { WithdrawList } from './withdraw-list.js';
import { WorkDispositions } from './work-dispositions.js';

@Injectable()
export class ReviewListCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition review',
    summary: 'Say that you went through a list: it grows no more, and the days of notice begin',
    example: 'akta disposition review 2031-D-001 --seen 25',
    args: LIST_ARG,
    options: [
      ['--seen <count>', 'how many items were listed when you went through it'],
      ['--notice-days <days>', 'those of the installation unless told, and never fewer'],
    ],
    permission: 'disposition.manage',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly review: ReviewList,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    const seen = wholeOf(options['seen'], '--seen');
    if (seen === null) {
      throw new Refusal('invalid-input', 'Say how many items the list held when you went through it: --seen');
    }
    const noticeDays = wholeOf(options['noticeDays'], '--notice-days');
    await this.review.run(actor, { listId, seen, ...(noticeDays === null ? {} : { noticeDays }) });
    const list = await this.read.one(actor, listId);
    const day = dayInWords(list.approvableOn ?? '', language);
    return { json: list, text: [say(dispositionSentences, 'now.reviewed', language, { number: list.number, day })] };
  }
}

@Injectable()
export class FileConsentCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition consent',
    summary: 'File a consent that a list needs',
    example:
      'akta disposition consent 2031-D-001 --name archive-director --number AP.431.12.2031 --date 2031-02-14 --file consent.pdf',
    args: LIST_ARG,
    options: [
      ['--name <name>', 'which of those the list needs, as `akta disposition show` names it'],
      ['--number <number>', 'as whoever gave it numbers it'],
      ['--date <day>', 'the day it bears'],
      ['--file <file>', 'the paper itself, at most 10 MB'],
    ],
    permission: 'disposition.manage',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly file: FileConsent,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    const path = needed(options['file'], '--file', 'The file of the consent');
    const content = await readFile(path).catch((cause: unknown) => {
      throw new Refusal('invalid-input', `The file ${path} cannot be read. Nothing was changed.`, {}, { cause });
    });
    const name = needed(options['name'], '--name', 'The name of the consent');
    await this.file.run(actor, {
      listId,
      name,
      number: textOf(options['number']) ?? '',
      givenOn: needed(options['date'], '--date', 'The day of the consent'),
      fileName: basename(path),
      content,
    });
    const list = await this.read.one(actor, listId);
    const values = { number: list.number, name: consentName(name, language) };
    return { json: list, text: [say(dispositionSentences, 'now.consented', language, values)] };
  }
}

@Injectable()
export class ApproveListCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition approve',
    summary:
      'Approve a list as the second person, with a code of your second factor, when notice and consents are there',
    example: 'akta disposition approve 2031-D-001',
    args: LIST_ARG,
    permission: 'disposition.approve',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly approve: ApproveList,
    private readonly askCode: AskCode,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, args, language } = call;
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    await this.askCode.run(call, (person) => this.approve.run(person, { listId }));
    return now(this.read, { actor, listId, key: 'now.approved', language });
  }
}

@Injectable()
export class WithdrawListCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition withdraw',
    summary: 'End a list before anything of it is destroyed, with the reason',
    example: 'akta disposition withdraw 2031-D-001 --reason "The schedule is being revised"',
    args: LIST_ARG,
    options: [['--reason <text>', 'why; it is kept, and committed to in the log']],
    permission: 'disposition.read',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly withdraw: WithdrawList,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    await this.withdraw.run(actor, { listId, reason: textOf(options['reason']) ?? '' });
    return now(this.read, { actor, listId, key: 'now.withdrawn', language });
  }
}

@Injectable()
export class ExecuteListCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition execute',
    summary: 'Carry out an approved list, or go on with one; it cannot be taken back from here on',
    example: 'akta disposition execute 2031-D-001',
    args: LIST_ARG,
    permission: 'disposition.manage',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly execute: ExecuteList,
    private readonly work: WorkDispositions,
  ) {}

  async run({ actor, args, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    const { id: listId, state } = await this.read.one(actor, args[0] ?? '');
    if (state !== 'executing' && state !== 'executed') await this.execute.run(actor, { listId });
    const told = (done: number, total: number): void =>
      progress(say(dispositionSentences, 'progress', language, { done, total }));
    await this.work.tick({ signal, told, only: listId });
    const list = await this.read.one(actor, listId);
    const key = list.state === 'certified' ? 'executed' : 'executed.later';
    const values = { number: list.number, destroyed: list.counts.destroyed, kept: list.counts.kept };
    return { json: list, text: [say(dispositionSentences, key, language, values)] };
  }
}

async function now(
  read: ReadDispositions,
  said: {
    readonly actor: Actor;
    readonly listId: string;
    readonly key: 'now.approved' | 'now.withdrawn';
    readonly language: Language;
  },
): Promise<CommandAnswer> {
  const list: ListView = await read.one(said.actor, said.listId);
  return { json: list, text: [say(dispositionSentences, said.key, said.language, { number: list.number })] };
}

/** For the list of all commands. */
export const dispositionCommands: readonly CommandClass[] = [
  ProposeDispositionsCommand,
  ListDispositionsCommand,
  ShowDispositionCommand,
  ExcludeItemsCommand,
  ReviewListCommand,
  FileConsentCommand,
  ApproveListCommand,
  WithdrawListCommand,
  ExecuteListCommand,
];
