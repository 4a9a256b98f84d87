import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountNamed } from '../accounts/index.js';
import { type ItemState, type ItemSummary, ReadAccounts, ReadCounts, ReadItems } from '../archive/index.js';
import {
  type Actor,
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  type Language,
  pageSentences,
  Refusal,
  oneOf,
  say,
  textOf,
} from '../platform/index.js';
import { type BatchLine, BatchSearch, termsOf } from './batch-search.js';
import { certificateCommands } from './certificate.command.js';
import { CertifySearch } from './certify-search.js';
import { type Asked, type Echo, RecordSearch } from './record-search.js';
import { SaveSearch } from './save-search.js';
import { certifiedInWords, countInWords, echoInWords, pointedAt, summaryInWords, wordsOf } from './search-in-words.js';
import { csvText } from './write-csv.js';

const STATES: readonly ItemState[] = ['present', 'suspected', 'gone', 'hidden'];
const MOST_SHOWN = 100;
const BATCH = 500;
const COLUMNS = ['id', 'postedAt', 'firstSeenAt', 'account', 'author', 'state', 'versions', 'text', 'url'] as const;

@Injectable()
export class SearchCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'search',
    summary: 'Find items by their words in any version; the newest first',
    example: `akta search 'flood AND (dam NEAR/5 open*) NOT type:repost' --from 2026-05-18 --to 2026-05-20`,
    args: [['[query...]', 'words, "phrases", beginnings*, AND OR NOT, ( ), NEAR/5, state:gone, author:@dana_k …']],
    options: [
      ['--account <account...>', 'id or handle'],
      ['--from <day>', 'first day, in the zone of the body'],
      ['--to <day>', 'last day, in the zone of the body'],
      ['--state <state>', STATES.join(', ')],
      ['--latest', 'look at the newest version of each item only'],
      ['--cursor <cursor>', 'nextCursor of the page before'],
      ['--csv', 'everything found, to the end, as CSV'],
      ['--explain', 'say how the search is understood, and search nothing'],
      ['--batch <file>', 'a CSV file of searches, one a line: how many each finds'],
      ['--certify', 'freeze the search as a certificate'],
      ['--save <name>', 'keep the search under a name'],
    ],
    permission: 'item.read',
  };

  // oxlint-disable-next-line max-params -- a command brings together what it offers
  constructor(
    private readonly search: RecordSearch,
    private readonly batch: BatchSearch,
    private readonly certify: CertifySearch,
    private readonly save: SaveSearch,
    private readonly items: ReadItems,
    private readonly accounts: ReadAccounts,
    private readonly counts: ReadCounts,
    private readonly database: DataSource,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const asked = await this.askedOf(call.args, call.options);
    try {
      return await this.carryOut(call, asked);
    } catch (error) {
      throw call.options['json'] === true ? error : pointedAt(error, asked.text ?? '', call.language);
    }
  }

  private async carryOut(call: CommandCall, asked: Asked): Promise<CommandAnswer> {
    const { actor, options, language } = call;
    const [file, name] = [textOf(options['batch']), textOf(options['save'])];
    if (file !== null) return this.searchAll(call, file, asked);
    if (options['explain'] === true) return this.explain(actor, asked, language);
    if (options['certify'] === true) {
      const certificate = await this.certify.run(actor, asked);
      return { json: certificate, text: certifiedInWords(certificate, language) };
    }
    if (name !== null) {
      const saved = await this.save.run(actor, { ...asked, name });
      return { json: saved, text: [say(pageSentences, 'search.saved', language, { name: saved.name, id: saved.id })] };
    }
    return options['csv'] === true ? this.everything(actor, asked, language) : this.page(call, asked);
  }

  private async page({ actor, options, language }: CommandCall, asked: Asked): Promise<CommandAnswer> {
    const cursor = textOf(options['cursor']);
    const page = await this.search.page(actor, asked, { limit: MOST_SHOWN, ...(cursor === null ? {} : { cursor }) });
    const { count, exact, cutShort } = await this.search.count(actor, asked);
    const zones = await this.zones();
    const found = page.items.map((item) => summaryInWords(item, zones.get(item.accountId) ?? 'UTC', language));
    return {
      json: { count, exact, cutShort, ...page },
      text: [
        ...found,
        count === 0
          ? await this.nothing(page.asked, language)
          : `${countInWords({ count, exact }, language)} ${echoInWords(page.asked)}`,
        ...(cutShort === 0 ? [] : [say(pageSentences, 'search.cut-short', language, { n: cutShort })]),
        ...(page.nextCursor === null ? [] : [`--cursor ${page.nextCursor}`]),
      ],
    };
  }

  private async explain(actor: Actor, asked: Asked, language: Language): Promise<CommandAnswer> {
    const { echo, plan } = await this.search.prepare(actor, asked);
    const words = plan.versions?.words ?? plan.versions?.neededInOne ?? null;
    return {
      json: { asked: echo, index: words },
      text: [
        say(pageSentences, 'search.understood', language, { words: echo.inWords[language] }),
        echoInWords(echo),
        ...(words === null ? [] : [say(pageSentences, 'search.index', language, { words })]),
      ],
    };
  }

  private async everything(actor: Actor, asked: Asked, language: Language): Promise<CommandAnswer> {
    const rows: Record<(typeof COLUMNS)[number], string | number | null>[] = [];
    const put = async (ids: readonly string[]): Promise<void> => {
      for (const item of await this.items.summaries(actor, ids)) rows.push(rowOf(item, language));
    };
    let ids: string[] = [];
    for await (const id of this.search.all(actor, asked)) {
      ids.push(id);
      if (ids.length < BATCH) continue;
      await put(ids);
      ids = [];
    }
    await put(ids);
    return { json: rows, text: [csvText(COLUMNS, rows).replace(/\r\n$/, '')] };
  }

  private async searchAll(call: CommandCall, file: string, filters: Asked): Promise<CommandAnswer> {
    const lines: BatchLine[] = [];
    for await (const line of this.batch.run(call.actor, termsOf(await readTerms(file)), filters)) {
      call.signal.throwIfAborted();
      lines.push(line);
    }
    const columns = ['term', 'canonical', 'count', 'exact', 'fault'] as const;
    const rows = lines.map((line) => ({ ...line, exact: line.fault === null ? String(line.exact) : '' }));
    const text =
      call.options['csv'] === true
        ? [csvText(columns, rows).replace(/\r\n$/, '')]
        : lines.map(({ term, count, exact, fault }) =>
            count === null ? `${term}: ${fault}` : `${term}: ${countInWords({ count, exact }, call.language)}`,
          );
    return { json: { items: lines }, text };
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
      ...(options['latest'] === true ? { versions: 'latest' } : {}),
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

function rowOf(item: ItemSummary, language: Language): Record<(typeof COLUMNS)[number], string | number | null> {
  return {
    id: item.id,
    postedAt: item.postedAt,
    firstSeenAt: item.firstSeenAt,
    account: item.accountId,
    author: item.author?.handle ?? null,
    state: item.state,
    versions: item.versionCount,
    text: wordsOf(item, language),
    url: item.url,
  };
}

async function readTerms(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Refusal('not-found', `The file ${file} cannot be read. Name one that can.`, {}, { cause });
  }
}

/** For the list of all commands. */
export const searchCommands: readonly CommandClass[] = [SearchCommand, ...certificateCommands];
