import { resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  Refusal,
  sizeInWords,
  say,
  textOf,
} from '../../platform/index.js';
import { BackUpArchive } from './back-up-archive.js';
import type { DumpTold } from './dump-tables.js';
import { KeepRegister } from './keep-register.js';
import { broughtBackInWords } from './rebuild-in-words.js';
import { rebuildSentences } from './rebuild.sentences.js';
import { RestoreArchive } from './restore-archive.js';
import { tellSteps } from './tell-steps.js';

@Injectable()
export class BackupCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'backup',
    summary: 'Write a consistent copy of the database, without any key, into an empty folder',
    example: 'akta backup --to /backup/2026-05-19',
    options: [['--to <folder>', 'an empty folder, or one of a backup that broke off']],
    permission: 'key-file.manage',
  };

  constructor(private readonly backUp: BackUpArchive) {}

  async run({ actor, options, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    const folder = textOf(options['to']);
    if (folder === null) throw new Refusal('invalid-input', 'Say where the backup is to go: --to');
    const told: DumpTold = (about, done) => {
      if (signal.aborted)
        throw new Refusal('wrong-state', 'The backup was stopped, and is none. Run it again into the same folder.');
      progress(say(rebuildSentences, 'step.dump', language, { done, about }));
      return Promise.resolve();
    };
    const made = await this.backUp.run(actor, resolve(folder), told);
    const values = { ...made, size: sizeInWords(made.bytes, language) };
    return { json: made, text: [say(rebuildSentences, 'backup.made', language, values)] };
  }
}

@Injectable()
export class RegisterCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'register make',
    summary: 'Put the register (accounts, people, duties, requests) sealed into the object store, now',
    example: 'akta register make',
    permission: 'key-file.manage',
  };

  constructor(private readonly register: KeepRegister) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const made = await this.register.run(actor);
    const values = { ...made, size: sizeInWords(made.bytes, language) };
    return { json: made, text: [say(rebuildSentences, 'register.made', language, values)] };
  }
}

@Injectable()
export class RestoreCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'restore',
    summary: 'Bring an archive back from a backup, the object store and the key files, into an empty database',
    example: 'akta restore --from /backup/2026-05-19',
    options: [['--from <folder>', 'what akta backup wrote']],
    permission: null,
    opens: 'bare',
  };

  constructor(private readonly restore: RestoreArchive) {}

  async run({ options, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    const folder = textOf(options['from']);
    if (folder === null) throw new Refusal('invalid-input', 'Say where the backup is: --from');
    const done = await this.restore.fromFolder(
      resolve(folder),
      tellSteps({ language, signal, progress }, 'akta restore'),
    );
    return { json: done, text: broughtBackInWords(done, language), exit: done.lost.length > 0 ? 1 : 0 };
  }
}

/** For the list of all commands. */
export const backupCommands: readonly CommandClass[] = [BackupCommand, RegisterCommand, RestoreCommand];
