import { Injectable } from '@nestjs/common';
import {
  calendarDate,
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  fullTime,
  type Language,
  pageSentences,
  Refusal,
  say,
  shownSafely,
} from '../platform/index.js';
import { itemInWords } from './item-in-words.js';
import { ReadAccounts } from './read-accounts.js';
import { ReadItems } from './read-items.js';
import { ReadResidual } from './read-residual.js';
import { ReadThread, unknownItem } from './read-thread.js';
import type { AccountView, BodyView, KnownAccountView } from './views.types.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Injectable()
export class ListAccountsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account list',
    summary: 'Show the accounts that are archived, and those known that are not',
    example: 'akta account list --json',
    permission: 'account.read',
  };

  constructor(private readonly accounts: ReadAccounts) {}

  async run({ language }: CommandCall): Promise<CommandAnswer> {
    const [accounts, bodies, known] = await Promise.all([
      this.accounts.all(),
      this.accounts.bodies(),
      this.accounts.known(),
    ]);
    const text = bodies.flatMap((body) => [
      body.name,
      ...accounts.filter(({ bodyId }) => bodyId === body.id).map((account) => `  ${oneLine(account, body, language)}`),
      ...known.filter(({ bodyId }) => bodyId === body.id).map((one) => `  – ${knownInWords(one, language)}`),
    ]);
    return { json: { items: accounts, known }, text };
  }
}

@Injectable()
export class ShowAccountCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account show',
    summary: 'Show one account: what is archived, what cannot be, who answers for it',
    example: 'akta account show @newford@social.newford.example',
    args: [['<account>', 'its id or handle']],
    permission: 'account.read',
  };

  constructor(private readonly accounts: ReadAccounts) {}

  async run({ args, language }: CommandCall): Promise<CommandAnswer> {
    const named = (args[0] ?? '').replace(/^@/, '');
    const [all, bodies] = await Promise.all([this.accounts.all(), this.accounts.bodies()]);
    const fits = all.filter(({ id, handle, url }) => [id, handle.replace(/^@/, ''), url].includes(named));
    const [account] = fits;
    if (!account) throw new Refusal('not-found', 'No account is called so. akta account list shows them all.');
    if (fits.length > 1) throw new Refusal('invalid-input', 'Several accounts are called so. Name one by its id.');
    const body = bodies.find(({ id }) => id === account.bodyId);
    return { json: account, text: accountInWords(account, body, language) };
  }
}

@Injectable()
export class ListKnownCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'known list',
    summary: 'Show the accounts that are known and not archived, with who decided so and why',
    example: 'akta known list --json',
    permission: 'account.read',
  };

  constructor(private readonly accounts: ReadAccounts) {}

  async run({ language }: CommandCall): Promise<CommandAnswer> {
    const known = await this.accounts.known();
    const text = known.map((one) => knownInWords(one, language));
    return { json: { items: known }, text: text.length > 0 ? text : [say(pageSentences, 'known.none', language)] };
  }
}

@Injectable()
export class ShowItemCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'item show',
    summary: 'Show an item with every version and finding',
    example: 'akta item show 019e3a5e-7c10-7cc0-8f59-0a52a1b4c001',
    args: [['<id>', 'as `akta search` shows it']],
    permission: 'item.read',
  };

  constructor(
    private readonly items: ReadItems,
    private readonly accounts: ReadAccounts,
    private readonly residuals: ReadResidual,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const id = idOf(args[0]);
    const [item] = await this.items.views(actor, [id]);
    if (!item) {
      await this.residuals.refuse(actor, id);
      throw unknownItem();
    }
    return { json: item, text: itemInWords(item, { zone: await zoneOf(this.accounts, item.accountId), language }) };
  }
}

@Injectable()
export class ShowThreadCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'thread',
    summary: 'Show the conversation around an item',
    example: 'akta thread 019e3a5e-7c10-7cc0-8f59-0a52a1b4c001',
    args: [['<id>', 'any item of the conversation']],
    permission: 'item.read',
  };

  constructor(
    private readonly threads: ReadThread,
    private readonly accounts: ReadAccounts,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const thread = await this.threads.run(actor, idOf(args[0]));
    const [first] = thread.items;
    const zone = first ? await zoneOf(this.accounts, first.accountId) : 'UTC';
    return { json: thread, text: thread.items.flatMap((item) => itemInWords(item, { zone, language })) };
  }
}

function knownInWords(known: KnownAccountView, language: Language): string {
  const { handle, platform, reason, decidedBy, decidedAt } = known;
  const decided = calendarDate(`${decidedAt}T12:00:00Z`, 'UTC', language);
  return `${shownSafely(handle)} (${shownSafely(platform)}): ${shownSafely(reason)}; ${shownSafely(decidedBy)}, ${decided}`;
}

function oneLine(account: AccountView, { zone }: BodyView, language: Language): string {
  const { handle, title, state, counts, lastSeenAt } = account;
  const seen = lastSeenAt === null ? '–' : fullTime(lastSeenAt, zone, language);
  const items = say(pageSentences, 'count.items', language, { n: counts.items });
  const gaps = say(pageSentences, 'count.gaps', language, { n: counts.gaps });
  const standing = say(pageSentences, `account-state.${state}`, language);
  return `${handle} (${shownSafely(title)}): ${standing}, ${items}, ${gaps}, ${seen}  ${account.id}`;
}

function accountInWords(account: AccountView, body: BodyView | undefined, language: Language): string[] {
  const zone = body?.zone ?? 'UTC';
  const { trouble, legalBasis: basis } = account;
  return [
    ...(body ? [body.name, oneLine(account, body, language)] : []),
    `${account.url}, ${shownSafely(account.software)}`,
    say(pageSentences, `character.${account.character}`, language),
    basis
      ? `${basis.statute}; ${basis.scheduleItem}; ${basis.officer}`
      : say(pageSentences, 'account.basis-missing', language),
    ...account.limits.map((limit) => say(pageSentences, `limit.${limit}`, language)),
    ...account.custodians.map(({ name, from, to }) => {
      const end = to === null ? '' : calendarDate(to, zone, language);
      return `${shownSafely(name)}, ${calendarDate(from, zone, language)} – ${end}`;
    }),
    ...(trouble
      ? [`${fullTime(trouble.since, zone, language)}: ${say(pageSentences, `reason.${trouble.reason}`, language)}`]
      : []),
  ];
}

async function zoneOf(accounts: ReadAccounts, accountId: string): Promise<string> {
  const [{ bodyId }, bodies] = await Promise.all([accounts.one(accountId), accounts.bodies()]);
  return bodies.find(({ id }) => id === bodyId)?.zone ?? 'UTC';
}

function idOf(typed: string | undefined): string {
  if (typed !== undefined && ID.test(typed)) return typed.toLowerCase();
  throw new Refusal('invalid-input', 'An item is named by its id. akta search shows the ids.');
}

/** For the list of all commands. */
export const archiveCommands: readonly CommandClass[] = [
  ListAccountsCommand,
  ShowAccountCommand,
  ListKnownCommand,
  ShowItemCommand,
  ShowThreadCommand,
];
