import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  listOf,
  oneOf,
  ParseId,
  say,
  textOf,
} from '../../platform/index.js';
import { bodyNamed } from '../holds.command.js';
import { listInWords, listLine } from './disposition-in-words.js';
import { LIST_KINDS, LIST_STATES } from './disposition-states.rules.js';
import { dispositionSentences } from './disposition.sentences.js';
import { ExcludeItems } from './exclude-items.js';
import { ProposeDispositions } from './propose-dispositions.js';
import { ReadDispositions } from './read-dispositions.js';

const MOST_SHOWN = 200;
export const LIST_ARG = [['<list>', 'its number or id']] as const;

@Injectable()
export class ProposeDispositionsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition propose',
    summary: 'Put what is due and under no hold on disposition lists, as happens every night',
    example: 'akta disposition propose --body "City of Newford"',
    options: [
      ['--body <name>', 'name or id of the body; every body unless told'],
      ['--again', 'also what was excluded before, or stood on a list that was withdrawn'],
    ],
    permission: 'disposition.manage',
  };

  constructor(
    private readonly database: DataSource,
    private readonly propose: ProposeDispositions,
  ) {}

  async run({ actor, options, language }: CommandCall): Promise<CommandAnswer> {
    const named = textOf(options['body']);
    const lists = await this.propose.run(actor, {
      again: options['again'] === true,
      ...(named === null ? {} : { bodyId: await bodyNamed(this.database, named) }),
    });
    const text = lists.map(({ number, added }) => say(dispositionSentences, 'added', language, { number, added }));
    return {
      json: { items: lists },
      text: text.length > 0 ? text : [say(dispositionSentences, 'none-due', language)],
    };
  }
}

@Injectable()
export class ListDispositionsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition list',
    summary: 'Show the disposition lists, the newest first',
    example: 'akta disposition list --state reviewed',
    options: [
      ['--state <state>', `only these: ${LIST_STATES.join(', ')}`],
      ['--kind <kind>', `only these: ${LIST_KINDS.join(', ')}`],
    ],
    permission: 'disposition.read',
  };

  constructor(private readonly read: ReadDispositions) {}

  async run({ actor, options, language }: CommandCall): Promise<CommandAnswer> {
    const state = textOf(options['state']);
    const kind = textOf(options['kind']);
    const filter = {
      ...(state === null ? {} : { state: oneOf(LIST_STATES, state, 'state of a disposition list') }),
      ...(kind === null ? {} : { kind: oneOf(LIST_KINDS, kind, 'kind of disposition list') }),
    };
    const page = await this.read.list(actor, filter, { limit: MOST_SHOWN });
    const lines = page.items.map((list) => listLine(list, language));
    return { json: page, text: lines.length > 0 ? lines : [say(dispositionSentences, 'none', language)] };
  }
}

@Injectable()
export class ShowDispositionCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition show',
    summary: 'Show a disposition list: by which rule, what is on it, what it waits for',
    example: 'akta disposition show 2031-D-001 --items',
    args: LIST_ARG,
    options: [['--items', 'each item of it too, with what became of it']],
    permission: 'disposition.read',
  };

  constructor(private readonly read: ReadDispositions) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const list = await this.read.one(actor, args[0] ?? '');
    if (options['items'] !== true) return { json: list, text: listInWords(list, language) };
    const { items, nextCursor } = await this.read.entries(actor, list.id, { limit: MOST_SHOWN });
    const lines = items.map(({ id, kind, account, createdAt, state }) =>
      [id, kind, account, createdAt.slice(0, 10), state].join('  '),
    );
    return {
      json: { ...list, items, nextCursor },
      text: [...listInWords(list, language), ...lines, ...(nextCursor === null ? [] : ['…'])],
    };
  }
}

@Injectable()
export class ExcludeItemsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition exclude',
    summary: 'Take items off a list, with the reason; they stay in the archive',
    example:
      'akta disposition exclude 2031-D-001 --item 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e --reason "Asked for by the town museum"',
    args: LIST_ARG,
    options: [
      ['--item <id...>', 'ids of the items'],
      ['--reason <text>', 'why; it is kept, and committed to in the log'],
    ],
    permission: 'disposition.manage',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly exclude: ExcludeItems,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    const itemIds = listOf(options['item']).map((text) => new ParseId().transform(text));
    await this.exclude.run(actor, { listId, itemIds, reason: textOf(options['reason']) ?? '' });
    const list = await this.read.one(actor, listId);
    return { json: list, text: [say(dispositionSentences, 'now.excluded', language, { items: itemIds.length })] };
  }
}
