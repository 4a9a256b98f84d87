import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  type Language,
  Refusal,
  say,
} from '../platform/index.js';
import type { CheckName, CheckResult } from './check.types.js';
import { DoctorCommand } from './doctor/doctor.command.js';
import { fixityCommands } from './fixity/fixity.command.js';
import { checkSentences, wrongSentences } from './integrity.sentences.js';
import { RunChecks } from './run-checks.js';

type Found = Exclude<CheckResult, { is: 'fits' }> & { readonly check: CheckName };

@Injectable()
export class CheckCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'check',
    summary: 'Look whether the archive holds what was recorded',
    example: 'akta check --json',
    permission: 'audit.read',
  };

  constructor(private readonly checks: RunChecks) {}

  async run({ actor, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    const things = new Map<CheckName, number>();
    const found: Found[] = [];
    for await (const step of this.checks.run(actor, signal)) {
      if (!things.has(step.check)) progress(say(checkSentences, 'started', language, { check: step.check }));
      things.set(step.check, step.things);
      found.push(...step.found.map((each) => ({ ...each, check: step.check })));
    }
    if (signal.aborted) throw new Refusal('wrong-state', 'The checks were stopped before their end. Run them again.');
    const wrong = found.filter(({ is }) => is === 'wrong');
    const exit = wrong.length > 0 ? 1 : found.length > 0 ? 2 : 0;
    const looked = [...things.values()].reduce((sum, count) => sum + count, 0);
    return {
      exit,
      json: {
        verdict: (['sound', 'damaged', 'could-not-look'] as const)[exit],
        checks: Array.from(things, ([check, count]) => ({ check, fit: count })),
        found: found.map((each) => ({ ...each, sentence: sentenceOf(each, language) })),
      },
      text: [
        ...Array.from(things, ([check, count]) => [check, count] as const)
          .filter(([check]) => !found.some((each) => each.check === check))
          .map(([check, count]) => say(checkSentences, 'holds', language, { check, things: count })),
        ...found.map((each) => sentenceOf(each, language)),
        exit === 0
          ? say(checkSentences, 'sound', language, { things: looked })
          : say(checkSentences, exit === 1 ? 'damaged' : 'ignorant', language, {
              count: exit === 1 ? wrong.length : found.length,
            }),
      ],
    };
  }
}

function sentenceOf(found: Found, language: Language): string {
  const { check, where } = found;
  return found.is === 'wrong'
    ? say(checkSentences, 'wrong', language, { check, where, sentence: say(wrongSentences, found.what, language) })
    : say(checkSentences, 'blind', language, { check, where, because: found.because });
}

/** For the list of all commands. */
export const integrityCommands = [CheckCommand, DoctorCommand, ...fixityCommands] as const;
