import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountNamed } from '../accounts/index.js';
import { AskCode } from '../identity/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  listOf,
  oneOf,
  Refusal,
  say,
  textOf,
} from '../platform/index.js';
import { holdInWords, holdLine, nameInWords, previewInWords } from './hold-in-words.js';
import { MATTER_KINDS } from './holds.types.js';
import { noticeCommands } from './notices/notices.command.js';
import { OpenMatter } from './open-matter.js';
import { PlaceHold } from './place-hold.js';
import { PreviewRelease } from './preview-release.js';
import { ReadHolds } from './read-holds.js';
import { ReleaseHold } from './release-hold.js';
import { retentionSentences } from './retention.sentences.js';
import type { AskedScope } from './scope.types.js';

const MOST_SHOWN = 200;

/** The flags that describe a scope, the same for holds and requests. */
export const SCOPE_OPTIONS = [
  ['--account <account...>', 'id or handle; every account of the body unless told'],
  ['--from <day>', 'first day, in the zone of the body'],
  ['--to <day>', 'last day, in the zone of the body'],
  ['--query <words>', 'as in a search'],
  ['--item <id...>', 'these items, instead of accounts, days and words'],
] as const;

export async function scopeOf(database: DataSource, options: CommandCall['options']): Promise<AskedScope> {
  const accountIds: string[] = [];
  for (const named of listOf(options['account'])) accountIds.push(await accountNamed(database, named));
  const [from, to, query] = ['from', 'to', 'query'].map((name) => textOf(options[name]));
  return {
    accountIds,
    itemIds: listOf(options['item']),
    ...(from === null || from === undefined ? {} : { from }),
    ...(to === null || to === undefined ? {} : { to }),
    ...(query === null || query === undefined ? {} : { query }),
  };
}

/** The one body, or the one named. */
export async function bodyNamed(database: DataSource, named: string | null): Promise<string> {
  const bodies: { id: string; name: string }[] = await database.query(`SELECT id, name FROM body ORDER BY id`);
  const fits = bodies.filter(({ id, name }) => named === null || named === id || named === name);
  const [body] = fits;
  if (body && fits.length === 1) return body.id;
  if (bodies.length === 0) throw new Refusal('not-found', 'There is no body yet. Add it first: akta body add');
  const names = bodies.map(({ name }) => `"${name}"`).join(', ');
  throw new Refusal('invalid-input', `Say which body is meant with --body: ${names}.`);
}

@Injectable()
export class PlaceHoldCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'hold place',
    summary: 'Keep everything in a scope until two people release it',
    example:
      'akta hold place --matter 2026-CV-0417 --name "Kowalczyk v. City of Newford" --reason "Claim announced" --trigger 2026-05-19T13:49:00-05:00 --query flood',
    options: [
      ['--matter <number>', 'number of the case; it is opened where it is not known yet'],
      ['--name <text>', 'name of a case that is not known yet'],
      ['--kind <kind>', `its kind: ${MATTER_KINDS.join(', ')}; litigation unless told`],
      ['--body <name>', 'name or id of the body; needed where there are several'],
      ['--number <number>', 'of the hold; the next of the register unless told'],
      ['--reason <text>', 'why; it is kept, and committed to in the log'],
      ['--trigger <time>', 'RFC 3339: when the duty to keep arose'],
      ...SCOPE_OPTIONS,
    ],
    permission: 'hold.manage',
  };

  // oxlint-disable-next-line max-params -- it opens the matter where there is none
  constructor(
    private readonly database: DataSource,
    private readonly openMatter: OpenMatter,
    private readonly place: PlaceHold,
    private readonly read: ReadHolds,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, options, language } = call;
    const matterId = await this.matterOf(call);
    const number = textOf(options['number']);
    const id = await this.place.run(actor, {
      matterId,
      reason: textOf(options['reason']) ?? '',
      triggerAt: textOf(options['trigger']) ?? '',
      scope: await scopeOf(this.database, options),
      ...(number === null ? {} : { number }),
    });
    const hold = await this.read.one(actor, id);
    const values = {
      name: nameInWords(hold, language),
      items: hold.items,
      living: String(hold.scope.kind === 'living'),
    };
    return { json: hold, text: [say(retentionSentences, 'placed', language, values), hold.number] };
  }

  private async matterOf({ actor, options }: CommandCall): Promise<string> {
    const number = textOf(options['matter']);
    if (number === null)
      throw new Refusal('invalid-input', 'A hold is placed for a case. Name it by its number: --matter');
    const bodyId = await bodyNamed(this.database, textOf(options['body']));
    const [known] = await this.database.query<{ id: string }[]>(
      `SELECT id FROM matter WHERE body_id = $1 AND number = $2 AND kind <> 'request'`,
      [bodyId, number],
    );
    if (known) return known.id;
    const name = textOf(options['name']);
    if (name === null)
      throw new Refusal('not-found', `There is no case ${number} yet. Open it by giving its name: --name`);
    return (
      await this.openMatter.run(actor, {
        bodyId,
        number,
        name,
        kind: oneOf(MATTER_KINDS, textOf(options['kind']) ?? 'litigation', 'kind of case'),
      })
    ).id;
  }
}

@Injectable()
export class ListHoldsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'hold list',
    summary: 'Show the holds that are in place',
    example: 'akta hold list --all',
    options: [
      ['--item <id>', 'only those that keep this item'],
      ['--all', 'released ones too'],
    ],
    permission: 'hold.read',
  };

  constructor(private readonly read: ReadHolds) {}

  async run({ actor, options, language }: CommandCall): Promise<CommandAnswer> {
    const item = textOf(options['item']);
    const filter = { all: options['all'] === true, ...(item === null ? {} : { itemId: idOf(item) }) };
    const page = await this.read.list(actor, filter, { limit: MOST_SHOWN });
    const lines = page.items.map((hold) => holdLine(hold, language));
    return { json: page, text: lines.length > 0 ? lines : [say(retentionSentences, 'none', language)] };
  }
}

@Injectable()
export class ShowHoldCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'hold show',
    summary: 'Show what a hold keeps, for which case and why',
    example: 'akta hold show 2026-L-001',
    args: [['<hold>', 'its number or id']],
    permission: 'hold.read',
  };

  constructor(private readonly read: ReadHolds) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const hold = await this.read.one(actor, args[0] ?? '');
    return { json: hold, text: holdInWords(hold, language) };
  }
}

@Injectable()
export class ReleaseHoldCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'hold release',
    summary: 'Propose to release a hold, or approve what somebody else proposed',
    example: 'akta hold release 2026-L-001 --reason "The claim was settled on 3 August 2026"',
    args: [['<hold>', 'its number or id']],
    options: [
      ['--preview', 'only show what it would free'],
      ['--reason <text>', 'why it may be released; proposes it'],
      ['--approve', 'as the second person, with a code of your second factor'],
    ],
    permission: null,
  };

  constructor(
    private readonly read: ReadHolds,
    private readonly release: ReleaseHold,
    private readonly preview: PreviewRelease,
    private readonly askCode: AskCode,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, args, options, language } = call;
    const named = await this.read.one(actor, args[0] ?? '');
    const { id } = named;
    const frees = named.state === 'released' ? null : await this.preview.run(actor, id);
    const shown = frees === null ? [] : previewInWords(frees, language);
    if (options['preview'] === true) return { json: frees, text: shown };
    for (const line of shown) call.progress(line);
    const approves = options['approve'] === true;
    if (approves) await this.askCode.run(call, (person) => this.release.approve(person, { holdId: id }));
    else await this.release.propose(actor, { holdId: id, reason: textOf(options['reason']) ?? '' });
    const hold = await this.read.one(actor, id);
    const key = approves ? 'release.now-approved' : 'release.now-proposed';
    const values = { name: nameInWords(hold, language), number: hold.number };
    return { json: hold, text: [say(retentionSentences, key, language, values)] };
  }
}

/** For the list of all commands. */
export const retentionCommands: readonly CommandClass[] = [
  PlaceHoldCommand,
  ListHoldsCommand,
  ShowHoldCommand,
  ReleaseHoldCommand,
  ...noticeCommands,
];

function idOf(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new Refusal('invalid-input', 'An item is named by its id, as its page and `akta search` show it.');
}
