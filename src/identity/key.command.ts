import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  listOf,
  may,
  oneOf,
  PERMISSIONS,
  Refusal,
  shownSafely,
  textOf,
  timeOf,
} from '../platform/index.js';
import { IssueKey } from './issue-key.js';
import type { KeyView } from './people.types.js';
import { ReadPeople } from './read-people.js';
import { RevokeKey } from './revoke-key.js';
import { selfOf } from './self-of.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_SHOWN = 200;

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
    const permissions = listOf(options['permission']).map((name) => oneOf(PERMISSIONS, name, 'permission'));
    const login = textOf(options['person']);
    const issued = await this.issueKey.run(actor, {
      person: login === null ? selfOf(actor) : (await this.people.named(login)).id,
      label: textOf(options['label']) ?? 'made at the command line',
      permissions: permissions.length > 0 ? permissions : null,
      expiresAt: timeOf(options['expires']),
    });
    return { json: issued, text: [issued.key, 'Keep it now: it is shown this once.'] };
  }
}

@Injectable()
export class ListKeysCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'key list',
    summary: 'Show API keys: whose, what for, until when; never the keys themselves',
    example: 'akta key list --json',
    options: [['--cursor <cursor>', 'nextCursor of the page before']],
    permission: null,
  };

  constructor(private readonly people: ReadPeople) {}

  async run({ actor, options }: CommandCall): Promise<CommandAnswer> {
    const cursor = textOf(options['cursor']);
    const asked = { limit: MOST_SHOWN, ...(cursor === null ? {} : { cursor }) };
    const page = await this.people.keys(may(actor, 'key.manage') ? null : selfOf(actor), asked);
    const more = page.nextCursor === null ? [] : [`--cursor ${page.nextCursor}`];
    return { json: page, text: [...page.items.map(keyInWords), ...more] };
  }
}

@Injectable()
export class RevokeKeyCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'key revoke',
    summary: 'End an API key: it opens nothing from the next request on',
    example: 'akta key revoke 019e3a5e-7c10-7cc0-8f59-0a52a1b4c001',
    args: [['<id>', 'as `akta key list` shows it']],
    permission: null,
  };

  constructor(private readonly revokeKey: RevokeKey) {}

  async run({ actor, args }: CommandCall): Promise<CommandAnswer> {
    const [id = ''] = args;
    if (!ID.test(id)) throw new Refusal('invalid-input', 'A key is named by its id. akta key list shows the ids.');
    await this.revokeKey.run(actor, id);
    return { json: { id, revoked: true }, text: ['The key is revoked. It opens nothing any more.'] };
  }
}

export const keyCommands = [NewKeyCommand, ListKeysCommand, RevokeKeyCommand] as const;

function keyInWords({ id, personName, label, permissions, expiresAt, revokedAt }: KeyView): string {
  const ends = revokedAt ? `revoked ${revokedAt.toISOString()}` : `until ${expiresAt?.toISOString() ?? 'revoked'}`;
  const allows = permissions === null ? 'all the roles allow' : permissions.join(', ');
  return `${shownSafely(personName)}: ${shownSafely(label)}, ${allows}, ${ends}  ${id}`;
}
