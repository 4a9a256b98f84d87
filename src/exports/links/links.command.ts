import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  fullTime,
  type Language,
  ParseId,
  say,
  textOf,
} from '../../platform/index.js';
import { ReadExports } from '../read-exports.js';
import { CloseExportLink } from './close-export-link.js';
import { type ExportLinkView, USUAL_DAYS } from './export-link.types.js';
import { linkSentences } from './links.sentences.js';
import { OpenExportLink } from './open-export-link.js';
import { ReadExportLinks } from './read-export-links.js';

const EXPORT: readonly [string, string] = ['<export>', 'its name, its number or its id'];

@Injectable()
export class ExportLinkCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'export link',
    summary: 'Make an address at which the requester takes a finished bundle without signing in',
    example: 'akta export link EXP-2026-0001-foia --days 14',
    args: [EXPORT],
    options: [['--days <days>', `how long it is open, at most 90; ${USUAL_DAYS} unless told`]],
    permission: 'export.make',
  };

  constructor(
    private readonly exports: ReadExports,
    private readonly open: OpenExportLink,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const made = await this.exports.named(actor, args[0] ?? '');
    const opened = await this.open.run(actor, {
      exportId: made.id,
      days: Number(textOf(options['days']) ?? USUAL_DAYS),
    });
    const until = fullTime(opened.expiresAt, made.window.zone, language);
    return {
      json: opened,
      text: [
        opened.url ?? opened.path,
        ...(opened.url === null ? [say(linkSentences, 'opened.base', language)] : []),
        say(linkSentences, 'opened', language, { until, name: made.name }),
      ],
    };
  }
}

@Injectable()
export class CloseExportLinkCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'export link close',
    summary: 'End a link before its time: it opens nothing any more',
    example: 'akta export link close 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e',
    args: [['<id>', 'of the link, as akta export links tells it']],
    permission: 'export.make',
  };

  constructor(private readonly close: CloseExportLink) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const id = new ParseId().transform(args[0] ?? '');
    await this.close.run(actor, { id });
    return { json: { closed: id }, text: [say(linkSentences, 'closed', language)] };
  }
}

@Injectable()
export class ExportLinksCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'export links',
    summary: 'The links to a bundle, and when each was fetched',
    example: 'akta export links EXP-2026-0001-foia',
    args: [EXPORT],
    permission: 'export.make',
  };

  constructor(
    private readonly exports: ReadExports,
    private readonly links: ReadExportLinks,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const { id, window, files } = await this.exports.named(actor, args[0] ?? '');
    const items = await this.links.run(actor, id);
    const none = [say(linkSentences, 'none', language)];
    const text = items.flatMap((link) => linesOf(link, { zone: window.zone, isSplit: files.length > 1 }, language));
    return { json: { items }, text: items.length === 0 ? none : text };
  }
}

function linesOf(
  { id, state, expiresAt, fetched, fetches }: ExportLinkView,
  { zone, isSplit }: { readonly zone: string; readonly isSplit: boolean },
  language: Language,
): string[] {
  const until = fullTime(expiresAt, zone, language);
  const told = fetches.map(({ at, part, bytes, outcome }) => {
    const line = say(linkSentences, `fetch.${outcome ?? 'unknown'}`, language, {
      at: fullTime(at, zone, language),
      bytes: bytes ?? 0,
    });
    return isSplit ? say(linkSentences, 'fetch.of-part', language, { part, told: line }) : line;
  });
  return [
    say(linkSentences, `state.${state}`, language, { id, until, n: fetched }),
    ...told.map((line) => `  ${line}`),
  ];
}

/** For the list of all commands. */
export const linkCommands: readonly CommandClass[] = [ExportLinkCommand, CloseExportLinkCommand, ExportLinksCommand];
