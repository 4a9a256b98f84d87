import { Injectable } from '@nestjs/common';
import { ReadResidual, type ResidualView } from '../../archive/index.js';
import { AskCode } from '../../identity/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  type Language,
  Refusal,
  say,
  textOf,
} from '../../platform/index.js';
import { CaptureAgain } from './capture-again.js';
import { dispositionSentences } from './disposition.sentences.js';

const ITEM = [['<item>', 'the id of what was destroyed']] as const;

@Injectable()
export class CaptureAgainCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition capture-again',
    summary: 'Decide that something destroyed may be captured again, as another item',
    example:
      'akta disposition capture-again 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e --reason "Posted anew for the inquiry"',
    args: ITEM,
    options: [['--reason <text>', 'why; it is kept, and committed to in the log']],
    permission: 'disposition.manage',
  };

  constructor(
    private readonly residuals: ReadResidual,
    private readonly captureAgain: CaptureAgain,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const itemId = idOf(args[0] ?? '');
    await this.captureAgain.decide(actor, { itemId, reason: textOf(options['reason']) ?? '' });
    return answerOf(await this.residuals.look(actor, itemId), language);
  }
}

@Injectable()
export class ApproveAgainCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition approve-again',
    summary:
      'Approve as the second person, with a code of your second factor, that what was erased may be captured again',
    example: 'akta disposition approve-again 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e',
    args: ITEM,
    permission: 'disposition.approve',
  };

  constructor(
    private readonly residuals: ReadResidual,
    private readonly captureAgain: CaptureAgain,
    private readonly askCode: AskCode,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, args, language } = call;
    const itemId = idOf(args[0] ?? '');
    await this.askCode.run(call, (person) => this.captureAgain.approve(person, { itemId }));
    return answerOf(await this.residuals.look(actor, itemId), language);
  }
}

function answerOf(residual: ResidualView, language: Language): CommandAnswer {
  const key = residual.recapture?.inForceAt === null ? 'again.waits' : 'again.in-force';
  return { json: residual, text: [say(dispositionSentences, key, language)] };
}

function idOf(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new Refusal('invalid-input', 'A destroyed item is named by its id: the certificate and its list name it.');
}

export const captureAgainCommands: readonly CommandClass[] = [CaptureAgainCommand, ApproveAgainCommand];
