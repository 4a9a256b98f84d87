import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AskCode } from '../../identity/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  listOf,
  needed,
  oneOf,
  ParseId,
  Refusal,
  say,
  textOf,
  wholeOf,
} from '../../platform/index.js';
import { ConfirmReceipt } from './confirm-receipt.js';
import { DecideItems } from './decide-items.js';
import { transferSentences } from './transfer.sentences.js';
import { DECISIONS } from './disposition.types.js';
import { LIST_ARG } from './dispositions.command.js';
import { HandOverList } from './hand-over-list.js';
import { KeepCopy } from './keep-copy.js';
import { ReadDispositions } from './read-dispositions.js';
import { RefuseReceipt } from './refuse-receipt.js';
import { SubmitList } from './submit-list.js';
import { WorkDispositions } from './work-dispositions.js';

const REASON = [['--reason <text>', 'why; it is kept, and committed to in the log']] as const;

@Injectable()
export class HandOverCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition hand-over',
    summary: 'Say that the package of a transfer went to the receiving archive',
    example: 'akta disposition hand-over 2031-D-001 --reason "By courier, letter OR.12.2031 of 3 March"',
    args: LIST_ARG,
    options: [['--reason <text>', 'how and with which letter it went']],
    permission: 'disposition.manage',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly handOver: HandOverList,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    await this.handOver.run(actor, { listId, reason: textOf(options['reason']) ?? '' });
    const list = await this.read.one(actor, listId);
    const values = { number: list.number, archive: list.package?.archive ?? '' };
    return { json: list, text: [say(transferSentences, 'now.handed-over', language, values)] };
  }
}

@Injectable()
export class ConfirmReceiptCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition receipt',
    summary: 'Confirm, as the second person and with a code, that the receiving archive took a transfer',
    example: 'akta disposition receipt 2031-D-001 --accession ADE-2031-0044 --date 2031-03-20 --file protocol.pdf',
    args: LIST_ARG,
    options: [
      ['--accession <number>', 'as the receiving archive numbers what it took'],
      ['--date <day>', 'the day its paper bears'],
      ['--file <file>', 'the paper itself, at most 10 MB'],
    ],
    permission: 'disposition.approve',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly confirm: ConfirmReceipt,
    private readonly askCode: AskCode,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, args, options, language } = call;
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    const path = needed(options['file'], '--file', 'The file of the receipt');
    const content = await readFile(path).catch((cause: unknown) => {
      throw new Refusal('invalid-input', `The file ${path} cannot be read. Nothing was changed.`, {}, { cause });
    });
    const receipt = {
      listId,
      accession: textOf(options['accession']) ?? '',
      receivedOn: needed(options['date'], '--date', 'The day of the receipt'),
      fileName: basename(path),
      content,
    };
    await this.askCode.run(call, (person) => this.confirm.run(person, receipt));
    const list = await this.read.one(actor, listId);
    const { archive = '', accession = '' } = list.receipt ?? {};
    const values = { number: list.number, archive, accession };
    return { json: list, text: [say(transferSentences, 'now.received', language, values)] };
  }
}

@Injectable()
export class RefuseReceiptCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition refuse-receipt',
    summary: 'Say that the receiving archive did not take a transfer; another package can be made',
    example: 'akta disposition refuse-receipt 2031-D-001 --reason "Two files could not be read, letter of 20 March"',
    args: LIST_ARG,
    options: REASON,
    permission: 'disposition.manage',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly refuse: RefuseReceipt,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    await this.refuse.run(actor, { listId, reason: textOf(options['reason']) ?? '' });
    const list = await this.read.one(actor, listId);
    return { json: list, text: [say(transferSentences, 'now.refused', language, { number: list.number })] };
  }
}

@Injectable()
export class KeepCopyCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition keep-copy',
    summary: 'End a transfer that was received without destroying our copy of it',
    example: 'akta disposition keep-copy 2031-D-001 --reason "Still asked for every week"',
    args: LIST_ARG,
    options: REASON,
    permission: 'disposition.manage',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly keep: KeepCopy,
    private readonly work: WorkDispositions,
  ) {}

  async run({ actor, args, options, language, signal }: CommandCall): Promise<CommandAnswer> {
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    await this.keep.run(actor, { listId, reason: textOf(options['reason']) ?? '' });
    await this.work.tick({ signal, only: listId });
    const list = await this.read.one(actor, listId);
    const values = { number: list.number, n: list.counts.kept };
    return { json: list, text: [say(transferSentences, 'now.copy-kept', language, values)] };
  }
}

@Injectable()
export class SubmitListCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition submit',
    summary: 'Say that you went through a list of reviews and gave it to the state archive',
    example: 'akta disposition submit 2030-D-002 --seen 25',
    args: LIST_ARG,
    options: [['--seen <count>', 'how many items were listed when you went through it']],
    permission: 'disposition.manage',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly submit: SubmitList,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    const seen = wholeOf(options['seen'], '--seen');
    if (seen === null) {
      throw new Refusal('invalid-input', 'Say how many items the list held when you went through it: --seen');
    }
    await this.submit.run(actor, { listId, seen });
    const list = await this.read.one(actor, listId);
    return { json: list, text: [say(transferSentences, 'now.submitted', language, { number: list.number })] };
  }
}

@Injectable()
export class DecideItemsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition decide',
    summary: 'Write down what the state archive said of items it was asked about, by the papers on file',
    example:
      'akta disposition decide 2030-D-002 --decision destroy --reason "Evidentiary value is lost, expertise AP.431.7.2030"',
    args: LIST_ARG,
    options: [
      ['--decision <decision>', `one of ${DECISIONS.join(', ')}`],
      ['--item <id...>', 'ids of the items; everything that is still listed unless told'],
      ['--from <day>', 'from when on it counts; of what is kept on, the day on which it is looked at again'],
      ['--reason <text>', 'why; of what may be destroyed, the finding that its evidentiary value is lost'],
    ],
    permission: 'disposition.manage',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly decide: DecideItems,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    const decision = oneOf(DECISIONS, needed(options['decision'], '--decision', 'The decision'), 'decision');
    const itemIds = listOf(options['item']).map((text) => new ParseId().transform(text));
    const from = textOf(options['from']);
    const { items } = await this.decide.run(actor, {
      listId,
      decision,
      reason: textOf(options['reason']) ?? '',
      ...(itemIds.length === 0 ? {} : { itemIds }),
      ...(from === null ? {} : { from }),
    });
    const list = await this.read.one(actor, listId);
    const values = { n: items, left: list.counts.listed, number: list.number };
    return { json: list, text: [say(transferSentences, `now.decided.${decision}`, language, values)] };
  }
}

/** For the list of all commands. */
export const transferCommands: readonly CommandClass[] = [
  HandOverCommand,
  ConfirmReceiptCommand,
  RefuseReceiptCommand,
  KeepCopyCommand,
  SubmitListCommand,
  DecideItemsCommand,
];
