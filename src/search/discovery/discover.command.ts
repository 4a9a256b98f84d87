import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountNamed } from '../../accounts/index.js';
import { ReadAccounts } from '../../archive/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  type Language,
  say,
  textOf,
  wholeOf,
} from '../../platform/index.js';
import type { Compared } from './compare-discovery.js';
import { Discover } from './discover.js';
import { discoveredInWords } from './discover-in-words.js';
import { discoverySentences } from './discovery.sentences.js';
import { DiscoveryIndex } from './discovery-index.port.js';
import { Reindex, type Reindexed } from './reindex.js';

const SHOWN = 20;

@Injectable()
export class DiscoverCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'discover',
    summary: 'Suggest items by words that may be mistyped or unfinished; never a count',
    example: 'akta discover "mill stret brid"',
    args: [['<words...>', 'words; the last may be a beginning']],
    options: [
      ['--account <account>', 'id or handle'],
      ['--limit <n>', `the most items, 1 to 50; ${SHOWN} unless told`],
    ],
    permission: 'item.read',
  };

  constructor(
    private readonly discover: Discover,
    private readonly accounts: ReadAccounts,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const account = textOf(options['account']);
    const found = await this.discover.run(actor, {
      text: args.join(' '),
      limit: Math.min(50, Math.max(1, wholeOf(options['limit'], '--limit') ?? SHOWN)),
      ...(account === null ? {} : { accountId: await accountNamed(this.database, account) }),
    });
    return { json: found, text: discoveredInWords(found, await this.zones(), language) };
  }

  private async zones(): Promise<ReadonlyMap<string, string>> {
    const [accounts, bodies] = await Promise.all([this.accounts.all(), this.accounts.bodies()]);
    const zones = new Map(bodies.map(({ id, zone }) => [id, zone]));
    return new Map(accounts.map(({ id, bodyId }) => [id, zones.get(bodyId) ?? 'UTC']));
  }
}

@Injectable()
export class ReindexCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'reindex',
    summary: 'Build the index of discovery anew beside the one that answers, and compare it with the tables',
    example: 'akta reindex',
    options: [['--drop', 'throw the index away instead, whole']],
    permission: 'archive.scrub',
  };

  constructor(
    private readonly reindex: Reindex,
    private readonly index: DiscoveryIndex,
  ) {}

  async run({ actor, options, language, signal, progress }: CommandCall): Promise<CommandAnswer> {
    const { engine } = this.index;
    if (options['drop'] === true) {
      await this.reindex.drop(actor);
      return { json: { engine, dropped: true }, text: [say(discoverySentences, 'dropped', language, { engine })] };
    }
    const done = await this.reindex.run(actor, {
      signal,
      told: (step, count, total) => progress(say(discoverySentences, step, language, { done: count, total })),
    });
    return { json: done, text: builtInWords(done, language), exit: done.differing.length > 0 ? 1 : 0 };
  }
}

function builtInWords({ engine, resumed, items, compared, differing }: Reindexed, language: Language): string[] {
  return [
    say(discoverySentences, 'built', language, { engine, items, compared }),
    ...(resumed ? [say(discoverySentences, 'resumed', language)] : []),
    ...differing.map((one) => differenceInWords(one, language)),
    say(discoverySentences, differing.length > 0 ? 'build-again' : 'agrees', language),
  ];
}

/** What of one account and month does not agree. */
export function differenceInWords(compared: Compared, language: Language): string {
  const { accountId: account, month, here, there, sampled } = compared;
  const ids = compared.differing.join(', ');
  if (account === '') return say(discoverySentences, 'stray', language, { ids });
  if (there === null) return say(discoverySentences, 'differs-words', language, { account, month, sampled, ids });
  return say(discoverySentences, 'differs', language, { account, month, here, there, ids });
}

/** For the list of all commands. */
export const discoverCommands: readonly CommandClass[] = [DiscoverCommand, ReindexCommand];
