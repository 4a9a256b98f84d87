import { Injectable } from '@nestjs/common';
import { type Command, type CommandAnswer, type CommandCall, type CommandSpec, say } from '../platform/index.js';
import { logKeySentences } from './log-key.sentences.js';
import { RotateLogKey } from './rotate-log-key.js';

@Injectable()
export class RotateLogKeyCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'log rotate-key',
    summary: 'Hand the log over to a new signing key; what the old one signed stays valid',
    example: 'akta log rotate-key',
    permission: 'key-file.manage',
  };

  constructor(private readonly rotate: RotateLogKey) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const done = await this.rotate.run(actor);
    return { json: done, text: [say(logKeySentences, 'done', language, { ...done })] };
  }
}
