import { copyFile, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ReadAccounts } from '../archive/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  type Language,
  listOf,
  Refusal,
  say,
  textOf,
} from '../platform/index.js';
import type { ExportSelection, ExportView } from './export.types.js';
import { exportsSentences } from './exports.sentences.js';
import { LeakTestCommand } from './leak-test/leak-test.command.js';
import { ReadExports } from './read-exports.js';
import { StartExport } from './start-export.js';
import { verifyBundle } from './verify/verify-bundle.js';
import { EXIT_CODES } from './verify/verify.types.js';
import { WorkExports } from './work-exports.js';

@Injectable()
export class ExportCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'export',
    summary: 'Make a bundle that strangers can verify',
    example:
      'akta export --account @newford@social.newford.example --from 2026-05-18 --to 2026-05-20 --out newford.zip',
    options: [
      ['--account <account...>', 'handle, address or id; every account unless told'],
      ['--from <day>', "first day, in each body's own zone"],
      ['--to <day>', 'last day, inclusive'],
      ['--text <words>', 'only items in which these words occur'],
      ['--out <file>', 'where to write it; the name of the bundle unless told'],
    ],
    permission: 'export.make',
  };

  constructor(
    private readonly accounts: ReadAccounts,
    private readonly start: StartExport,
    private readonly work: WorkExports,
    private readonly read: ReadExports,
  ) {}

  async run({ actor, options, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    const [from, to, text] = [textOf(options['from']), textOf(options['to']), textOf(options['text'])];
    const asked: ExportSelection = {
      accountIds: await this.idsOf(listOf(options['account'])),
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
      ...(text === null ? {} : { text }),
      language,
    };
    const { id } = await this.start.run(actor, asked);
    progress(echo(await this.read.one(actor, id), asked, language));
    const told = (step: ExportView['step'], done: number, total: number): void =>
      progress(
        say(exportsSentences, 'progress', language, {
          step: say(exportsSentences, `step.${step}`, language),
          done,
          total,
        }),
      );
    await this.work.tick({ signal, told, only: id });
    const made = await this.read.one(actor, id);
    if (made.status !== 'ready')
      throw new Refusal('wrong-state', made.fault ?? 'The export was stopped. Start it again.');
    const { path, name, bytes } = await this.read.file(actor, id);
    const file = resolve(textOf(options['out']) ?? name);
    await copyFile(path, file);
    return {
      json: { ...made, file },
      text: [
        say(exportsSentences, 'ready', language, { file, bytes }),
        say(exportsSentences, 'ready.check', language, { file }),
      ],
    };
  }

  private async idsOf(wanted: readonly string[]): Promise<string[]> {
    return wanted.length === 0 ? (await this.accounts.all()).map(({ id }) => id) : this.accounts.named(wanted);
  }
}

/** Needs nothing but the file: it works where no archive is. */
@Injectable()
export class VerifyCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'verify',
    summary: 'Check a bundle without trusting who made it',
    example: 'akta verify newford.zip --key log.pub.pem',
    args: [['<file>', 'the bundle']],
    options: [['--key <pem>', 'public key of the log whose bundle this should be']],
    permission: null,
    offline: true,
  };

  async run({ args, options, language }: CommandCall): Promise<CommandAnswer> {
    const name = textOf(options['key']);
    const key = name === null ? undefined : { name, pem: await readFile(name, 'utf8').catch(() => '') };
    const report = await verifyBundle({ path: resolve(args[0] ?? ''), key, language });
    return {
      json: report,
      text: [report.sentence, ...(report.details.length > 1 ? report.details.map((line) => `  - ${line}`) : [])],
      exit: EXIT_CODES[report.verdict],
    };
  }
}

export const exportCommands = [ExportCommand, VerifyCommand, LeakTestCommand] as const;

function echo({ window }: ExportView, asked: ExportSelection, language: Language): string {
  return say(exportsSentences, 'window', language, {
    from: window.from ?? say(exportsSentences, 'window.open-start', language),
    to: window.to ?? say(exportsSentences, 'window.open-end', language),
    accounts: asked.accountIds.length,
  });
}
