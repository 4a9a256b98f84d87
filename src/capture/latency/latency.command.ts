import { Injectable } from '@nestjs/common';
import { ReadAccounts } from '../../archive/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  type Language,
  pageSentences,
  say,
} from '../../platform/index.js';
import { latencySentences } from './latency.sentences.js';
import { inSeconds } from './latency.rules.js';
import type { LatencyView } from './latency.types.js';
import { MeasureLatency } from './measure-latency.js';

@Injectable()
export class LatencyCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'latency',
    summary: 'How late what was new came into the archive, by the platform’s own time',
    example: 'akta latency @newford@social.newford.example --json',
    args: [['[account...]', 'handle, address or id; every account unless told']],
    permission: 'account.read',
  };

  constructor(
    private readonly accounts: ReadAccounts,
    private readonly latency: MeasureLatency,
  ) {}

  async run({ args, language }: CommandCall): Promise<CommandAnswer> {
    const ids = args.length === 0 ? null : await this.accounts.named(args);
    const views = await this.latency.read(ids);
    const handles = new Map((await this.accounts.all()).map(({ id, handle }) => [id, handle]));
    const text = views.map((view) => `${handles.get(view.accountId) ?? view.accountId}: ${inWords(view, language)}`);
    return { json: views, text: text.length > 0 ? text : [say(pageSentences, 'latency.none', language)] };
  }
}

export const latencyCommands = [LatencyCommand] as const;

function inWords({ days, loop, versions, observed, durable }: LatencyView, language: Language): string {
  return say(pageSentences, 'latency.line', language, {
    days,
    versions,
    loop: loopInWords(loop, language),
    seenMedian: inSeconds(observed.median, language),
    seenMost: inSeconds(observed.most, language),
    keptMedian: inSeconds(durable.median, language),
    keptMost: inSeconds(durable.most, language),
  });
}

/** Loops whose delay is measured. */
const MEASURED = ['incremental', 'replies', 'recheck', 'live', 'webhook'] as const;

function loopInWords(loop: LatencyView['loop'], language: Language): string {
  const measured = MEASURED.find((name) => name === loop);
  return measured === undefined
    ? say(pageSentences, 'latency.all', language)
    : say(latencySentences, measured, language);
}
