import { Injectable } from '@nestjs/common';
import { ReadCounters } from '../../capture/index.js';
import type { Actor } from '../../platform/index.js';
import { type MadeReport, type MakesReport, section } from './report.types.js';

const COLUMNS = [
  'account',
  'seen',
  'says#',
  'posts#',
  'replies#',
  'reposts#',
  'present#',
  'hidden#',
  'gone#',
  'destroyed#',
  'difference#',
  'unexplained#',
  'verdict',
];

/** What each platform counts of an account beside what is here. */
@Injectable()
export class Counters implements MakesReport {
  readonly name = 'counters';

  constructor(private readonly counters: ReadCounters) {}

  async run(actor: Actor): Promise<MadeReport> {
    const all = await this.counters.all(actor);
    const rows = all.map(({ handle, seenAt, says, held, present, difference, unexplained, lasting }) => [
      handle,
      seenAt,
      says,
      held.posts,
      held.replies,
      held.reposts,
      present,
      held.hidden,
      held.gone,
      held.destroyed,
      difference,
      unexplained,
      difference === 0 ? 'agrees' : unexplained === 0 ? 'explained' : lasting ? 'to-look-at' : 'unexplained',
    ]);
    const asOf =
      all
        .map(({ seenAt }) => seenAt)
        .toSorted()
        .at(-1) ?? null;
    return { name: this.name, asOf, sections: [section('accounts', COLUMNS, rows)] };
  }
}
