import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  type Language,
  say,
} from '../../platform/index.js';
import { doctorSentences } from './doctor.sentences.js';
import type { Finding, Standing } from './doctor.types.js';
import { ExamineInstallation } from './examine-installation.js';
import { findingInWords, viewOf } from './finding-in-words.js';

@Injectable()
export class DoctorCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'doctor',
    summary: 'Look whether this installation can be relied on: store, database, clock, keys, disk',
    example: 'akta doctor --json',
    permission: 'audit.read',
  };

  constructor(private readonly examine: ExamineInstallation) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const found = await this.examine.run(actor);
    const count = (is: Standing): number => found.filter((one) => one.is === is).length;
    const [known, ill, unseen] = [count('known'), count('ill'), count('unseen')];
    const end = ill > 0 ? 'end.ill' : unseen > 0 ? 'end.unseen' : 'end.well';
    return {
      exit: ill > 0 ? 1 : unseen > 0 ? 2 : 0,
      json: { found: found.map((one) => viewOf(one, language)) },
      text: [
        ...found.map((one) => lineOf(one, language)),
        say(doctorSentences, end, language, { known, ill, unseen }).trim(),
      ],
    };
  }
}

function lineOf(one: Finding, language: Language): string {
  return say(doctorSentences, 'row', language, {
    subject: say(doctorSentences, `subject.${one.subject}`, language),
    is: say(doctorSentences, `is.${one.is}`, language),
    told: findingInWords(one, language),
  });
}
