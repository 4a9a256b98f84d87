import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  listOf,
  oneOf,
  Refusal,
  shownSafely,
  textOf,
} from '../platform/index.js';
import { AddPerson } from './add-person.js';
import { ChangePerson } from './change-person.js';
import { IssueKey } from './issue-key.js';
import type { PersonView } from './people.types.js';
import { ReadPeople } from './read-people.js';
import { type Role, ROLES } from './role.rules.js';
import { SetMail } from './set-mail.js';
import { SetPassword } from './set-password.js';

const LOGIN = ['<login>', 'what the person types to sign in'] as const;
const MOST_SHOWN = 200;

@Injectable()
export class AddPersonCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'person add',
    summary: 'Let somebody in, with their roles and a first key',
    example: 'akta person add "Inez Duarte" --login inez --role records-officer',
    args: [['<name>', 'as it stands in the log']],
    options: [
      ['--login <login>', 'what the person types to sign in'],
      ['--role <role...>', ROLES.join(', ')],
    ],
    permission: 'person.manage',
  };

  constructor(
    private readonly addPerson: AddPerson,
    private readonly issueKey: IssueKey,
  ) {}

  async run({ actor, args, options }: CommandCall): Promise<CommandAnswer> {
    const [name] = args;
    const login = textOf(options['login']);
    if (name === undefined || login === null) {
      throw new Refusal('invalid-input', 'A person needs a name to sign in with: --login inez');
    }
    const person = await this.addPerson.run(actor, { name, login, roles: rolesOf(options['role']) });
    const { key } = await this.issueKey.run(actor, { person, label: 'first key', permissions: null, expiresAt: null });
    return {
      json: { person, key },
      text: [`${name} can sign in with this key, shown this once:`, key],
    };
  }
}

@Injectable()
export class ListPeopleCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'person list',
    summary: 'Show who is let in, with their roles',
    example: 'akta person list --json',
    options: [['--cursor <cursor>', 'nextCursor of the page before']],
    permission: 'person.manage',
  };

  constructor(private readonly people: ReadPeople) {}

  async run({ options }: CommandCall): Promise<CommandAnswer> {
    const cursor = textOf(options['cursor']);
    const page = await this.people.people({ limit: MOST_SHOWN, ...(cursor === null ? {} : { cursor }) });
    const more = page.nextCursor === null ? [] : [`--cursor ${page.nextCursor}`];
    return { json: page, text: [...page.items.map(personInWords), ...more] };
  }
}

@Injectable()
export class SetRolesCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'person roles',
    summary: 'Give a person exactly these roles; without any, none',
    example: 'akta person roles inez --role records-officer auditor',
    args: [LOGIN],
    options: [['--role <role...>', ROLES.join(', ')]],
    permission: 'person.manage',
  };

  constructor(
    private readonly change: ChangePerson,
    private readonly people: ReadPeople,
  ) {}

  async run({ actor, args, options }: CommandCall): Promise<CommandAnswer> {
    const [login = ''] = args;
    const roles = rolesOf(options['role']);
    const { id } = await this.people.named(login);
    await this.change.setRoles(actor, { person: id, roles });
    const person = await this.people.named(login);
    return { json: person, text: [personInWords(person)] };
  }
}

@Injectable()
export class DisablePersonCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'person disable',
    summary: 'Let somebody in no longer; what the person did stays in the log',
    example: 'akta person disable inez --reason "Left the office"',
    args: [LOGIN],
    options: [['--reason <text>', 'why; it is kept, and committed to in the log']],
    permission: 'person.manage',
  };

  constructor(
    private readonly change: ChangePerson,
    private readonly people: ReadPeople,
  ) {}

  async run({ actor, args, options }: CommandCall): Promise<CommandAnswer> {
    const [login = ''] = args;
    const reason = textOf(options['reason']);
    if (reason === null) throw new Refusal('invalid-input', 'The reason is missing. Write it in a few words: --reason');
    const { id } = await this.people.named(login);
    await this.change.disable(actor, { person: id, reason });
    const person = await this.people.named(login);
    return { json: person, text: [personInWords(person)] };
  }
}

@Injectable()
export class SetPasswordCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'person password',
    summary: 'Set a password, typed unseen or sent on standard input; it ends the person’s sessions',
    example: 'akta person password inez < password.txt',
    args: [LOGIN],
    options: [['--present', 'your own: the present one is asked for first']],
    permission: null,
  };

  constructor(
    private readonly setPassword: SetPassword,
    private readonly people: ReadPeople,
  ) {}

  async run({ actor, args, options, readSecret }: CommandCall): Promise<CommandAnswer> {
    const { id, name } = await this.people.named(args[0] ?? '');
    const current = options['present'] === true ? { current: await readSecret('The present password') } : {};
    await this.setPassword.run(actor, { person: id, password: await readSecret('The new password'), ...current });
    return {
      json: { person: id },
      text: [`${shownSafely(name)} has a new password. Sessions opened before have ended.`],
    };
  }
}

@Injectable()
export class SetMailCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'person mail',
    summary: 'Set the e-mail address at which a person is reminded; without one, none',
    example: 'akta person mail inez inez@newford.example',
    args: [LOGIN, ['[address]', 'none any more unless told']],
    permission: null,
  };

  constructor(
    private readonly setMail: SetMail,
    private readonly people: ReadPeople,
  ) {}

  async run({ actor, args }: CommandCall): Promise<CommandAnswer> {
    const [login = '', address] = args;
    const { id } = await this.people.named(login);
    await this.setMail.run(actor, { person: id, mail: address ?? null });
    const person = await this.people.named(login);
    return { json: person, text: [personInWords(person)] };
  }
}

export const personCommands = [
  AddPersonCommand,
  ListPeopleCommand,
  SetRolesCommand,
  DisablePersonCommand,
  SetMailCommand,
  SetPasswordCommand,
] as const;

function rolesOf(option: CommandCall['options'][string]): Role[] {
  return listOf(option).map((role) => oneOf(ROLES, role, 'role'));
}

function personInWords({ id, name, login, mail, roles, disabledAt, factorSince }: PersonView): string {
  const standing = disabledAt ? `let in no longer since ${disabledAt.toISOString()}` : roles.join(', ') || 'no role';
  const at = mail === null ? '' : `, ${shownSafely(mail)}`;
  const factor = factorSince === null ? '' : ', second factor';
  return `${shownSafely(name)} (${login}${at}): ${standing}${factor}  ${id}`;
}
