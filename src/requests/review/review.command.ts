import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  given,
  listOf,
  needed,
  oneOf,
  Refusal,
  say,
  textOf,
  wholeOf,
} from '../../platform/index.js';
import { ReadRequests } from '../read-requests.js';
import { requestsSentences } from '../requests.sentences.js';
import { DecideItems, type NewDecision, type SeenItem } from './decide-items.js';
import { ReadReview } from './read-review.js';
import { RedactItem } from './redact-item.js';
import type { AskedTarget } from './redaction-target.rules.js';
import type { ReviewItem } from './review.types.js';
import { DECISIONS } from './standing-decision.rules.js';
import { UndoDecisions } from './undo-decisions.js';

const REQUEST = ['<request>', 'its number or id'] as const;
const GROUND = [
  ['--code <code>', 'a code of the law the request is under'],
  ['--statute <text>', 'the other statute, where the code only points at one'],
  ['--harm <text>', 'what disclosure would harm, where the law wants it said'],
] as const;
const MOST_SHOWN = 200;

@Injectable()
export class RequestItemsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request items',
    summary: 'Show the items of a frozen set with what was decided about them',
    example: 'akta request items 2026-0031 --decision undecided',
    args: [REQUEST],
    options: [
      ['--decision <decision>', DECISIONS.join(', ')],
      ['--cursor <cursor>', 'nextCursor of the page before'],
    ],
    permission: 'request.read',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly review: ReadReview,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id } = await this.requests.one(actor, args[0] ?? '');
    const decision =
      options['decision'] === undefined ? {} : { decision: oneOf(DECISIONS, textOf(options['decision']), 'decision') };
    const page = await this.review.list(actor, id, { limit: MOST_SHOWN, ...decision, ...given(options, ['cursor']) });
    return {
      json: page,
      text: page.items.map(
        ({ itemId, decision: stands, revision }) =>
          `${itemId}  ${revision}  ${say(requestsSentences, `decision.${stands}`, language)}`,
      ),
    };
  }
}

@Injectable()
export class DecideCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request decide',
    summary: 'Decide about items of a frozen set, all or none',
    example: 'akta request decide 2026-0031 responsive --item 0190a3b2-0000-7000-8000-000000000001',
    args: [REQUEST, ['<decision>', DECISIONS.join(', ')]],
    options: [
      ['--item <id...>', 'these items'],
      ['--undecided', 'every item that is undecided'],
      ['--second', 'as the second reviewer'],
      ...GROUND,
      ['--note <text>', 'for the file'],
    ],
    permission: 'request.review',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly review: ReadReview,
    private readonly decide: DecideItems,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, args, options, language } = call;
    const { id } = await this.requests.one(actor, args[0] ?? '');
    const decision = oneOf(DECISIONS, args[1] ?? null, 'decision');
    const answer = await this.decide.run(actor, {
      requestId: id,
      decision,
      pass: options['second'] === true ? 'second' : 'first',
      items: await this.itemsOf(call, id),
      ...(textOf(options['code']) === null ? {} : { ground: groundOf(options) }),
      ...given(options, ['note']),
    });
    const values = { items: answer.items.length, decision: say(requestsSentences, `decision.${decision}`, language) };
    return { json: answer, text: [say(requestsSentences, 'decided', language, values), answer.batch] };
  }

  /** At the command line an item is decided as it stands at this moment. */
  private async itemsOf({ actor, options }: CommandCall, id: string): Promise<SeenItem[]> {
    const items: ReviewItem[] = [];
    for (const item of listOf(options['item'])) items.push(await this.review.one(actor, id, idOf(item)));
    if (options['undecided'] === true) {
      const page = await this.review.list(actor, id, { limit: 1000, decision: 'undecided' });
      items.push(...page.items);
    }
    return items.map(({ itemId, revision }) => ({ itemId, revision }));
  }
}

@Injectable()
export class UndoCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request undo',
    summary: 'Take a batch of decisions back',
    example: 'akta request undo 2026-0031 0190a3b2-0000-7000-8000-000000000001',
    args: [REQUEST, ['<batch>', 'as `request decide` answered it']],
    permission: 'request.review',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly undo: UndoDecisions,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const { id } = await this.requests.one(actor, args[0] ?? '');
    const answer = await this.undo.run(actor, { requestId: id, batch: idOf(args[1] ?? '') });
    const values = { undone: answer.undone.length, kept: answer.kept };
    return { json: answer, text: [say(requestsSentences, 'undone', language, values)] };
  }
}

@Injectable()
export class RedactCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request redact',
    summary: 'Cover a place in a version, with its ground',
    example:
      'akta request redact 2026-0031 0190a3b2-0000-7000-8000-000000000001 --part text --start 26 --end 36 --code "7(1)(b)"',
    args: [REQUEST, ['<item>', 'its id']],
    options: [
      ['--version <number>', 'of the version; 1 unless told'],
      ['--part <part>', 'text, title, content-warning, author-handle, author-name, place, alt-1, poll-1, medium-1'],
      ['--start <number>', 'first code point that is covered; 0 unless told'],
      ['--end <number>', 'the code point after the last; the end unless told'],
      ['--region <x,y,width,height>', 'of a picture, in ten-thousandths of its width and height'],
      ...GROUND,
      ['--lift <id>', 'uncover this redaction instead'],
    ],
    permission: 'request.review',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly review: ReadReview,
    private readonly redact: RedactItem,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id: requestId } = await this.requests.one(actor, args[0] ?? '');
    const itemId = idOf(args[1] ?? '');
    const lifted = textOf(options['lift']);
    if (lifted !== null) {
      await this.redact.lift(actor, { requestId, redactionId: idOf(lifted) });
      return { json: await this.review.one(actor, requestId, itemId), text: [lifted] };
    }
    const target = targetOf(options);
    const ground = groundOf(options);
    const id = await this.redact.run(actor, { requestId, itemId, target, ground });
    const item = await this.review.one(actor, requestId, itemId);
    const values = { version: target.version, part: target.part, code: ground.code };
    return { json: { id, item }, text: [say(requestsSentences, 'redacted', language, values), id] };
  }
}

/** For the list of all commands. */
export const reviewCommands: readonly CommandClass[] = [RequestItemsCommand, DecideCommand, UndoCommand, RedactCommand];

function groundOf(options: CommandCall['options']): NonNullable<NewDecision['ground']> {
  return { code: needed(options['code'], '--code', 'The code'), ...given(options, ['statute', 'harm']) };
}

function targetOf(options: CommandCall['options']): AskedTarget {
  const [start, end] = [wholeOf(options['start'], '--start'), wholeOf(options['end'], '--end')];
  const region = textOf(options['region']);
  return {
    version: wholeOf(options['version'], '--version') ?? 1,
    part: needed(options['part'], '--part', 'The part'),
    ...(start === null ? {} : { start }),
    ...(end === null ? {} : { end }),
    ...(region === null ? {} : { region: regionOf(region) }),
  };
}

function regionOf(text: string): NonNullable<AskedTarget['region']> {
  const [x, y, width, height] = /^\d{1,5}(,\d{1,5}){3}$/.test(text) ? text.split(',').map(Number) : [];
  if (x !== undefined && y !== undefined && width !== undefined && height !== undefined) return { x, y, width, height };
  throw new Refusal('invalid-input', '--region takes four whole numbers: x,y,width,height, for example 0,0,5000,2500.');
}

function idOf(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new Refusal('invalid-input', `"${text.slice(0, 40)}" is no id. \`akta request items\` shows the ids of items.`);
}
