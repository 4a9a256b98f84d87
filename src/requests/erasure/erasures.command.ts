import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  given,
  listOf,
  oneOf,
  Refusal,
  say,
  textOf,
  wholeOf,
} from '../../platform/index.js';
import { ReadRequests } from '../read-requests.js';
import type { AskedTarget } from '../review/redaction-target.rules.js';
import { DecideErasures } from './decide-erasures.js';
import { erasureInWords, erasureProgressInWords } from './erasure-in-words.js';
import { erasureSentences } from './erasure.sentences.js';
import { DECIDED, ERASURE_DECISIONS, type ErasureView } from './erasure.types.js';
import { OrderErasures } from './order-erasures.js';
import { ReadErasures } from './read-erasures.js';
import { UndoErasures } from './undo-erasures.js';

const REQUEST = ['<request>', 'its number or id'] as const;
const PAGE = 200;

@Injectable()
export class ListErasuresCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request erasure list',
    summary: 'Show what a person asks to have erased: what is proposed for each item and why, and what was decided',
    example: 'akta request erasure list 2026-0031 --decision undecided',
    args: [REQUEST],
    options: [
      ['--decision <decision>', ERASURE_DECISIONS.join(', ')],
      ['--cursor <cursor>', 'nextCursor of the page before'],
    ],
    permission: 'request.read',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly read: ReadErasures,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id, erasure } = await this.requests.one(actor, args[0] ?? '');
    const asked = textOf(options['decision']);
    const decision = asked === null ? {} : { decision: oneOf(ERASURE_DECISIONS, asked, 'decision') };
    const page = await this.read.list(actor, id, { limit: PAGE, ...decision, ...given(options, ['cursor']) });
    const head = erasure === null ? say(erasureSentences, 'none', language) : erasureProgressInWords(erasure, language);
    return { json: page, text: [head, ...page.items.flatMap((view) => erasureInWords(view, language))] };
  }
}

@Injectable()
export class DecideErasuresCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request erasure decide',
    summary: 'Decide about items a person asks to have erased, all or none: erase, restrict, refuse',
    example:
      'akta request erasure decide 2026-0031 refuse --undecided --proposed --ground b --why "Kept by law" --details',
    args: [REQUEST, ['<decision>', DECIDED.join(', ')]],
    options: [
      ['--item <id...>', 'these items'],
      ['--undecided', 'every item that is undecided'],
      ['--proposed', 'of the undecided, those for which this is what is proposed'],
      ['--ground <article...>', 'of Article 17(3) GDPR: b, d or e'],
      ['--duty <text>', 'of ground b: the rule that obliges, where it is not that of the schedule'],
      ['--until <day>', 'with it: the first day on which the item may go'],
      ['--why <text>', 'why the ground applies, as the letter says it'],
      ['--details', 'restrict the places that look like personal details'],
      ['--part <part>', 'restrict this part of one item: text, author-handle, medium-1 …'],
      ['--version <number>', 'of this version; 1 unless told'],
      ['--start <n>', 'from this character of the part on'],
      ['--end <n>', 'to this one, which is open'],
    ],
    permission: 'request.review',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly read: ReadErasures,
    private readonly decide: DecideErasures,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, args, options, language } = call;
    const { id: requestId } = await this.requests.one(actor, args[0] ?? '');
    const decision = oneOf(DECIDED, args[1] ?? null, 'decision');
    const places = placesOf(options);
    const grounds = listOf(options['ground']).map((article) => ({ article, ...given(options, ['duty', 'until']) }));
    const answer = await this.decide.run(actor, {
      requestId,
      decision,
      items: await this.itemsOf(call, requestId, decision),
      ...(grounds.length === 0 ? {} : { grounds }),
      ...given(options, ['why']),
      ...(places === null ? {} : { places }),
    });
    const values = {
      items: answer.items.length,
      decision: say(erasureSentences, `decision.${decision}`, language),
      batch: answer.batch,
    };
    return { json: answer, text: [say(erasureSentences, 'decided', language, values)] };
  }

  /** At the command line an item is decided as it stands at this moment. */
  private async itemsOf(
    { actor, options }: CommandCall,
    requestId: string,
    decision: string,
  ): Promise<{ itemId: string; revision: number }[]> {
    const found: ErasureView[] = [];
    for (const item of listOf(options['item'])) found.push(await this.read.one(actor, requestId, item));
    if (options['undecided'] === true || options['proposed'] === true) {
      const all = await this.undecided(actor, requestId);
      found.push(
        ...(options['proposed'] === true ? all.filter(({ proposal }) => proposal?.decision === decision) : all),
      );
    }
    return found.map(({ itemId, revision }) => ({ itemId, revision }));
  }

  private async undecided(actor: CommandCall['actor'], requestId: string): Promise<ErasureView[]> {
    const all: ErasureView[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<ReadErasures['list']>> = await this.read.list(actor, requestId, {
        limit: PAGE,
        decision: 'undecided',
        ...(cursor === null ? {} : { cursor }),
      });
      all.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return all;
  }
}

@Injectable()
export class UndoErasuresCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request erasure undo',
    summary: 'Take a batch of decisions back, with the restrictions it brought',
    example: 'akta request erasure undo 2026-0031 0190a3b2-0000-7000-8000-000000000001',
    args: [REQUEST, ['<batch>', 'as it was answered when it was decided']],
    permission: 'request.review',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly undo: UndoErasures,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const { id: requestId } = await this.requests.one(actor, args[0] ?? '');
    const answer = await this.undo.run(actor, { requestId, batch: idOf(args[1] ?? '') });
    const values = { items: answer.undone.length, kept: answer.kept };
    return { json: answer, text: [say(erasureSentences, 'undone', language, values)] };
  }
}

@Injectable()
export class OrderErasuresCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request erasure order',
    summary: 'Put what is to be erased on a disposition list, for a second person to approve',
    example: 'akta request erasure order 2026-0031',
    args: [REQUEST],
    permission: 'request.review',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly order: OrderErasures,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const { id: requestId } = await this.requests.one(actor, args[0] ?? '');
    const list = await this.order.run(actor, { requestId });
    const { items, number } = list;
    return { json: list, text: [say(erasureSentences, 'ordered', language, { items, number })] };
  }
}

function placesOf(options: CommandCall['options']): 'suggested' | readonly AskedTarget[] | null {
  const part = textOf(options['part']);
  if (options['details'] === true) {
    if (part === null) return 'suggested';
    throw new Refusal('invalid-input', 'Either --details or --part is given. Take one.');
  }
  if (part === null) return null;
  const version = wholeOf(options['version'], '--version') ?? 1;
  const range = (['start', 'end'] as const).flatMap((name) => {
    const place = wholeOf(options[name], `--${name}`);
    return place === null ? [] : [[name, place] as const];
  });
  return [{ version, part, ...Object.fromEntries(range) }];
}

function idOf(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new Refusal('invalid-input', 'A batch is named by its id, as it was answered when it was decided.');
}

export const erasureCommands: readonly CommandClass[] = [
  ListErasuresCommand,
  DecideErasuresCommand,
  UndoErasuresCommand,
  OrderErasuresCommand,
];
