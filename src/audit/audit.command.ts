import { Injectable } from '@nestjs/common';
import { type Command, type CommandAnswer, type CommandCall, type CommandSpec, fullTime } from '../platform/index.js';
import { RotateLogKeyCommand } from './rotate-log-key.command.js';
import { WitnessCommand } from './marks/witness.command.js';
import { ReadTrail } from './read-trail.js';

const MOST_LINES = 200;

@Injectable()
export class AuditCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'audit',
    summary: 'Say what happened, in sentences, the newest last',
    example: 'akta audit --since 2026-05-19 --actor "Marta Zielinski"',
    options: [
      ['--since <time>', 'from this day or RFC 3339 time on'],
      ['--actor <name>', 'name, login or id of a person; or setup, capture, log, integrity'],
      ['--item <id>', 'only what happened to this item'],
    ],
    permission: 'audit.read',
  };

  constructor(private readonly trail: ReadTrail) {}

  async run({ actor, options, language }: CommandCall): Promise<CommandAnswer> {
    const filter = Object.fromEntries(
      ['since', 'actor', 'item'].flatMap((name) => (typeof options[name] === 'string' ? [[name, options[name]]] : [])),
    );
    const { items, nextCursor } = await this.trail.run(actor, filter, { limit: MOST_LINES, language });
    const lines = items.toReversed();
    const more = `These are the last ${MOST_LINES}. Narrow the period to see others: --since`;
    return {
      json: { items: lines, nextCursor },
      text: [
        ...lines.map(({ seq, at, zone, sentence }) => `${seq ?? '–'}  ${fullTime(at, zone, language)}  ${sentence}`),
        ...(nextCursor === null ? [] : [more]),
      ],
    };
  }
}

/** For the list of all commands. */
export const auditCommands = [AuditCommand, RotateLogKeyCommand, WitnessCommand] as const;
