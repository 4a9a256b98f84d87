import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountNamed } from '../../accounts/index.js';
import { Followers } from '../../audit/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  fullTime,
  type Language,
  Refusal,
  say,
  textOf,
} from '../../platform/index.js';
import { AskImport } from './ask-import.js';
import { CancelImport } from './change-import.js';
import type { ImportView } from './import.types.js';
import { importSentences } from './imports.sentences.js';
import { ReadImports } from './read-imports.js';
import { WorkImports } from './work-imports.js';

const TELL_MILLISECONDS = 1_000;

@Injectable()
export class ImportCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'import',
    summary: 'Import the download of an account, as the network gave it to its owner',
    example: 'akta import twitter-2026-11-20.zip --account @newford --json',
    args: [['<file>', 'the file as it was given, packed']],
    options: [
      ['--account <account>', 'whose download it is: handle, address or id'],
      ['--mapping <file>', 'YAML that says what the columns of a table or the members of a list are'],
    ],
    permission: 'capture.run',
  };

  // oxlint-disable-next-line max-params -- asked for, worked on and told in one command
  constructor(
    private readonly database: DataSource,
    private readonly ask: AskImport,
    private readonly work: WorkImports,
    private readonly read: ReadImports,
    private readonly followers: Followers,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, args, options, language, signal } = call;
    const named = textOf(options['account']);
    if (named === null) throw new Refusal('invalid-input', 'Say whose download it is: --account');
    const path = resolve(args[0] ?? '');
    const accountId = await accountNamed(this.database, named);
    const mapping = await mappingIn(textOf(options['mapping']));
    const asked = { accountId, path, fileName: basename(path), ours: false, ...(mapping === null ? {} : { mapping }) };
    const told = seldom(call);
    const { id, goesOn } = await this.ask.run(actor, asked, (done, total) =>
      told('hashing', { percent: Math.floor((100 * done) / Math.max(1, total)) }),
    );
    if (goesOn) call.progress(say(importSentences, 'goes-on', language));
    const began = performance.now();
    let first: number | null = null;
    await this.work.tick({
      only: id,
      signal,
      told: (done, total, { new: fresh, alike }) => {
        first ??= done;
        const pace = (done - first) / (performance.now() - began);
        const eta = pace > 0 ? Math.ceil((total - done) / pace / 1000) : '?';
        told('progress', { percent: Math.floor((100 * done) / Math.max(1, total)), new: fresh, alike, eta });
      },
    });
    await this.followers.settle();
    return answerOf(await this.read.one(actor, id), { language, zone: await this.zoneOf(accountId) });
  }

  private async zoneOf(accountId: string): Promise<string> {
    const [row] = await this.database.query<{ zone: string }[]>(
      `SELECT b.zone FROM account a JOIN body b ON b.id = a.body_id WHERE a.id = $1`,
      [accountId],
    );
    return row?.zone ?? 'UTC';
  }
}

@Injectable()
export class CancelImportCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'import cancel',
    summary: 'Give an import up that is not done; what it brought stays',
    example: 'akta import cancel 0198c0de-0000-7000-8000-000000000001',
    args: [['<import>', 'its id']],
    permission: 'capture.run',
  };

  constructor(
    private readonly cancel: CancelImport,
    private readonly read: ReadImports,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const id = args[0] ?? '';
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Refusal('not-found', 'There is no such import.');
    await this.cancel.run(actor, { id });
    return answerOf(await this.read.one(actor, id), { language, zone: 'UTC' });
  }
}

function answerOf(view: ImportView, { language, zone }: { language: Language; zone: string }): CommandAnswer {
  const { status, counts, fault } = view;
  const brought = say(importSentences, 'done', language, counts);
  const key = status === 'running' ? 'stopped' : status;
  const outcome = status === 'done' ? brought : say(importSentences, key, language, { ...counts, fault: fault ?? '' });
  const text = [madeInWords(view, language, zone), outcome, ...(status === 'failed' ? [brought] : [])];
  if (counts.differing > 0) text.push(say(importSentences, 'differing', language, { n: counts.differing }));
  return { json: view, text: [...text, view.id], exit: status === 'failed' || status === 'running' ? 2 : 0 };
}

function madeInWords({ format, madeAt }: ImportView, language: Language, zone: string): string {
  const named = { format: format ?? '?' };
  if (madeAt === null) return say(importSentences, 'made.unknown', language, named);
  return say(importSentences, 'made', language, { ...named, at: fullTime(madeAt, zone, language) });
}

async function mappingIn(file: string | null): Promise<string | null> {
  if (file === null) return null;
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Refusal('not-found', `The mapping ${file} cannot be read. Name another: --mapping`, {}, { cause });
  });
}

/** One line a second at most. */
function seldom({
  progress,
  language,
}: CommandCall): (key: 'hashing' | 'progress', values: Readonly<Record<string, number | string>>) => void {
  let last = 0;
  return (key, values) => {
    const now = performance.now();
    if (now - last < TELL_MILLISECONDS) return;
    last = now;
    progress(say(importSentences, key, language, values));
  };
}

/** For the list of all commands. */
export const importCommands = [ImportCommand, CancelImportCommand] as const;
