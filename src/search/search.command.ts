import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountNamed } from '../accounts/index.js';
import { type ItemState, type ItemSummary, ReadAccounts, ReadCounts } from '../archive/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  fullTime,
  type Language,
  pageSentences,
  oneOf,
  say,
  textOf,
} from '../platform/index.js';
import { type Asked, type Echo, SearchItems } from './search-items.js';

const STATES: readonly ItemState[] = ['present', 'suspected', 'gone', 'hidden'];
const MOST_SHOWN = 100;

@Injectable()
export class SearchCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'search',
    summary: 'Find items by their words in any version; the newest first',
    example: `akta search 'flood "Mill Street" evacu*' --from 2026-05-18 --to 2026-05-20`,
    args: [['[words...]', 'all words, "phrases in quotes", beginnings*']],
    options: [
      ['--account <account...>', 'id or handle'],
      ['--from <day>', 'first day, in the zone of the body'],
      ['--to <day>', 'last day, in the zone of the body'],
      ['--state <state>', STATES.join(', ')],
      ['--cursor <cursor>', 'nextCursor of the page before'],
    ],
    permission: 'item.read',
  };

  constructor(
    private readonly search: SearchItems,
    private readonly accounts: ReadAccounts,
    private readonly counts: ReadCounts,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const asked = await this.askedOf(args, options);
    const cursor = textOf(options['cursor']);
    const [page, { count, cutShort }] = [
      await this.search.run(actor, asked, { limit: MOST_SHOWN, ...(cursor === null ? {} : { cursor }) }),
      await this.search.count(actor, asked),
    ];
    const zones = await this.zones();
    const found = page.items.map((item) => summaryInWords(item, zones.get(item.accountId) ?? 'UTC', language));
    return {
      json: { count, cutShort, ...page },
      text: [
        ...found,
        count === 0
          ? await this.nothing(page.asked, language)
          : `${say(pageSentences, 'search.count', language, { n: count })} ${echoInWords(page.asked)}`,
        ...(cutShort === 0 ? [] : [say(pageSentences, 'search.cut-short', language, { n: cutShort })]),
        ...(page.nextCursor === null ? [] : [`--cursor ${page.nextCursor}`]),
      ],
    };
  }

  private async askedOf(args: readonly string[], options: CommandCall['options']): Promise<Asked> {
    const [from, to, state] = [textOf(options['from']), textOf(options['to']), textOf(options['state'])];
    const named = Array.isArray(options['account']) ? options['account'].map(String) : [];
    const accountIds = await Promise.all(named.map((name) => accountNamed(this.database, name)));
    return {
      text: args.join(' '),
      ...(named.length === 0 ? {} : { accountIds }),
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
      ...(state === null ? {} : { state: oneOf(STATES, state, 'state of an item') }),
    };
  }

  /** What was searched, and what could not be because the archive does not have it. */
  private async nothing(asked: Echo, language: Language): Promise<string> {
    const [all, known] = await Promise.all([this.counts.run(), this.accounts.known()]);
    const inScope = [...all].filter(([id]) => asked.accountIds === null || asked.accountIds.includes(id));
    const sum = (of: 'items' | 'gaps' | 'gapMinutes'): number =>
      inScope.reduce((total, [, counts]) => total + counts[of], 0);
    const searched = say(pageSentences, 'search.searched', language, { items: sum('items'), accounts: inScope.length });
    const missing = say(pageSentences, 'search.missing', language, {
      gaps: sum('gaps'),
      minutes: sum('gapMinutes'),
      known: known.length,
    });
    return say(pageSentences, 'search.none', language, {
      searched: `${searched} ${echoInWords(asked)}`.trim(),
      missing,
    });
  }

  private async zones(): Promise<ReadonlyMap<string, string>> {
    const [accounts, bodies] = await Promise.all([this.accounts.all(), this.accounts.bodies()]);
    const zones = new Map(bodies.map(({ id, zone }) => [id, zone]));
    return new Map(accounts.map(({ id, bodyId }) => [id, zones.get(bodyId) ?? 'UTC']));
  }
}

function summaryInWords(item: ItemSummary, zone: string, language: Language): string {
  const at = fullTime(item.postedAt ?? item.firstSeenAt, zone, language);
  const who = item.author?.handle ?? say(pageSentences, 'author.unknown', language);
  const line = wordsOf(item, language)
    .replace(/[\p{C}\s]+/gu, ' ')
    .slice(0, 100);
  const marks = [
    ...(item.state === 'present' ? [] : [say(pageSentences, `state.${item.state}`, language)]),
    ...(item.capturedLate ? [say(pageSentences, 'state.late', language)] : []),
    ...(item.versionCount > 1 ? [say(pageSentences, 'state.versions', language, { n: item.versionCount })] : []),
  ];
  return `${at}  ${who}: ${line}${marks.length > 0 ? ` (${marks.join('; ')})` : ''}  ${item.id}`;
}

function wordsOf({ restricted, latest }: ItemSummary, language: Language): string {
  if (restricted) return say(pageSentences, 'state.restricted', language);
  return latest.text || latest.title || latest.media.map(({ alt }) => `[${alt}]`).join(' ');
}

/** The days as they were understood. */
function echoInWords({ text, from, to, zones }: Echo): string {
  const days = from === null && to === null ? '' : `${from ?? '…'} – ${to ?? '…'}, ${zones.join(', ')}`;
  return [text, days]
    .filter((part) => part !== '')
    .map((part) => `[${part}]`)
    .join(' ');
}

/** For the list of all commands. */
export const searchCommands: readonly CommandClass[] = [SearchCommand];
