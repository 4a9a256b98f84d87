import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  ParseId,
  shownSafely,
  textOf,
} from '../../platform/index.js';
import type { SessionView } from '../people.types.js';
import { ReadPeople } from '../read-people.js';
import { EndSession } from './end-session.js';
import { ReadSessions } from './read-sessions.js';

const MOST_SHOWN = 200;

@Injectable()
export class SessionsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'person sessions',
    summary: 'Show who is signed in to the page: since when, last seen, on what device; or end one session',
    example: 'akta person sessions inez',
    args: [['[login]', 'everybody whom you may see unless told']],
    options: [
      ['--end <id>', 'end this session: it opens nothing any more'],
      ['--cursor <cursor>', 'nextCursor of the page before'],
    ],
    permission: null,
  };

  constructor(
    private readonly read: ReadSessions,
    private readonly end: EndSession,
    private readonly people: ReadPeople,
  ) {}

  async run({ actor, args, options }: CommandCall): Promise<CommandAnswer> {
    const ended = textOf(options['end']);
    if (ended !== null) {
      const id = new ParseId().transform(ended);
      await this.end.run(actor, id);
      return { json: { id, ended: true }, text: ['The session has ended. It opens nothing any more.'] };
    }
    const [login] = args;
    const cursor = textOf(options['cursor']);
    const page = await this.read.run(actor, {
      limit: MOST_SHOWN,
      ...(cursor === null ? {} : { cursor }),
      ...(login === undefined ? {} : { person: (await this.people.named(login)).id }),
    });
    const more = page.nextCursor === null ? [] : [`--cursor ${page.nextCursor}`];
    const lines = page.items.length === 0 ? ['Nobody is signed in to the page.'] : page.items.map(sessionInWords);
    return { json: page, text: [...lines, ...more] };
  }
}

function sessionInWords({ id, personName, beganAt, seenAt, expiresAt, device }: SessionView): string {
  const seen = seenAt === null ? 'not seen since' : `last seen ${seenAt.toISOString()}`;
  const on = device === '' ? '' : `, ${shownSafely(device)}`;
  return `${shownSafely(personName)}: since ${beganAt.toISOString()}, ${seen}, until ${expiresAt.toISOString()}${on}  ${id}`;
}
