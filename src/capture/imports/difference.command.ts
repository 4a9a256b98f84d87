import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountNamed } from '../../accounts/index.js';
import { Followers } from '../../audit/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  needed,
  oneOf,
  Refusal,
  say,
  shownSafely,
  textOf,
} from '../../platform/index.js';
import { DecideDifference, DECISIONS } from './decide-difference.js';
import { importSentences } from './imports.sentences.js';
import { type DifferenceView, ReadDifferences } from './read-differences.js';

@Injectable()
export class DifferencesCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'import differences',
    summary: 'What downloads of an account show otherwise than it is known, and nobody has decided',
    example: 'akta import differences @newford --json',
    args: [['<account>', 'handle, address or id']],
    permission: 'item.read',
  };

  constructor(
    private readonly database: DataSource,
    private readonly read: ReadDifferences,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const found = await this.read.run(actor, await accountNamed(this.database, args[0] ?? ''));
    const text = found.map(({ id, itemId: item, fields, known, told }) =>
      say(importSentences, 'difference', language, {
        id,
        item,
        fields: fields.join(', '),
        known: wordsOf(known),
        told: wordsOf(told),
      }),
    );
    return { json: found, text: text.length > 0 ? text : [say(importSentences, 'no-differences', language)] };
  }
}

@Injectable()
export class DecideDifferenceCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'import decide',
    summary: 'Take what a download shows as a version of the item, or set it aside',
    example: 'akta import decide 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e --as version --reason "The feed had cut it off"',
    args: [['<difference>', 'its id']],
    options: [
      ['--as <word>', DECISIONS.join(', ')],
      ['--reason <text>', 'why; it is kept, and committed to in the log'],
    ],
    permission: 'capture.run',
  };

  constructor(
    private readonly decide: DecideDifference,
    private readonly followers: Followers,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const id = args[0] ?? '';
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
      throw new Refusal('not-found', 'There is no such difference.');
    const decision = oneOf(DECISIONS, textOf(options['as']), 'decision');
    await this.decide.run(actor, { id, decision, reason: needed(options['reason'], '--reason', 'The reason') });
    await this.followers.settle();
    return { json: { id, decision }, text: [say(importSentences, 'decided', language, { decision })] };
  }
}

function wordsOf(shown: DifferenceView['known']): string {
  if (shown === null) return '…';
  const { title, text, postedAt, media } = shown;
  const words = [title, text].flatMap((one) => (one === null || one === '' ? [] : shownSafely(one))).join(' · ');
  return `${words} (${postedAt ?? '?'}, ${media})`;
}

/** For the list of all commands. */
export const differenceCommands = [DifferencesCommand, DecideDifferenceCommand] as const;
