import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  listOf,
  oneOf,
  textOf,
} from '../platform/index.js';
import { addedInWords, zoneOf } from './account-in-words.js';
import { type AccountFacts, CHARACTERS } from './accounts.types.js';
import { AddAccount } from './add-account.js';
import { AddBody } from './add-body.js';
import { type AccountChange, ChangeAccountState } from './change-account-state.js';
import { connectCommands } from './connect/connect.command.js';
import { dutyCommands } from './duty.command.js';
import { accountNamed, bodyNamed } from './find-named.js';
import { registerCommands } from './register.command.js';

@Injectable()
export class AddBodyCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'body add',
    summary: 'Add a public body',
    example: 'akta body add "City of Newford" --zone America/Chicago --country US-IL --prefix NEWFORD',
    args: [['<name>', 'as it stands on what leaves the archive']],
    options: [
      ['--zone <zone>', 'IANA time zone; everything of this body is shown in it'],
      ['--country <code>', 'ISO 3166, e.g. US-IL or PL'],
      ['--prefix <letters>', 'begins the numbers of released pages'],
      ['--language <code...>', 'its languages, its own first; en unless told'],
    ],
    permission: 'body.manage',
  };

  constructor(private readonly addBody: AddBody) {}

  async run({ actor, args, options }: CommandCall): Promise<CommandAnswer> {
    const languages = listOf(options['language']);
    const body = await this.addBody.run(actor, {
      name: args[0] ?? '',
      zone: textOf(options['zone']) ?? '',
      country: textOf(options['country']) ?? '',
      prefix: textOf(options['prefix']) ?? '',
      languages: languages.length > 0 ? languages : ['en'],
    });
    return { json: body, text: [`Added ${body.name} (${body.zone}).`, `Its id: ${body.id}`] };
  }
}

@Injectable()
export class AddAccountCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account add',
    summary: 'Begin to archive an account',
    example: 'akta account add https://social.example/@city',
    args: [['<address>', 'an account’s page, @handle@host, or the address of a feed']],
    options: [
      ['--body <name>', 'name or id of the body; needed where there are several'],
      ['--character <word>', `${CHARACTERS.join(', ')}; official unless told`],
      ['--token', 'ask for its access token: typed unseen, or sent on standard input'],
      ['--private', 'the server stands in our own network'],
      ['--connect-first', 'its owner grants access afterwards; nothing is captured before: a page of Facebook'],
      ['--other', 'on a network that is not known here: nothing of it is captured by itself'],
    ],
    permission: 'account.manage',
  };

  constructor(
    private readonly addAccount: AddAccount,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language, readSecret }: CommandCall): Promise<CommandAnswer> {
    const token = options['token'] === true ? (await readSecret('The access token')).trim() : null;
    const account = await this.addAccount.run(actor, {
      address: args[0] ?? '',
      bodyId: await bodyNamed(this.database, textOf(options['body'])),
      character: oneOf(CHARACTERS, textOf(options['character']) ?? 'official', 'character of an account'),
      privateAllowed: options['private'] === true,
      isOther: options['other'] === true,
      connectFirst: options['connect-first'] === true,
      ...(token === null ? {} : { token }),
    });
    const zone = await zoneOf(this.database, account.bodyId);
    return { json: account, text: [...addedInWords(account, zone, language), account.id] };
  }
}

@Injectable()
abstract class ChangeCommand implements Command {
  protected abstract readonly change: AccountChange;

  constructor(
    protected readonly changeState: ChangeAccountState,
    protected readonly database: DataSource,
  ) {}

  async run({ actor, args, options }: CommandCall): Promise<CommandAnswer> {
    const account: AccountFacts = await this.changeState.run(actor, {
      accountId: await accountNamed(this.database, args[0] ?? ''),
      change: this.change,
      reason: textOf(options['reason']) ?? '',
    });
    return { json: account, text: [`${account.handle} is ${account.state} now.`] };
  }
}

function changeSpec(change: AccountChange, summary: string): CommandSpec {
  return {
    name: `account ${change}`,
    summary,
    example: `akta account ${change} @newford@social.newford.example --reason "The account is being renamed"`,
    args: [['<account>', 'its id or handle']],
    options: [['--reason <text>', 'why; it is kept, and committed to in the log']],
    permission: 'account.manage',
  };
}

@Injectable()
export class PauseAccountCommand extends ChangeCommand {
  static readonly spec = changeSpec('pause', 'Stop looking at an account for a while');
  protected override readonly change = 'pause';
}

@Injectable()
export class ResumeAccountCommand extends ChangeCommand {
  static readonly spec = changeSpec('resume', 'Look at a paused or retired account again');
  protected override readonly change = 'resume';
}

@Injectable()
export class RetireAccountCommand extends ChangeCommand {
  static readonly spec = changeSpec('retire', 'Stop archiving an account; what is in the archive stays');
  protected override readonly change = 'retire';
}

/** For the list of all commands. */
export const accountCommands: readonly CommandClass[] = [
  AddBodyCommand,
  AddAccountCommand,
  PauseAccountCommand,
  ResumeAccountCommand,
  RetireAccountCommand,
  ...dutyCommands,
  ...registerCommands,
  ...connectCommands,
];
