import { copyFile, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ReadAccounts } from '../archive/index.js';
import { AskCode } from '../identity/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  type Language,
  listOf,
  ParseId,
  Refusal,
  say,
  textOf,
} from '../platform/index.js';
import { ReadRequests } from '../requests/index.js';
import { ApproveExport } from './approve-export.js';
import { sizeAsked, SMALLEST_PART } from './bundle/split.rules.js';
import type { ExportSelection, ExportView } from './export.types.js';
import { exportsSentences } from './exports.sentences.js';
import { LeakTestCommand } from './leak-test/leak-test.command.js';
import { leakTestSentences } from './leak-test/leak-test.sentences.js';
import { ReadExports } from './read-exports.js';
import { StartExport } from './start-export.js';
import { verifyBundle } from './verify/verify-bundle.js';
import { EXIT_CODES } from './verify/verify.types.js';
import { WorkExports } from './work-exports.js';

const OUT: readonly [string, string] = [
  '--out <file>',
  'where to write it, or the folder; the name of the bundle unless told',
];

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
      [
        '--profile <name>',
        'foia, udip, gdpr-access, litigation or full; as the kind of request has it, full unless told',
      ],
      ['--request <number>', 'the reviewed request it answers: its accounts, its days, what was decided'],
      ['--part-size <size>', 'most that one file may have, such as 25MB: a larger bundle is several'],
      OUT,
    ],
    permission: 'export.make',
  };

  // oxlint-disable-next-line max-params -- what is named is found, then made
  constructor(
    private readonly accounts: ReadAccounts,
    private readonly requests: ReadRequests,
    private readonly start: StartExport,
    private readonly askCode: AskCode,
    readonly work: WorkExports,
    readonly read: ReadExports,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, options, language, progress } = call;
    const [from, to, text] = [textOf(options['from']), textOf(options['to']), textOf(options['text'])];
    const [profile, number] = [textOf(options['profile']), textOf(options['request'])];
    const partSize = partSizeOf(textOf(options['partSize']));
    const requestId = number === null ? null : (await this.requests.one(actor, number)).id;
    const asked: ExportSelection = {
      accountIds: requestId === null ? await this.idsOf(listOf(options['account'])) : [],
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
      ...(text === null ? {} : { text }),
      ...(profile === null ? {} : { profile }),
      ...(requestId === null ? {} : { requestId }),
      ...(partSize === null ? {} : { partSize }),
      language,
    };
    const { id } = await this.askCode.run(call, (person) => this.start.run(person, asked));
    const begun = await this.read.one(actor, id);
    progress(echo(begun, language));
    if (begun.status === 'proposed')
      return { json: begun, text: [say(exportsSentences, 'proposed', language, { id })] };
    return finish(this, call, id);
  }

  private async idsOf(wanted: readonly string[]): Promise<string[]> {
    return wanted.length === 0 ? (await this.accounts.all()).map(({ id }) => id) : this.accounts.named(wanted);
  }
}

@Injectable()
export class ApproveExportCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'export approve',
    summary: 'Let an unredacted export go that somebody else proposed, and make it',
    example: 'akta export approve 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e --out newford.zip',
    args: [['<id>', 'as it was told when the export was proposed']],
    options: [OUT],
    permission: 'export.approve',
  };

  constructor(
    private readonly approve: ApproveExport,
    private readonly askCode: AskCode,
    readonly work: WorkExports,
    readonly read: ReadExports,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const id = new ParseId().transform(call.args[0] ?? '');
    await this.askCode.run(call, (actor) => this.approve.run(actor, { id }));
    return finish(this, call, id);
  }
}

/** Works until the bundle is made, and puts it where it was asked for. */
async function finish(
  { work, read }: { readonly work: WorkExports; readonly read: ReadExports },
  { actor, options, language, signal, progress }: CommandCall,
  id: string,
): Promise<CommandAnswer> {
  const told = (step: ExportView['step'], done: number, total: number): void =>
    progress(
      say(exportsSentences, 'progress', language, {
        step: say(exportsSentences, `step.${step}`, language),
        done,
        total,
      }),
    );
  await work.tick({ signal, told, only: id });
  const made = await read.one(actor, id);
  if (made.status !== 'ready')
    throw new Refusal('wrong-state', made.fault ?? 'The export was stopped. Start it again.');
  const files: string[] = [];
  for (const part of made.files.keys()) {
    const { path, name } = await read.file(actor, id, part + 1);
    const file = await placeFor(textOf(options['out']), name, { isPart: made.files.length > 1 });
    await copyFile(path, file);
    files.push(file);
  }
  const [file = ''] = files;
  const bytes = made.files.reduce((sum, one) => sum + one.bytes, 0);
  return {
    json: { ...made, files: made.files.map((one, i) => ({ ...one, file: files[i] })) },
    text: [
      say(exportsSentences, files.length === 1 ? 'ready' : 'ready.parts', language, { file, bytes, n: files.length }),
      ...(made.checked === null ? [] : [say(leakTestSentences, 'clean', language, { ...made.checked })]),
      say(exportsSentences, 'ready.check', language, { file }),
    ],
  };
}

/** Parts keep their names, by which they find each other: what is named for them is their folder. */
async function placeFor(out: string | null, name: string, { isPart }: { isPart: boolean }): Promise<string> {
  if (out === null) return resolve(name);
  const isFolder = (await stat(out).catch(() => null))?.isDirectory() === true;
  if (isFolder) return resolve(out, name);
  return isPart ? resolve(dirname(out), name) : resolve(out);
}

function partSizeOf(text: string | null): number | null {
  const bytes = text === null ? null : sizeAsked(text);
  if (text !== null && (bytes === null || bytes < SMALLEST_PART)) {
    throw new Refusal(
      'invalid-input',
      `"${text}" is no size of a part. Name one of at least 100 kB, such as --part-size 25MB.`,
    );
  }
  return bytes;
}

/** Needs nothing but the file: it works where no archive is. */
@Injectable()
export class VerifyCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'verify',
    summary: 'Check a bundle without trusting who made it',
    example: 'akta verify newford.zip --key log.pub.pem',
    args: [['<file>', 'the bundle; of one in parts any of them, where the others stand beside it']],
    options: [
      ['--key <pem>', 'public key of the log whose bundle this should be'],
      ['--tsa-ca <pem>', 'certificates of timestamp authorities, as they publish them'],
    ],
    permission: null,
    offline: true,
  };

  async run({ args, options, language }: CommandCall): Promise<CommandAnswer> {
    const [key, roots] = [await pemIn(textOf(options['key'])), await pemIn(textOf(options['tsaCa']))];
    const report = await verifyBundle({ path: resolve(args[0] ?? ''), key, roots, language });
    return {
      json: report,
      text: [report.sentence, ...(report.details.length > 1 ? report.details.map((line) => `  - ${line}`) : [])],
      exit: EXIT_CODES[report.verdict],
    };
  }
}

async function pemIn(name: string | null): Promise<{ readonly name: string; readonly pem: string } | undefined> {
  return name === null ? undefined : { name, pem: await readFile(name, 'utf8').catch(() => '') };
}

export const exportCommands = [ExportCommand, ApproveExportCommand, VerifyCommand, LeakTestCommand] as const;

function echo({ window, selection }: ExportView, language: Language): string {
  return say(exportsSentences, 'window', language, {
    from: window.from ?? say(exportsSentences, 'window.open-start', language),
    to: window.to ?? say(exportsSentences, 'window.open-end', language),
    accounts: selection.accountIds.length,
  });
}
