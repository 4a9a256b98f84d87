import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  Refusal,
  say,
  textOf,
} from '../../platform/index.js';
import { ConfirmRebuild } from './confirm-rebuild.js';
import { broughtBackInWords } from './rebuild-in-words.js';
import { rebuildSentences } from './rebuild.sentences.js';
import { RecoverLog } from './recover-log.js';
import { RestoreArchive } from './restore-archive.js';
import { tellSteps } from './tell-steps.js';

@Injectable()
export class RebuildCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'rebuild',
    summary: 'Bring an archive back from the object store and its keys alone, into an empty database',
    example: 'akta rebuild --into akta',
    options: [
      [
        '--into <database>',
        'name of the empty database that DATABASE_URL leads to, or that URL: so that no other is meant',
      ],
    ],
    permission: null,
    opens: 'bare',
  };

  constructor(
    private readonly database: DataSource,
    private readonly restore: RestoreArchive,
  ) {}

  async run({ options, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    const wanted = databaseIn(textOf(options['into']) ?? '');
    const [row] = await this.database.query<{ name: string }[]>(`SELECT current_database() AS name`);
    if (wanted === '' || wanted !== row?.name) {
      throw new Refusal(
        'invalid-input',
        `DATABASE_URL leads to the database ${row?.name ?? ''}, and --into names ${wanted === '' ? 'none' : wanted}. Nothing was changed. Name the one that is meant in both.`,
      );
    }
    const again = `akta rebuild --into ${wanted}`;
    const done = await this.restore.fromStore(tellSteps({ language, signal, progress }, again));
    return { json: done, text: broughtBackInWords(done, language), exit: done.lost.length > 0 ? 1 : 0 };
  }
}

/** Nothing of a URL but the name at its end is used. */
function databaseIn(text: string): string {
  return /^[a-z]+:\/\//.test(text) && URL.canParse(text) ? decodeURIComponent(new URL(text).pathname.slice(1)) : text;
}

@Injectable()
export class ConfirmRebuildCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'rebuild confirm',
    summary: 'Confirm an archive that was brought back: from then on dispositions are carried out again',
    example: 'akta rebuild confirm --key-file inez.key',
    permission: 'disposition.manage',
  };

  constructor(private readonly confirm: ConfirmRebuild) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const done = await this.confirm.run(actor);
    return { json: done, text: [say(rebuildSentences, 'confirmed', language)] };
  }
}

@Injectable()
export class RecoverLogCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'log recover',
    summary: 'Say what an older database lacks of what the object store knows, and bring it back',
    example: 'akta log recover --apply',
    options: [['--apply', 'bring it back; without it nothing is changed']],
    permission: 'key-file.manage',
    opens: 'bare',
  };

  constructor(private readonly recover: RecoverLog) {}

  async run({ actor, options, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    if (options['apply'] === true) {
      const done = await this.recover.run(actor, tellSteps({ language, signal, progress }, 'akta log recover --apply'));
      if (done) return { json: done, text: broughtBackInWords(done, language), exit: done.lost.length > 0 ? 1 : 0 };
    }
    const { here, there, missing } = await this.recover.look(actor);
    const json = { here, there, missing };
    if (there <= here) return { json, text: [say(rebuildSentences, 'log.level', language, { here })] };
    return {
      json,
      text: [
        say(rebuildSentences, 'log.behind', language, { here, there }),
        ...missing.map(({ type, count }) => say(rebuildSentences, 'log.missing', language, { count, about: type })),
        say(rebuildSentences, 'log.how', language),
      ],
      exit: 1,
    };
  }
}

/** For the list of all commands. */
export const rebuildCommands: readonly CommandClass[] = [RebuildCommand, ConfirmRebuildCommand, RecoverLogCommand];
