import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  fullTime,
  type Language,
  say,
} from '../../platform/index.js';
import { canarySentences } from './canary.sentences.js';
import { type CanaryView, ReadCanaries } from './read-canaries.js';

@Injectable()
export class CanaryCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'canary',
    summary: 'Say of each account whether what is known to be there is still shown to us',
    example: 'akta canary --json',
    permission: 'account.read',
  };

  constructor(private readonly canaries: ReadCanaries) {}

  /** Exit code 2 where an account could not be looked at for no known reason. */
  async run({ language }: CommandCall): Promise<CommandAnswer> {
    const canaries = await this.canaries.run();
    const mute = canaries.some(({ state }) => state === 'silent' || state === 'blind');
    return { json: canaries, text: canaries.map((one) => inWords(one, language)), exit: mute ? 2 : 0 };
  }
}

export const canaryCommands = [CanaryCommand] as const;

function inWords({ handle, state, zone, lookedAt, seenAt }: CanaryView, language: Language): string {
  const at = (state === 'silent' ? lookedAt : seenAt) ?? lookedAt;
  return say(canarySentences, state, language, {
    handle,
    at: at === null ? '–' : fullTime(at, zone, language),
  });
}
