import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  Refusal,
  say,
  textOf,
} from '../../platform/index.js';
import { openMessageSentences } from './message.sentences.js';
import { OpenMessage } from './open-message.js';

@Injectable()
export class OpenMessageCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'messages open',
    summary: 'Decide that one direct message may be read, found and answered with like any other item',
    example: 'akta messages open 0192f1a0-0000-7000-8000-000000000001 --reason "Asked for by request 2026-014"',
    args: [['<item>', 'its id']],
    options: [['--reason <text>', 'why']],
    permission: 'restricted.read',
  };

  constructor(private readonly openMessage: OpenMessage) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const itemId = idOf(args[0] ?? '');
    const opened = await this.openMessage.run(actor, { itemId, reason: textOf(options['reason']) ?? '' });
    return { json: opened, text: [say(openMessageSentences, 'opened', language)] };
  }
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function idOf(typed: string): string {
  if (ID.test(typed)) return typed.toLowerCase();
  throw new Refusal('invalid-input', 'A message is named by its id. akta search shows the ids.');
}

export const openMessageCommands = [OpenMessageCommand] as const;
