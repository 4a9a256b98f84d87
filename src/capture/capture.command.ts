import { Injectable } from '@nestjs/common';
import { ReadAccounts } from '../archive/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  type Language,
  Refusal,
  say,
} from '../platform/index.js';
import { type AccountCapture, CaptureNow } from './capture-now.js';
import { captureSentences } from './capture.sentences.js';

@Injectable()
export class CaptureCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'capture',
    summary: 'Look at accounts now instead of waiting for the next look',
    example: 'akta capture --all --json',
    args: [['[account...]', 'handle, address or id']],
    options: [['--all', 'every account']],
    permission: 'capture.run',
  };

  constructor(
    private readonly accounts: ReadAccounts,
    private readonly capture: CaptureNow,
  ) {}

  async run({ actor, args, options, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    if ((options['all'] === true) === args.length > 0) {
      throw new Refusal('invalid-input', 'Name the accounts to look at, or say --all.');
    }
    const accountIds = args.length > 0 ? { accountIds: await this.accounts.named(args) } : {};
    const captures = await this.capture.run(actor, { ...accountIds, signal }, (handle) =>
      progress(say(captureSentences, 'looking', language, { handle })),
    );
    const unseen = captures.some(({ outcome }) => outcome === 'could-not-look');
    return { json: captures, text: captures.map((one) => told(one, language)), exit: unseen ? 2 : 0 };
  }
}

function told(one: AccountCapture, language: Language): string {
  const { gone } = one;
  return say(captureSentences, one.outcome, language, {
    handle: one.handle,
    new: one.new,
    changed: one.changed,
    gone: gone.asserted + gone.confirmed,
    exchanges: one.exchanges,
    kept: one.exchangesKept,
    seconds: (one.milliseconds / 1000).toFixed(1),
    detail: one.detail ?? '',
  });
}

/** For the list of all commands. */
export const captureCommands = [CaptureCommand] as const;
