import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  fullTime,
  type Language,
  Refusal,
  say,
} from '../../platform/index.js';
import { ScrubArchive } from './scrub-archive.js';
import { scrubSentences } from './scrub.sentences.js';
import type { Scrubbed } from './scrub.types.js';

@Injectable()
export class ScrubCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'scrub',
    summary: 'Take what was destroyed out of the files of the database, where deleted rows stay for a while',
    example: 'akta scrub',
    permission: 'archive.scrub',
  };

  constructor(private readonly scrub: ScrubArchive) {}

  async run({ actor, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    const done = await this.scrub.run(actor, async (step, count, total) => {
      if (signal.aborted) {
        throw new Refusal('wrong-state', 'The scrub was stopped. What is done stays done. Run it again: akta scrub');
      }
      progress(say(scrubSentences, `step.${step}`, language, { done: count, total }));
    });
    return { json: done, text: inWords(done, language), exit: done.whole ? 0 : 1 };
  }
}

function inWords(done: Scrubbed, language: Language): string[] {
  const { needed, destroyed, tables, seen, log, elsewhere, keysUntil, whole } = done;
  const until = keysUntil && fullTime(keysUntil, 'UTC', language);
  if (!needed) return [say(scrubSentences, 'not-needed', language)];
  const values = { n: destroyed, tables: tables.length, files: log?.gone ?? 0 };
  return [
    say(scrubSentences, whole ? 'whole' : 'in-part', language, values),
    ...seen.map((table) => say(scrubSentences, 'seen', language, { table })),
    ...(log === null ? [say(scrubSentences, 'log.not-ours', language)] : []),
    ...(log !== null && log.left > 0 ? [say(scrubSentences, 'log.left', language, { n: log.left })] : []),
    ...elsewhere.map(({ kind, name }) => say(scrubSentences, `elsewhere.${kind}`, language, { name })),
    ...(until === null ? [] : [say(scrubSentences, 'keys', language, { until })]),
  ];
}

/** For the list of all commands. */
export const scrubCommands: readonly CommandClass[] = [ScrubCommand];
