import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  say,
  textOf,
  wholeOf,
} from '../../platform/index.js';
import { MakeReports, sectionCsv } from './make-reports.js';
import { reportInWords } from './report-in-words.js';
import { REPORTS } from './report.types.js';
import { askedOf, MOST_MONTHS, USUAL_MONTHS } from './reports.dto.js';
import { reportsSentences } from './reports.sentences.js';

@Injectable()
export class ReportCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'report',
    summary: 'What auditors and supervisors ask: tables with exact counts, and as of when',
    example: 'akta report exceptions --months 12 --csv reports',
    args: [['<name>', REPORTS.join(', ')]],
    options: [
      ['--months <number>', `how far to look ahead, or back; ${USUAL_MONTHS} unless told, ${MOST_MONTHS} at most`],
      ['--from <day>', 'first local day, e.g. 2026-05-18; moderation only'],
      ['--to <day>', 'last local day; moderation only'],
      ['--csv <folder>', 'write each table there as CSV'],
    ],
    permission: 'audit.read',
  };

  constructor(private readonly reports: MakeReports) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const months = Math.max(1, Math.min(wholeOf(options['months'], '--months') ?? USUAL_MONTHS, MOST_MONTHS));
    const [from, to] = [textOf(options['from']) ?? undefined, textOf(options['to']) ?? undefined];
    const report = await this.reports.run(actor, args[0] ?? '', askedOf({ months, from, to }));
    const text = reportInWords(report, language);
    const out = textOf(options['csv']);
    if (out === null) return { json: report, text };
    const folder = resolve(out);
    await mkdir(folder, { recursive: true });
    const files = report.sections.map((section) => ({
      file: join(folder, `${report.name}-${section.id}.csv`),
      bytes: sectionCsv(section),
    }));
    for (const { file, bytes } of files) await writeFile(file, bytes);
    const written = say(reportsSentences, 'written', language, { n: files.length, folder });
    return { json: { ...report, files: files.map(({ file }) => file) }, text: [...text, written] };
  }
}

/** For the list of all commands. */
export const reportCommands = [ReportCommand] as const;
