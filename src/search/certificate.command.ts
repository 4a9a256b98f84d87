import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  pageSentences,
  say,
} from '../platform/index.js';
import { CheckCertificate } from './check-certificate.js';
import { ForgetSearch } from './forget-search.js';
import { ReadCertificates } from './read-certificates.js';
import { ReadSavedSearches } from './read-saved-searches.js';
import { certifiedInWords, checkedInWords } from './search-in-words.js';

const MOST_SHOWN = 50;
const EXIT = { right: 0, wrong: 1, unknown: 2 } as const;

@Injectable()
export class ListCertificatesCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'certificate list',
    summary: 'Search certificates, the newest first',
    example: 'akta certificate list --json',
    options: [['--cursor <cursor>', 'nextCursor of the page before']],
    permission: 'item.read',
  };

  constructor(private readonly certificates: ReadCertificates) {}

  async run({ actor, options, language }: CommandCall): Promise<CommandAnswer> {
    const cursor = options['cursor'];
    const page = await this.certificates.list(actor, {
      limit: MOST_SHOWN,
      ...(typeof cursor === 'string' ? { cursor } : {}),
    });
    return { json: page, text: page.items.flatMap((one) => certifiedInWords(one, language).slice(0, 2)) };
  }
}

@Injectable()
export class ShowCertificateCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'certificate show',
    summary: 'One search certificate: what was asked, over which log, what was found',
    example: 'akta certificate show 01900000-0000-7000-8000-000000000000',
    args: [['<id>', 'of the certificate']],
    permission: 'item.read',
  };

  constructor(private readonly certificates: ReadCertificates) {}

  async run({ actor, args: [id = ''], language }: CommandCall): Promise<CommandAnswer> {
    const certificate = await this.certificates.one(actor, id);
    return { json: certificate, text: certifiedInWords(certificate, language) };
  }
}

@Injectable()
export class CheckCertificateCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'certificate check',
    summary: 'Carry a certified search out again over the same log, and say whether it finds the same',
    example: 'akta certificate check 01900000-0000-7000-8000-000000000000',
    args: [['<id>', 'of the certificate']],
    permission: 'item.read',
  };

  constructor(private readonly check: CheckCertificate) {}

  async run({ actor, args: [id = ''], language }: CommandCall): Promise<CommandAnswer> {
    const checked = await this.check.run(actor, id);
    return { json: checked, text: checkedInWords(checked, language), exit: EXIT[checked.verdict] };
  }
}

@Injectable()
export class ListSavedCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'saved-search list',
    summary: 'Your saved searches',
    example: 'akta saved-search list',
    permission: 'item.read',
  };

  constructor(private readonly saved: ReadSavedSearches) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const items = await this.saved.run(actor);
    const lines = items.map(({ id, name, asked }) => `${name}: ${asked.text ?? ''}  ${id}`);
    return { json: { items }, text: lines.length === 0 ? [say(pageSentences, 'search.saved-none', language)] : lines };
  }
}

@Injectable()
export class ForgetSavedCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'saved-search forget',
    summary: 'Take a saved search off your list',
    example: 'akta saved-search forget 01900000-0000-7000-8000-000000000000',
    args: [['<id>', 'of the saved search']],
    permission: 'item.read',
  };

  constructor(private readonly forget: ForgetSearch) {}

  async run({ actor, args: [id = ''], language }: CommandCall): Promise<CommandAnswer> {
    await this.forget.run(actor, { id });
    return { json: { id }, text: [say(pageSentences, 'search.forgotten', language)] };
  }
}

export const certificateCommands: readonly CommandClass[] = [
  ListCertificatesCommand,
  ShowCertificateCommand,
  CheckCertificateCommand,
  ListSavedCommand,
  ForgetSavedCommand,
];
