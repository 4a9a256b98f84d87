import { basename, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountNamed } from '../../accounts/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  fullTime,
  type Language,
  listOf,
  needed,
  Refusal,
  say,
  textOf,
  timeOf,
} from '../../platform/index.js';
import { handSentences } from './by-hand.sentences.js';
import { CaptureByHand } from './capture-by-hand.js';
import type { Forwarded, HandFile, HandRole, HandView } from './hand.types.js';

@Injectable()
export class CaptureOneCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'capture-one',
    summary: 'Hand in what somebody saw and saved, with the form that says who, when and how',
    example:
      'akta capture-one https://x.com/newford/status/1 --account @newford --screenshot seen.png --seen-by "Marta Zielinski" --seen-at 2026-05-18T09:00:00Z',
    args: [['<address>', 'of the post or page']],
    options: [
      ['--account <account>', 'the account it is filed under: handle, address or id'],
      ['--file <file...>', 'what was saved'],
      ['--screenshot <file...>', 'a picture of the screen'],
      ['--web-archive <file>', 'the page as a web archive (WACZ)'],
      ['--seen-by <name>', 'who saw it'],
      ['--seen-at <time>', 'when, with its offset: 2026-05-18T09:00:00-05:00'],
      ['--device <words>', 'with what'],
      ['--how <words>', 'how it was seen and saved'],
      ['--text <words>', 'what it says, typed; marked so wherever it is shown'],
      ['--posted-at <time>', 'when it was posted'],
      ['--personal-account', 'it is a post of a person’s own account, forwarded (44 U.S.C. 2911)'],
      ['--received-at <time>', 'when the office received it'],
    ],
    permission: 'capture.run',
  };

  constructor(
    private readonly database: DataSource,
    private readonly capture: CaptureByHand,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, needed(options['account'], '--account', 'The account'));
    const seenAt = timeOf(options['seenAt']);
    if (!seenAt) throw new Refusal('invalid-input', 'Say when it was seen: --seen-at');
    const view = await this.capture.run(actor, {
      accountId,
      url: args[0] ?? '',
      files: [
        ...filesOf(options['file'], 'file'),
        ...filesOf(options['screenshot'], 'screenshot'),
        ...filesOf(options['webArchive'], 'web-archive'),
      ],
      text: textOf(options['text']) ?? undefined,
      postedAt: timeOf(options['postedAt']) ?? undefined,
      seenBy: needed(options['seenBy'], '--seen-by', 'Who saw it'),
      seenAt,
      device: textOf(options['device']) ?? undefined,
      manner: textOf(options['how']) ?? undefined,
      forwarded: forwardedOf(options),
    });
    const zone = await this.zoneOf(accountId);
    return { json: view, text: handedInWords(view, { who: textOf(options['seenBy']) ?? '', seenAt, zone, language }) };
  }

  private async zoneOf(accountId: string): Promise<string> {
    const [row] = await this.database.query<{ zone: string }[]>(
      `SELECT b.zone FROM account a JOIN body b ON b.id = a.body_id WHERE a.id = $1`,
      [accountId],
    );
    return row?.zone ?? 'UTC';
  }
}

function filesOf(option: CommandCall['options'][string], role: HandRole): HandFile[] {
  return listOf(option).map((path) => ({ path: resolve(path), name: basename(path), role }));
}

function forwardedOf(options: CommandCall['options']): Forwarded | undefined {
  const receivedAt = timeOf(options['receivedAt']);
  if (options['personalAccount'] !== true) {
    if (receivedAt) throw new Refusal('invalid-input', '--received-at belongs to --personal-account. Give both.');
    return undefined;
  }
  if (!receivedAt) throw new Refusal('invalid-input', 'Say when the office received it: --received-at');
  return { receivedAt };
}

function handedInWords(
  view: HandView,
  { who, seenAt, zone, language }: { who: string; seenAt: Date; zone: string; language: Language },
): string[] {
  const { itemId: item, files, forwarded } = view;
  if (item === null) return [say(handSentences, 'before', language)];
  return [
    say(handSentences, 'taken', language, { who, at: fullTime(seenAt.toISOString(), zone, language), item }),
    ...files.map(({ name, role, bytes, digest }) =>
      say(handSentences, 'file', language, {
        name,
        role: say(handSentences, `role.${role}`, language),
        bytes: String(bytes),
        digest,
      }),
    ),
    ...(forwarded === null
      ? []
      : [
          forwarded.daysLate === 0
            ? say(handSentences, 'in-time', language, { due: forwarded.dueOn })
            : say(handSentences, 'late', language, { due: forwarded.dueOn, days: forwarded.daysLate }),
        ]),
  ];
}

/** For the list of all commands. */
export const handCommands = [CaptureOneCommand] as const;
