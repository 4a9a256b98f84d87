import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  calendarDate,
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  pageSentences,
  say,
  shownSafely,
  textOf,
  timeOf,
} from '../platform/index.js';
import { zoneOf } from './account-in-words.js';
import { AssignCustodian, type CustodianFacts, EndCustodian, SetCustodianAddress } from './assign-custodian.js';
import { accountNamed, bodyNamed, custodianNamed } from './find-named.js';
import { NoteKnownAccount } from './note-known-account.js';
import { readAccountFacts } from './read-account-facts.js';

const ACCOUNT = ['<account>', 'its id or handle'] as const;

@Injectable()
export class AssignCustodianCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'custodian assign',
    summary: 'Say who answers for an account, and from when',
    example: 'akta custodian assign @newford@social.newford.example "Ellen Brandt" --from 2026-01-02T09:00:00Z',
    args: [ACCOUNT, ['<name>', 'of the person or the office']],
    options: [
      ['--from <time>', 'RFC 3339; now unless told'],
      ['--role <role>', 'as what, by the word that retention schedules ask for: mayor'],
      ['--mail <address>', 'where they are told that access to the account ends; nowhere unless told'],
    ],
    permission: 'account.manage',
  };

  constructor(
    private readonly assign: AssignCustodian,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const from = timeOf(options['from']);
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const role = textOf(options['role']);
    const address = textOf(options['mail']);
    const input = {
      accountId,
      name: args[1] ?? '',
      ...(from === null ? {} : { from: from.toISOString() }),
      ...(role === null ? {} : { role }),
      ...(address === null ? {} : { address }),
    };
    const custodian = await this.assign.run(actor, input);
    return { json: custodian, text: [await inWords(this.database, accountId, custodian, language)] };
  }
}

@Injectable()
export class EndCustodianCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'custodian end',
    summary: 'Say when somebody ceased to answer for an account',
    example: 'akta custodian end @newford@social.newford.example "Ellen Brandt"',
    args: [ACCOUNT, ['<custodian>', 'name or id']],
    options: [['--to <time>', 'RFC 3339; now unless told']],
    permission: 'account.manage',
  };

  constructor(
    private readonly end: EndCustodian,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const to = timeOf(options['to']);
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const custodianId = await custodianNamed(this.database, accountId, args[1] ?? '');
    const input = { accountId, custodianId, ...(to === null ? {} : { to: to.toISOString() }) };
    const custodian = await this.end.run(actor, input);
    return { json: custodian, text: [await inWords(this.database, accountId, custodian, language)] };
  }
}

@Injectable()
export class SetCustodianAddressCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'custodian mail',
    summary: 'Set where whoever answers for an account is told that access to it ends; without one, nowhere',
    example: 'akta custodian mail @newford@social.newford.example "Ellen Brandt" ellen@newford.example',
    args: [ACCOUNT, ['<custodian>', 'name or id'], ['[address]', 'none any more unless told']],
    permission: 'account.manage',
  };

  constructor(
    private readonly setAddress: SetCustodianAddress,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const custodianId = await custodianNamed(this.database, accountId, args[1] ?? '');
    const address = args[2] ?? null;
    await this.setAddress.run(actor, { accountId, custodianId, address });
    const text = address === null ? 'is told by no mail now' : `is told at ${shownSafely(address)}`;
    return { json: { custodian: custodianId, address }, text: [`${shownSafely(args[1] ?? '')} ${text}.`] };
  }
}

@Injectable()
export class NoteKnownCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'known note',
    summary: 'Note an account that exists and is not archived: who decided, when and why',
    example:
      'akta known note "Newford Parks" --platform Instagram --reason "Permission asked" --by "Marta Zielinski" --on 2026-05-04',
    args: [['<account>', 'its name or address on its platform']],
    options: [
      ['--platform <name>', 'where it is'],
      ['--reason <text>', 'why it is not archived; it is kept, and committed to in the log'],
      ['--by <name>', 'who decided so'],
      ['--on <day>', 'when, e.g. 2026-05-04'],
      ['--body <name>', 'name or id of the body; needed where there are several'],
    ],
    permission: 'account.manage',
  };

  constructor(
    private readonly noteKnown: NoteKnownAccount,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options }: CommandCall): Promise<CommandAnswer> {
    const known = await this.noteKnown.run(actor, {
      bodyId: await bodyNamed(this.database, textOf(options['body'])),
      platform: textOf(options['platform']) ?? '',
      handle: args[0] ?? '',
      reason: textOf(options['reason']) ?? '',
      decidedBy: textOf(options['by']) ?? '',
      decidedAt: textOf(options['on']) ?? '',
    });
    return {
      json: known,
      text: [shownSafely(`${known.handle} (${known.platform}) is known and not archived.`), known.id],
    };
  }
}

export const registerCommands = [
  AssignCustodianCommand,
  EndCustodianCommand,
  SetCustodianAddressCommand,
  NoteKnownCommand,
] as const;

async function inWords(
  database: DataSource,
  accountId: string,
  { name, from, to }: CustodianFacts,
  language: CommandCall['language'],
): Promise<string> {
  const { bodyId, handle } = await readAccountFacts(database, accountId);
  const zone = await zoneOf(database, bodyId);
  const values = { name: shownSafely(name), from: calendarDate(from, zone, language) };
  const told =
    to === null
      ? say(pageSentences, 'account.custodian-now', language, values)
      : say(pageSentences, 'account.custodian-past', language, { ...values, to: calendarDate(to, zone, language) });
  return `${handle}: ${told}`;
}
