import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  pageSentences,
  say,
  textOf,
} from '../../platform/index.js';
import { accountNamed } from '../find-named.js';
import { messageSentences } from './messages.sentences.js';
import { EndMessages, GrantMessages } from './consent-to-messages.js';

const ACCOUNT = ['<account>', 'its id or handle'] as const;

@Injectable()
export class GrantMessagesCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'messages grant',
    summary: 'Agree that the direct messages of an account are kept; they are stored closed',
    example:
      'akta messages grant @newford@social.newford.example --by "Marta Zielinski, FOIA officer" --ground "Resolution 26-41"',
    args: [ACCOUNT],
    options: [
      ['--by <name>', 'who agreed to it'],
      ['--ground <text>', 'on what ground'],
    ],
    permission: 'account.manage',
  };

  constructor(
    private readonly grant: GrantMessages,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const [grantedBy, ground] = [textOf(options['by']) ?? '', textOf(options['ground']) ?? ''];
    const account = await this.grant.run(actor, { accountId, grantedBy, ground });
    return { json: account, text: [`${account.handle}: ${say(messageSentences, 'granted', language)}`] };
  }
}

@Injectable()
export class EndMessagesCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'messages end',
    summary: 'Keep no further direct messages of an account; those that are here stay, closed',
    example: 'akta messages end @newford@social.newford.example --reason "Resolution 26-41 was repealed"',
    args: [ACCOUNT],
    options: [['--reason <text>', 'why']],
    permission: 'account.manage',
  };

  constructor(
    private readonly end: EndMessages,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const account = await this.end.run(actor, { accountId, reason: textOf(options['reason']) ?? '' });
    return { json: account, text: [`${account.handle}: ${say(pageSentences, 'messages.not-granted', language)}`] };
  }
}

export const messageCommands = [GrantMessagesCommand, EndMessagesCommand] as const;
