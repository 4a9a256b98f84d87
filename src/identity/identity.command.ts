import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  PERMISSIONS,
  Refusal,
} from '../platform/index.js';
import { AddPerson } from './add-person.js';
import { IssueKey } from './issue-key.js';
import { ReadPeople } from './read-people.js';
import { type Role, ROLES } from './role.rules.js';

@Injectable()
export class NewKeyCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'key new',
    summary: 'Make another API key and show it once',
    example: 'akta key new --person inez --label "laptop" --expires 2027-01-01T00:00:00Z',
    options: [
      ['--person <login>', 'whose key; yourself unless told'],
      ['--label <text>', 'what it is for'],
      ['--permission <permission...>', `only these: ${PERMISSIONS.join(', ')}`],
      ['--expires <time>', 'RFC 3339; never unless told'],
    ],
    permission: null,
  };

  constructor(
    private readonly issueKey: IssueKey,
    private readonly people: ReadPeople,
  ) {}

  async run({ actor, options }: CommandCall): Promise<CommandAnswer> {
    const permissions = listOf(options['permission']).map((name) => oneOf(PERMISSIONS, name, '--permission'));
    const issued = await this.issueKey.run(actor, {
      person: await this.personOf(options['person'], actor.kind === 'person' ? actor.personId : ''),
      label: typeof options['label'] === 'string' ? options['label'] : 'made at the command line',
      permissions: permissions.length > 0 ? permissions : null,
      expiresAt: timeOf(options['expires']),
    });
    return { json: issued, text: [issued.key, 'Keep it now: it is shown this once.'] };
  }

  private async personOf(login: unknown, self: string): Promise<string> {
    if (typeof login !== 'string') return self;
    const person = await this.people.byLogin(login);
    if (person) return person.id;
    throw new Refusal('not-found', `Nobody signs in as "${login}". Add the person first: akta person add`);
  }
}

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
    const { login } = options;
    if (name === undefined || typeof login !== 'string') {
      throw new Refusal('invalid-input', 'A person needs a name to sign in with: --login inez');
    }
    const roles: Role[] = listOf(options['role']).map((role) => oneOf(ROLES, role, '--role'));
    const person = await this.addPerson.run(actor, { name, login, roles });
    const { key } = await this.issueKey.run(actor, { person, label: 'first key', permissions: null, expiresAt: null });
    return {
      json: { person, key },
      text: [`${name} can sign in with this key, shown this once:`, key],
    };
  }
}

export const identityCommands = [NewKeyCommand, AddPersonCommand] as const;

function listOf(value: CommandCall['options'][string]): readonly string[] {
  return typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
}

function oneOf<W extends string>(words: readonly W[], word: string, flag: string): W {
  const found = words.find((candidate) => candidate === word);
  if (found !== undefined) return found;
  throw new Refusal('invalid-input', `${flag} does not know "${word}". It knows ${words.join(', ')}.`);
}

function timeOf(value: unknown): Date | null {
  if (typeof value !== 'string') return null;
  const time = new Date(value);
  if (!Number.isNaN(time.getTime())) return time;
  throw new Refusal('invalid-input', `--expires "${value}" is not a time; for example 2027-01-01T00:00:00Z`);
}
