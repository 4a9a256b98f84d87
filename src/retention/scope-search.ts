import { Injectable } from '@nestjs/common';
import { Refusal, system } from '../platform/index.js';
import { type Asked, RecordSearch } from '../search/index.js';

/** A scope without its items: accounts, days and words. */
export type ScopeWords = Pick<Asked, 'text' | 'accountIds' | 'from' | 'to'>;

/** What the search makes of a scope: the one place where holds and requests ask it. Restricted items are found too. */
@Injectable()
export class ScopeSearch {
  constructor(private readonly search: RecordSearch) {}

  /** As it was understood, the words in their canonical form. @throws {Refusal} what cannot be read */
  async read(
    asked: ScopeWords,
  ): Promise<{ readonly text: string; readonly from: string | null; readonly to: string | null }> {
    const { echo, needs } = await this.search.prepare(system('retention'), asked);
    if (needs.length === 0) return echo;
    throw new Refusal(
      'invalid-input',
      'A scope says by itself what it means: “hold:” and “request:” depend on what others keep or found. Name accounts, days and words, or the items.',
    );
  }

  /** The id of every post and reply found. */
  async ids(asked: ScopeWords): Promise<string[]> {
    const ids: string[] = [];
    for await (const id of this.search.all(system('retention'), asked)) ids.push(id);
    return ids;
  }
}
