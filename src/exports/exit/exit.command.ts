import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AskCode, Authenticate } from '../../identity/index.js';
import { broughtBackInWords, tellSteps } from '../../integrity/index.js';
import {
  type Actor,
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  Refusal,
  say,
  sizeInWords,
  textOf,
} from '../../platform/index.js';
import { ExitExport } from './exit-export.js';
import { exitSentences } from './exit.sentences.js';
import type { EXIT_STEPS } from './exit.types.js';
import { ImportExit } from './import-exit.js';

const EVERY = 1000;

@Injectable()
export class ExitExportCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'exit-export',
    summary: 'Write all of the archive in open formats into a folder, with the consent of a second person',
    example: 'akta exit-export --to /exit/newford --approver-key-file lena.key --with-keys',
    options: [
      ['--to <folder>', 'an empty folder, or one of an exit export that broke off'],
      ['--approver-key-file <file>', 'the key of the second person, of legal staff; a code of theirs is asked for'],
      ['--with-keys', 'with wrapped keys and sealed objects, so that it can be imported as the same archive'],
    ],
    permission: 'key-file.manage',
  };

  constructor(
    private readonly exit: ExitExport,
    private readonly authenticate: Authenticate,
    private readonly askCode: AskCode,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, options, language } = call;
    const folder = textOf(options['to']);
    if (folder === null) throw new Refusal('invalid-input', 'Say where the export is to go: --to');
    const keys = options['withKeys'] === true ? 'with-keys' : 'without-keys';
    const told = tellExit(call, 'akta exit-export');
    const approver = await this.approver(textOf(options['approverKeyFile']));
    const made = await this.askCode.run({ ...call, actor: approver }, (shown) =>
      this.exit.run(actor, { folder: resolve(folder), keys, approver: shown }, told),
    );
    const { unreadable } = made;
    return {
      json: made,
      text: [
        say(exitSentences, 'made', language, { ...made, size: sizeInWords(made.bytes, language) }),
        ...(unreadable > 0 ? [say(exitSentences, 'unreadable', language, { unreadable })] : []),
        say(exitSentences, keys, language),
      ],
    };
  }

  private async approver(file: string | null): Promise<Actor> {
    if (file === null) {
      throw new Refusal(
        'invalid-input',
        'A second person, of legal staff, lets everything go. Name the file of their key: --approver-key-file',
      );
    }
    const key = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new Refusal(
        'not-signed-in',
        `The key file ${file} cannot be read. Name another: --approver-key-file`,
        {},
        { cause },
      );
    });
    const known = await this.authenticate.byKey(key.trim());
    if (known) return known.actor;
    throw new Refusal(
      'not-signed-in',
      'The key of the second person is not known, has expired or was revoked. Name another: --approver-key-file',
    );
  }
}

@Injectable()
export class ImportExitCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'import-exit',
    summary: 'Bring the same archive up from an exit export with keys, in an empty installation',
    example: 'akta import-exit --from /exit/newford',
    options: [['--from <folder>', 'what akta exit-export --with-keys wrote']],
    permission: null,
    opens: 'bare',
  };

  constructor(private readonly importExit: ImportExit) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { options, language } = call;
    const folder = textOf(options['from']);
    if (folder === null) throw new Refusal('invalid-input', 'Say where the exit export is: --from');
    const told = tellExit(call, 'akta import-exit');
    const done = await this.importExit.run(resolve(folder), {
      looked: (files) => told('looked', files),
      copied: (objects) => told('objects', objects),
      restored: tellSteps(call, 'akta import-exit'),
    });
    return { json: done, text: broughtBackInWords(done, language), exit: done.lost.length > 0 ? 1 : 0 };
  }
}

/** For the list of all commands. */
export const exitCommands: readonly CommandClass[] = [ExitExportCommand, ImportExitCommand];

/** A line a step and thousand; ends the work when asked to. */
function tellExit(
  { language, signal, progress }: CommandCall,
  again: string,
): (step: (typeof EXIT_STEPS)[number] | 'looked', done: number) => void {
  let last = '';
  return (step, done) => {
    if (signal.aborted) {
      throw new Refusal(
        'wrong-state',
        `This was stopped. What is done stays done. Run it again with the same folder, and it goes on: ${again}`,
      );
    }
    const mark = `${step} ${Math.floor(done / EVERY)}`;
    if (mark === last) return;
    last = mark;
    progress(say(exitSentences, `step.${step}`, language, { done }));
  };
}
