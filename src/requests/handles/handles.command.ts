import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  fullTime,
  type Language,
  needed,
  oneOf,
  Refusal,
  say,
  textOf,
} from '../../platform/index.js';
import { ReadRequests } from '../read-requests.js';
import { handleOf } from './handle-code.rules.js';
import { handleSentences } from './handles.sentences.js';
import { type HandleView, STATED_PATHS } from './handles.types.js';
import { IssueHandleCode } from './issue-handle-code.js';
import { ProveHandle } from './prove-handle.js';
import { ReadHandles } from './read-handles.js';

const REQUEST = ['<request>', 'its number or id'] as const;

function handleLine({ handle, state, proof }: HandleView, zone: string, language: Language): string {
  const path = proof === null ? '' : say(handleSentences, `path.${proof.path}`, language);
  const at = proof === null ? '' : fullTime(proof.at, zone, language);
  return say(handleSentences, `state.${state}`, language, { handle, path, at });
}

@Injectable()
export class IssueHandleCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request handle issue',
    summary: 'Issue a code with which a requester proves a handle',
    example: 'akta request handle issue 2026-0031 @dana_k@social.example',
    args: [REQUEST, ['<handle>', 'with its server']],
    options: [['--platform <platform>', 'mastodon unless told']],
    permission: 'request.manage',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly issue: IssueHandleCode,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id, zone } = await this.requests.one(actor, args[0] ?? '');
    const platform = textOf(options['platform']) ?? 'mastodon';
    const issued = await this.issue.run(actor, { requestId: id, platform, handle: args[1] ?? '' });
    const { handle, code, expiresAt } = issued;
    const until = fullTime(expiresAt, zone, language);
    return { json: issued, text: [say(handleSentences, 'issued', language, { handle, code, until })] };
  }
}

@Injectable()
export class ListHandlesCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request handle list',
    summary: 'Handles of a requester, and which of them are proved',
    example: 'akta request handle list 2026-0031',
    args: [REQUEST],
    permission: 'request.read',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly read: ReadHandles,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const { id, zone } = await this.requests.one(actor, args[0] ?? '');
    const items = await this.read.run(actor, id);
    const lines = items.map((one) => handleLine(one, zone, language));
    return { json: { items }, text: lines.length > 0 ? lines : [say(handleSentences, 'none', language)] };
  }
}

@Injectable()
export class FindHandleCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request handle find',
    summary: 'Look for the code in what was captured of a handle',
    example: 'akta request handle find 2026-0031 @dana_k@social.example',
    args: [REQUEST, ['<handle>', 'for which a code was issued']],
    permission: 'request.manage',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly prove: ProveHandle,
    private readonly read: ReadHandles,
  ) {}

  async run({ actor, args: [request = '', typed = ''], language }: CommandCall): Promise<CommandAnswer> {
    const { id, zone } = await this.requests.one(actor, request);
    const known = (await this.read.run(actor, id)).filter((one) => one.handle === handleOf(one.platform, typed));
    const newest = known.at(-1);
    if (!newest)
      throw new Refusal('not-found', 'No code was issued for this handle. Issue one: akta request handle issue');
    const proved = await this.prove.find(actor, { requestId: id, challengeId: newest.id });
    const handle = (await this.read.run(actor, id)).find((one) => one.id === newest.id) ?? newest;
    const said = proved
      ? handleLine(handle, zone, language)
      : say(handleSentences, 'not-found', language, { handle: handle.handle });
    return { json: { proved, handle }, text: [said] };
  }
}

@Injectable()
export class ConfirmHandleCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request handle confirm',
    summary: 'Record where a code was seen that the archive did not capture',
    example:
      'akta request handle confirm 2026-0031 --code AKTA-7F3K-9Q2M-0XWC --path message --note "Message to the mayor, printed for the file"',
    args: [REQUEST],
    options: [
      ['--code <code>', 'as it was posted or sent'],
      ['--path <path>', STATED_PATHS.join(', ')],
      ['--note <text>', 'where it was seen'],
      ['--exchange <id>', 'an exchange in the archive that shows it'],
    ],
    permission: 'request.manage',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly prove: ProveHandle,
    private readonly read: ReadHandles,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id, zone } = await this.requests.one(actor, args[0] ?? '');
    const exchangeId = textOf(options['exchange']);
    await this.prove.state(actor, {
      requestId: id,
      code: needed(options['code'], '--code', 'The code'),
      path: oneOf(STATED_PATHS, textOf(options['path']), 'path by which a code was seen'),
      note: needed(options['note'], '--note', 'Where the code was seen'),
      ...(exchangeId === null ? {} : { exchangeId }),
    });
    const items = await this.read.run(actor, id);
    return { json: { items }, text: items.map((one) => handleLine(one, zone, language)) };
  }
}

export const handleCommands: readonly CommandClass[] = [
  IssueHandleCommand,
  ListHandlesCommand,
  FindHandleCommand,
  ConfirmHandleCommand,
];
