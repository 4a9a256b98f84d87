import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  oneOf,
  pageSentences,
  say,
  textOf,
} from '../platform/index.js';
import { CHARACTERS } from './accounts.types.js';
import { accountNamed } from './find-named.js';
import { SetAccess } from './set-access.js';
import { SetCharacter } from './set-character.js';
import { ACCOUNT_SECRETS, SetSecret } from './set-secret.js';
import { StateLegalBasis } from './state-legal-basis.js';

const ACCOUNT = ['<account>', 'its id or handle'] as const;

@Injectable()
export class StateBasisCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account basis',
    summary: 'State why an account is archived; what vanished opens with it',
    example:
      'akta account basis @newford@social.newford.example --statute "50 ILCS 205" --item "18:052, 4" --officer "Marta Zielinski"',
    args: [ACCOUNT],
    options: [
      ['--statute <text>', 'the law that says it is kept'],
      ['--item <text>', 'the item of the retention schedule'],
      ['--officer <name>', 'who authorises it'],
    ],
    permission: 'account.manage',
  };

  constructor(
    private readonly stateBasis: StateLegalBasis,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const basis = {
      statute: textOf(options['statute']) ?? '',
      scheduleItem: textOf(options['item']) ?? '',
      officer: textOf(options['officer']) ?? '',
    };
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const account = await this.stateBasis.run(actor, { accountId, ...basis });
    const { statute, scheduleItem: schedule, officer } = basis;
    const stated = say(pageSentences, 'account.basis-stated', language, { statute, schedule, officer });
    return { json: account, text: [`${account.handle}: ${stated}`] };
  }
}

@Injectable()
export class SetCharacterCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account character',
    summary: 'Say whether an account is the office’s, a person’s, or both at once',
    example: 'akta account character @mayor_brandt@social.newford.example mixed',
    args: [ACCOUNT, ['<character>', CHARACTERS.join(', ')]],
    permission: 'account.manage',
  };

  constructor(
    private readonly setCharacter: SetCharacter,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const character = oneOf(CHARACTERS, args[1] ?? '', 'character of an account');
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const account = await this.setCharacter.run(actor, { accountId, character });
    return { json: account, text: [`${account.handle}: ${say(pageSentences, `character.${character}`, language)}`] };
  }
}

@Injectable()
export class SetAccessCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account access',
    summary: 'Give the archive a token for an account, or take it away; it is never shown again',
    example: 'akta account access @newford@social.newford.example < token.txt',
    args: [ACCOUNT],
    options: [['--none', 'take the token away']],
    permission: 'account.manage',
  };

  constructor(
    private readonly setAccess: SetAccess,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, readSecret }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const token = options['none'] === true ? null : (await readSecret('The access token')).trim();
    const account = await this.setAccess.run(actor, { accountId, token });
    const text = token === null ? 'has no token now' : 'has a token now; it is sealed, and shown to nobody';
    return { json: account, text: [`${account.handle} ${text}.`] };
  }
}

@Injectable()
export class SetSecretCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account secret',
    summary: 'Give the archive a secret of an account’s app, or take it away; it is never shown again',
    example: 'akta account secret "City of Newford" app-secret < app-secret.txt',
    args: [ACCOUNT, ['<name>', ACCOUNT_SECRETS.join(', ')]],
    options: [['--none', 'take the secret away']],
    permission: 'account.manage',
  };

  constructor(
    private readonly setSecret: SetSecret,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, readSecret }: CommandCall): Promise<CommandAnswer> {
    const name = oneOf(ACCOUNT_SECRETS, args[1] ?? '', 'secret of an account');
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const secret = options['none'] === true ? null : (await readSecret('The secret')).trim();
    const account = await this.setSecret.run(actor, { accountId, name, secret });
    const text = secret === null ? `has no ${name} now` : `has its ${name} now; it is sealed, and shown to nobody`;
    return { json: account, text: [`${account.handle} ${text}.`] };
  }
}

export const dutyCommands = [StateBasisCommand, SetCharacterCommand, SetAccessCommand, SetSecretCommand] as const;
