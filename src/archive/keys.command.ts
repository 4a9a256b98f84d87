import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  Config,
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  fullTime,
  type Language,
  say,
} from '../platform/index.js';
import { BackUpKeys } from './back-up-keys.js';
import { keysSentences } from './keys.sentences.js';
import { ReadKeyFiles } from './read-key-files.js';
import { type FileRestored, RestoreKeys } from './restore-keys.js';
import { RetireKeys } from './retire-keys.js';
import { RotateKeys } from './rotate-keys.js';

@Injectable()
export class BackUpKeysCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'keys backup',
    summary: 'Put the wrapped keys into a sealed key file in the object store, now',
    example: 'akta keys backup',
    permission: 'key-file.manage',
  };

  constructor(private readonly backUp: BackUpKeys) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const made = await this.backUp.run(actor);
    const { items, media, frames, keptUntil } = made;
    const until = fullTime(keptUntil, 'UTC', language);
    return { json: made, text: [say(keysSentences, 'made', language, { items, media, frames, until })] };
  }
}

@Injectable()
export class ListKeyFilesCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'keys list',
    summary: 'Show the key files there are: of when, with how many keys, kept until when',
    example: 'akta keys list --json',
    permission: 'key-file.manage',
  };

  constructor(private readonly files: ReadKeyFiles) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const list = await this.files.list(actor);
    const lines = list.items.map(({ madeAt, keptUntil, items, media, frames, recorded }) => {
      const [at, until] = [fullTime(madeAt, 'UTC', language), fullTime(keptUntil, 'UTC', language)];
      const line = say(keysSentences, 'line', language, { at, until, items, media, frames });
      return recorded ? line : say(keysSentences, 'line.unrecorded', language, { line });
    });
    const damaged = list.damaged.map((object) => say(keysSentences, 'damaged', language, { object }));
    const text = [...lines, ...damaged];
    return {
      json: list,
      text: text.length > 0 ? text : [say(keysSentences, 'none', language)],
      exit: damaged.length > 0 ? 1 : 0,
    };
  }
}

@Injectable()
export class RestoreKeysCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'keys restore',
    summary: 'Put missing keys back from the newest readable key file, never those of what was destroyed',
    example: 'akta keys restore',
    permission: 'key-file.manage',
  };

  constructor(private readonly restore: RestoreKeys) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const done = await this.restore.run(actor);
    return {
      json: done,
      text: [
        ...done.damaged.map((object) => say(keysSentences, 'damaged', language, { object })),
        ...done.files.flatMap((file) => fileInWords(file, language)),
        done.missing === 0
          ? say(keysSentences, 'restored.check', language)
          : say(keysSentences, 'restored.missing', language, { missing: done.missing }),
      ],
      exit: done.missing === 0 ? 0 : 1,
    };
  }
}

function fileInWords({ madeAt, restored, left }: FileRestored, language: Language): string[] {
  const { item_key: items, medium_key: media, frame_key: frames, kek, body_secret: secrets } = restored;
  const values = { at: fullTime(madeAt, 'UTC', language), items, media, frames, above: kek + secrets };
  return [say(keysSentences, 'restored', language, values), say(keysSentences, 'left', language, { ...left })];
}

@Injectable()
export class RotateKeysCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'keys rotate',
    summary: 'Put a new master key into use; what was wrapped under the old one is wrapped anew',
    example: 'akta keys rotate',
    options: [
      ['--prepare', 'only make the new key known on this machine, so that its file can be copied to the others'],
    ],
    permission: 'key-file.manage',
  };

  constructor(
    private readonly rotate: RotateKeys,
    private readonly config: Config,
  ) {}

  async run({ actor, options, language }: CommandCall): Promise<CommandAnswer> {
    const file = masterKeyFile(this.config);
    if (options['prepare'] === true) {
      await this.rotate.prepare(actor);
      return { json: { prepared: true }, text: [say(keysSentences, 'prepared', language, { file })] };
    }
    const done = await this.rotate.run(actor);
    const { above, earlier, kek } = done;
    return {
      json: done,
      text: [
        say(keysSentences, 'rotated', language, { above, kek, file }),
        say(keysSentences, 'rotated.earlier', language, { earlier }),
      ],
    };
  }
}

@Injectable()
export class RetireKeysCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'keys retire',
    summary: 'Take earlier master keys out of the key file, once nothing needs them',
    example: 'akta keys retire',
    permission: 'key-file.manage',
  };

  constructor(
    private readonly retire: RetireKeys,
    private readonly config: Config,
  ) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const done = await this.retire.run(actor);
    const values = { earlier: done.earlier, file: masterKeyFile(this.config) };
    return { json: done, text: [say(keysSentences, 'retired', language, values)] };
  }
}

function masterKeyFile({ keysDir }: Config): string {
  return join(keysDir, 'master.key');
}

/** For the list of all commands. */
export const keysCommands: readonly CommandClass[] = [
  BackUpKeysCommand,
  ListKeyFilesCommand,
  RestoreKeysCommand,
  RotateKeysCommand,
  RetireKeysCommand,
];
