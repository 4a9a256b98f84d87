import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  fullTime,
  type Language,
  oneOf,
  pageSentences,
  ParseId,
  say,
  shownSafely,
  textOf,
} from '../../platform/index.js';
import { zoneOf } from '../account-in-words.js';
import { accountNamed } from '../find-named.js';
import { LookAgain } from '../limits/look-again.js';
import { type LimitView, ReadLimits } from '../limits/read-limits.js';
import { readAccountFacts } from '../read-account-facts.js';
import { accessInWords } from './access-words.rules.js';
import { DecideClauses } from './clauses/decide-clauses.js';
import { type ClauseTask, ReadClauseTasks } from './clauses/read-clause-tasks.js';
import { DisconnectAccount } from './disconnect-account.js';
import { CloseConnectLink } from './links/close-connect-link.js';
import type { ConnectLinkView } from './links/connect-link.types.js';
import { connectLinkSentences } from './links/connect-links.sentences.js';
import { IssueConnectLink } from './links/issue-connect-link.js';
import { ReadConnectLinks } from './links/read-connect-links.js';
import { ReadAccess } from './read-access.js';

const ACCOUNT = ['<account>', 'its id or handle'] as const;
const LANGUAGES = ['en', 'pl'] as const;

@Injectable()
export class ConnectLinkCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account link',
    summary: 'Make a personal link by which the owner of an account grants access, without signing in here',
    example: 'akta account link @newford@social.newford.example',
    args: [ACCOUNT],
    options: [
      ['--for <language>', 'of what the owner is shown: en or pl; en unless told'],
      ['--messages', 'ask for direct messages too; the owner has agreed to that in particular'],
      ['--ground <law>', 'on which is kept what the platform wants deleted; needed once where it demands that'],
    ],
    permission: 'account.manage',
  };

  constructor(
    private readonly issue: IssueConnectLink,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const issued = await this.issue.run(actor, {
      accountId,
      messages: options['messages'] === true,
      ground: textOf(options['ground']) ?? undefined,
      language: oneOf(LANGUAGES, textOf(options['for']) ?? 'en', 'language'),
    });
    const { handle, bodyId } = await readAccountFacts(this.database, accountId);
    const until = fullTime(issued.expiresAt, await zoneOf(this.database, bodyId), language);
    return {
      json: issued,
      text: [
        issued.url ?? issued.path,
        ...(issued.url === null ? [say(connectLinkSentences, 'issued.base', language)] : []),
        say(connectLinkSentences, 'issued', language, { handle, until }),
      ],
    };
  }
}

@Injectable()
export class ConnectLinksCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account links',
    summary: 'The personal links to an account, and what became of each; never the address itself',
    example: 'akta account links @newford@social.newford.example',
    args: [ACCOUNT],
    permission: 'account.manage',
  };

  constructor(
    private readonly links: ReadConnectLinks,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const items = await this.links.run(actor, accountId);
    const { bodyId } = await readAccountFacts(this.database, accountId);
    const zone = await zoneOf(this.database, bodyId);
    const none = [say(connectLinkSentences, 'none', language)];
    return { json: { items }, text: items.length === 0 ? none : items.map((link) => linkLine(link, zone, language)) };
  }
}

function linkLine(link: ConnectLinkView, zone: string, language: Language): string {
  const { id, state, madeBy, expiresAt, openedAt } = link;
  const values = { id, by: shownSafely(madeBy), until: fullTime(expiresAt, zone, language) };
  const opened =
    openedAt === null
      ? ''
      : ` ${say(connectLinkSentences, 'opened', language, { at: fullTime(openedAt, zone, language) })}`;
  return say(connectLinkSentences, `state.${state}`, language, values) + opened;
}

@Injectable()
export class CloseConnectLinkCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account link close',
    summary: 'End a personal link before its time: it opens nothing any more',
    example: 'akta account link close 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e',
    args: [['<id>', 'of the link, as akta account links tells it']],
    permission: 'account.manage',
  };

  constructor(private readonly close: CloseConnectLink) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const id = new ParseId().transform(args[0] ?? '');
    await this.close.run(actor, id);
    return { json: { closed: id }, text: [say(connectLinkSentences, 'closed', language)] };
  }
}

@Injectable()
export class ConnectionCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account connection',
    summary: 'How access to an account stands: what was granted, when it ends, who was told; never a token',
    example: 'akta account connection @newford@social.newford.example',
    args: [ACCOUNT],
    permission: 'account.read',
  };

  constructor(
    private readonly access: ReadAccess,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const view = await this.access.one(actor, accountId);
    const { bodyId } = await readAccountFacts(this.database, accountId);
    const zone = await zoneOf(this.database, bodyId);
    const told = accessInWords(view, {
      say: (key, values = {}) => say(pageSentences, key, language, values),
      at: (time) => fullTime(time, zone, language),
    });
    return { json: view, text: [`${view.handle}: ${told[0] ?? ''}`, ...told.slice(1)] };
  }
}

@Injectable()
export class DisconnectCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account disconnect',
    summary: 'Give the access to an account back; what is in the archive stays',
    example: 'akta account disconnect @newford@social.newford.example',
    args: [ACCOUNT],
    permission: 'account.manage',
  };

  constructor(
    private readonly disconnect: DisconnectAccount,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const ended = await this.disconnect.run(actor, await accountNamed(this.database, args[0] ?? ''));
    const key = ended.told ? 'connect.ended' : 'connect.ended-untold';
    return { json: ended, text: [`${ended.handle}: ${say(pageSentences, key, language)}`] };
  }
}

@Injectable()
export class LimitsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'account limits',
    summary: 'What cannot be captured of an account, and since when; what held once stays',
    example: 'akta account limits @newford@social.newford.example --look',
    args: [ACCOUNT],
    options: [['--look', 'look again first, with the access there is now']],
    permission: 'account.read',
  };

  constructor(
    private readonly limits: ReadLimits,
    private readonly lookAgain: LookAgain,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const reader = options['look'] === true ? this.lookAgain : this.limits;
    const view = await reader.run(actor, accountId);
    const { bodyId } = await readAccountFacts(this.database, accountId);
    const zone = await zoneOf(this.database, bodyId);
    const none = [say(pageSentences, 'limit.none', language)];
    const lines = view.items.map((item) => limitLine(item, zone, language));
    return { json: view, text: lines.length === 0 ? none : lines };
  }
}

function limitLine({ key, from, to }: LimitView, zone: string, language: Language): string {
  const values = { limit: say(pageSentences, `limit.${key}`, language), from: fullTime(from, zone, language) };
  return to === null
    ? say(pageSentences, 'limits.since', language, values)
    : say(pageSentences, 'limits.once', language, { ...values, to: fullTime(to, zone, language) });
}

@Injectable()
export class ClauseTasksCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'clause tasks',
    summary: 'What is kept that a platform wants deleted, and when a person decides about it',
    example: 'akta clause tasks',
    permission: 'account.read',
  };

  constructor(
    private readonly tasks: ReadClauseTasks,
    private readonly database: DataSource,
  ) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const items = await this.tasks.run(actor);
    const text = await Promise.all(items.map((task) => taskLine(this.database, task, language)));
    return { json: { items }, text };
  }
}

@Injectable()
export class DecideClausesCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'clause decide',
    summary: 'Decide, with a ground, about what a platform wants deleted; it stands for ninety days',
    example: 'akta clause decide @newford@social.newford.example keep --ground "50 ILCS 205/7: it is a public record"',
    args: [ACCOUNT, ['<decision>', 'keep, or give-up: then propose a disposition']],
    options: [['--ground <text>', 'why; it is kept, and committed to in the log']],
    permission: 'account.manage',
  };

  constructor(
    private readonly decide: DecideClauses,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const says = oneOf(['keep', 'give-up'] as const, args[1] ?? '', 'decision');
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const task = await this.decide.run(actor, { accountId, says, ground: textOf(options['ground']) ?? '' });
    return { json: task, text: [await taskLine(this.database, task, language)] };
  }
}

async function taskLine(database: DataSource, task: ClauseTask, language: Language): Promise<string> {
  const { bodyId } = await readAccountFacts(database, task.accountId);
  const zone = await zoneOf(database, bodyId);
  const at = (time: string): string => fullTime(time, zone, language);
  const { handle, items, conflict, since, isDue, dueAt, decision } = task;
  const lines = [say(pageSentences, `clauses.${conflict}`, language, { handle, items, since: at(since) })];
  lines.push(
    isDue
      ? say(pageSentences, 'clauses.due', language)
      : say(pageSentences, 'clauses.due-on', language, { day: at(dueAt) }),
  );
  if (decision) {
    const says = say(pageSentences, `clauses.${decision.says}`, language);
    const ground = shownSafely(decision.ground);
    lines.push(say(pageSentences, 'clauses.decided', language, { at: at(decision.at), says, ground }));
  }
  return lines.join(' ');
}

/** For the list of all commands. */
export const connectCommands: readonly CommandClass[] = [
  ConnectLinkCommand,
  ConnectLinksCommand,
  CloseConnectLinkCommand,
  ConnectionCommand,
  DisconnectCommand,
  LimitsCommand,
  ClauseTasksCommand,
  DecideClausesCommand,
];
