import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  fullTime,
  type Language,
  needed,
  pageSentences,
  Refusal,
  say,
  shownSafely,
  sizeInWords,
} from '../../platform/index.js';
import { DailyWork } from '../daily-work.js';
import { fixitySentences } from './fixity.sentences.js';
import type { FixityView, StoredFaultView } from './fixity.views.js';
import { LookAtFault } from './look-at-fault.js';
import { ReadFixity } from './read-fixity.js';

@Injectable()
export class FixityStatusCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'fixity status',
    summary: 'Show how much of what is stored was read back in time, and what was not as recorded',
    example: 'akta fixity status --json',
    permission: 'audit.read',
  };

  constructor(private readonly read: ReadFixity) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const view = await this.read.run(actor);
    return { json: view, text: statusInWords(view, language), exit: view.open > 0 ? 1 : 0 };
  }
}

@Injectable()
export class RunFixityCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'fixity run',
    summary: 'Read back what is due now, and what was not as recorded again; with --all everything',
    example: 'akta fixity run --all',
    options: [['--all', 'every stored object, whether it is due or not']],
    permission: 'audit.read',
  };

  constructor(
    private readonly work: DailyWork,
    private readonly read: ReadFixity,
  ) {}

  async run({ actor, options, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    const tell = ({ objects, bytes }: { objects: number; bytes: number }): void =>
      progress(say(fixitySentences, 'progress', language, { objects, size: sizeInWords(bytes, language) }));
    const which = options['all'] === true ? 'all' : 'wrong';
    const round = await this.work.readBackNow(actor, { which, signal, tell });
    if (round === 'busy') {
      throw new Refusal('wrong-state', 'Another process is reading stored objects back. Try again when it is through.');
    }
    const view = await this.read.run(actor);
    const { objects, bytes, wrong, unseen } = round;
    const done = say(fixitySentences, 'done', language, { objects, wrong, unseen, size: sizeInWords(bytes, language) });
    return {
      json: { round, status: view },
      text: [done, ...statusInWords(view, language)],
      exit: view.open > 0 ? 1 : unseen > 0 ? 2 : 0,
    };
  }
}

@Injectable()
export class LookAtFaultCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'fixity look',
    summary: 'Write down that a finding about a stored object was looked at, and what was done',
    example: 'akta fixity look 019e3a5e-7c10-7cc0-8f59-0a52a1b4c001 --said "Restored from the copy of 3 May"',
    args: [['<id>', 'the number of the finding, as `akta fixity status` shows it']],
    options: [['--said <text>', 'what was found and what was done']],
    permission: 'fixity.manage',
  };

  constructor(private readonly look: LookAtFault) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const id = args[0] ?? '';
    await this.look.run(actor, id, needed(options['said'], '--said', 'What was done'));
    return { json: { id }, text: [say(fixitySentences, 'looked', language)] };
  }
}

function statusInWords(view: FixityView, language: Language): string[] {
  const { percent, objects, days, never } = view;
  const time = (at: string | null): string =>
    at === null ? say(fixitySentences, 'never', language) : fullTime(at, 'UTC', language);
  return [
    say(fixitySentences, 'line', language, { percent, objects, days, never }),
    say(fixitySentences, 'oldest', language, { at: time(view.oldest), done: time(view.doneAt) }),
    ...view.faults.filter(({ endedAt }) => endedAt === null).map((fault) => faultInWords(fault, language)),
  ];
}

function faultInWords(fault: StoredFaultView, language: Language): string {
  const line = say(fixitySentences, 'fault', language, {
    kind: say(pageSentences, `stored-kind.${fault.kind}`, language),
    place: fault.account === null ? fault.place : `${fault.place} (${shownSafely(fault.account)})`,
    since: fullTime(fault.foundAt, 'UTC', language),
    sentence: say(pageSentences, `stored-fault.${fault.what}`, language),
    id: fault.id,
  });
  if (fault.lookedAt === null) return line;
  return say(fixitySentences, 'fault.looked', language, {
    line,
    by: fault.lookedBy ?? '',
    at: fullTime(fault.lookedAt, 'UTC', language),
    said: shownSafely(fault.said ?? ''),
  });
}

export const fixityCommands: readonly CommandClass[] = [FixityStatusCommand, RunFixityCommand, LookAtFaultCommand];
