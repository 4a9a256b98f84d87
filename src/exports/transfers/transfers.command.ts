import { copyFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  needed,
  oneOf,
  Refusal,
  say,
  textOf,
} from '../../platform/index.js';
import { ReadDispositions } from '../../retention/index.js';
import { AskPackage, type PackageWanted } from './ask-package.js';
import { loadTransferProfiles } from './load-transfer-profiles.js';
import { ReadPackages } from './read-packages.js';
import { transfersSentences } from './transfers.sentences.js';
import { WorkPackages } from './work-packages.js';
import { INVENTORY_FORMATS, WriteInventory } from './write-inventory.js';

const LIST_ARG = [['<list>', 'its number or id']] as const;

@Injectable()
export class TransferProfilesCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition profiles',
    summary: 'Show what archives that take over want to get: the profiles of packages',
    example: 'akta disposition profiles',
    permission: 'disposition.read',
  };

  async run({ language }: CommandCall): Promise<CommandAnswer> {
    const items = loadTransferProfiles();
    const text = items.map(({ profile, version, title, format, trust }) =>
      say(transfersSentences, 'profile', language, { profile, version, title: title[language], format, trust }),
    );
    return { json: { items }, text };
  }
}

@Injectable()
export class PackageListCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition package',
    summary: 'Package an approved transfer for the archive that takes it over, or go on with it',
    example:
      'akta disposition package 2031-D-001 --profile pl-archiwum-panstwowe --archive "Archiwum Państwowe w Katowicach"',
    args: LIST_ARG,
    options: [
      ['--profile <name>', 'what that archive wants to get, as `akta disposition profiles` names it'],
      ['--archive <name>', 'who takes it over; as the profile says unless told'],
    ],
    permission: 'disposition.manage',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly ask: AskPackage,
    private readonly work: WorkPackages,
  ) {}

  async run({ actor, args, options, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    const { id: listId, state } = await this.read.one(actor, args[0] ?? '');
    if (state !== 'packaging') await this.ask.run(actor, { listId, ...wanted(options) });
    const told = (done: number, total: number): void =>
      progress(say(transfersSentences, 'progress', language, { done, total }));
    await this.work.tick({ signal, told, only: listId });
    const list = await this.read.one(actor, listId);
    const failed = list.steps.at(-1);
    if (failed?.action === 'fail-package') throw new Refusal('wrong-state', failed.reason ?? '');
    if (list.state !== 'packaged' || list.package === null) {
      return { json: list, text: [say(transfersSentences, 'packaged.later', language, { number: list.number })] };
    }
    const { name, bytes, commit } = list.package;
    const values = { number: list.number, name, bytes: bytes ?? 0, commit: commit ?? '' };
    return { json: list, text: [say(transfersSentences, 'packaged', language, values)] };
  }
}

function wanted(options: CommandCall['options']): Omit<PackageWanted, 'listId'> {
  const archive = textOf(options['archive']);
  const profile = needed(options['profile'], '--profile', 'The profile of the receiving archive');
  return { profile, ...(archive === null ? {} : { archive }) };
}

@Injectable()
export class DownloadPackageCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition download',
    summary: 'Write the finished package of a transfer to a file; that it was taken is recorded',
    example: 'akta disposition download 2031-D-001 --out transfer.zip',
    args: LIST_ARG,
    options: [['--out <file>', 'where to write it; the name of the package unless told']],
    permission: 'disposition.manage',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly packages: ReadPackages,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const list = await this.read.one(actor, args[0] ?? '');
    const { path, name, bytes } = await this.packages.file(actor, list.id);
    const file = resolve(textOf(options['out']) ?? name);
    await copyFile(path, file);
    return { json: { ...list, file }, text: [say(transfersSentences, 'downloaded', language, { file, bytes })] };
  }
}

@Injectable()
export class InventoryCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'disposition inventory',
    summary: 'Write the spis of a list, as PDF or CSV: what is handed over, or looked at by the state archive',
    example: 'akta disposition inventory 2030-D-002 --format csv --out spis.csv',
    args: LIST_ARG,
    options: [
      ['--format <format>', `one of ${INVENTORY_FORMATS.join(', ')}; pdf unless told`],
      ['--out <file>', 'where to write it; the name of the list unless told'],
    ],
    permission: 'disposition.read',
  };

  constructor(
    private readonly read: ReadDispositions,
    private readonly inventory: WriteInventory,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id: listId } = await this.read.one(actor, args[0] ?? '');
    const format = oneOf(INVENTORY_FORMATS, textOf(options['format']) ?? 'pdf', 'format of a spis');
    const { name, bytes } = await this.inventory.run(actor, { listId, format, language });
    const file = resolve(textOf(options['out']) ?? name);
    await writeFile(file, bytes);
    return { json: { listId, format, file }, text: [say(transfersSentences, 'inventory', language, { file })] };
  }
}

/** For the list of all commands. */
export const packageCommands: readonly CommandClass[] = [
  TransferProfilesCommand,
  PackageListCommand,
  DownloadPackageCommand,
  InventoryCommand,
];
