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
import { Log } from '../log.js';
import { type MarkStanding, ReadMarks } from './read-marks.js';
import { WitnessLogs } from './witness-logs.js';
import { witnessSentences } from './witness.sentences.js';

@Injectable()
export class WitnessCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'witness',
    summary: 'Say with which keys this archive and others watch each other’s logs, and how far they are',
    example: 'akta witness',
    permission: 'audit.read',
  };

  constructor(
    private readonly log: Log,
    private readonly witness: WitnessLogs,
    private readonly marks: ReadMarks,
  ) {}

  async run({ language }: CommandCall): Promise<CommandAnswer> {
    const [logKey, witnessKey] = [await this.log.verifierKey(), this.witness.verifierKey()];
    const [watched, marks] = [await this.witness.watched(), await this.marks.standings()];
    const witnesses = marks.filter(({ kind }) => kind === 'cosignature');
    return {
      json: { logKey, witnessKey, watched, witnesses },
      text: [
        say(witnessSentences, 'log-key', language, { key: logKey }),
        say(witnessSentences, 'witness-key', language, { key: witnessKey }),
        ...watched.map((one) => watchedInWords(one, language)),
        ...(watched.length === 0 ? [say(witnessSentences, 'watched.none', language)] : []),
        ...witnesses.map((one) => witnessInWords(one, language)),
        ...(witnesses.length === 0 ? [say(witnessSentences, 'witness.none', language)] : []),
      ],
    };
  }
}

type Watched = Awaited<ReturnType<WitnessLogs['watched']>>[number];

function watchedInWords({ origin, size, at }: Watched, language: Language): string {
  if (size === null || at === null) return say(witnessSentences, 'watched.unseen', language, { origin });
  return say(witnessSentences, 'watched', language, { origin, size, at: fullTime(at.toISOString(), 'UTC', language) });
}

function witnessInWords({ name, lastAt }: MarkStanding, language: Language): string {
  if (lastAt === null) return say(witnessSentences, 'witness.waiting', language, { name });
  return say(witnessSentences, 'witness.signed', language, {
    name,
    at: fullTime(lastAt.toISOString(), 'UTC', language),
  });
}
