import { Injectable } from '@nestjs/common';
import { renderUnicodeCompact } from 'uqr';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  shownSafely,
} from '../../platform/index.js';
import { ReadPeople } from '../read-people.js';
import { AskCode } from './ask-code.js';
import { EnrolFactor } from './enrol-factor.js';
import { RemoveFactor } from './remove-factor.js';

@Injectable()
export class EnrolFactorCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'factor enrol',
    summary: 'Enrol a second factor of your own: an authenticator app, and recovery codes for when it is lost',
    example: 'akta factor enrol --key-file inez.key',
    permission: null,
  };

  constructor(
    private readonly enrol: EnrolFactor,
    private readonly askCode: AskCode,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    return this.askCode.run(call, async (actor) => {
      const { secret, address, enrolment } = await this.enrol.begin(actor);
      call.progress(renderUnicodeCompact(address));
      call.progress(`Scan it with an authenticator app, or type the secret into one: ${secret}`);
      const code = await call.readSecret('The code your app shows now');
      const recoveryCodes = await this.enrol.confirm(actor, { enrolment, code });
      return {
        json: { enrolled: true, recoveryCodes },
        text: [
          'Your second factor is enrolled. Each of these recovery codes works once, in place of a code of the app:',
          ...recoveryCodes,
          'Keep them now, apart from the app: they are shown this once.',
        ],
      };
    });
  }
}

@Injectable()
export class RemoveFactorCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'factor remove',
    summary: 'Take away a second factor: your own, or one that somebody has lost',
    example: 'akta factor remove inez',
    args: [['<login>', 'what the person types to sign in']],
    permission: null,
  };

  constructor(
    private readonly remove: RemoveFactor,
    private readonly people: ReadPeople,
    private readonly askCode: AskCode,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { id, name } = await this.people.named(call.args[0] ?? '');
    await this.askCode.run(call, (actor) => this.remove.run(actor, id));
    return {
      json: { person: id, removed: true },
      text: [`${shownSafely(name)} has no second factor any more, and approves nothing before a new one is enrolled.`],
    };
  }
}

export const factorCommands = [EnrolFactorCommand, RemoveFactorCommand] as const;
