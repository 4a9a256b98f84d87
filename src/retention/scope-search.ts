import { Injectable } from '@nestjs/common';
import { system } from '../platform/index.js';
import { type Asked, SearchItems } from '../search/index.js';

/** A scope without its items: accounts, days and words. */
export type ScopeWords = Pick<Asked, 'text' | 'accountIds' | 'from' | 'to'>;

/** What the search makes of a scope: the one place where holds and requests ask it. Restricted items are found too. */
@Injectable()
export class ScopeSearch {
  constructor(private readonly search: SearchItems) {}

  /** As it was understood, the words in their canonical form. @throws {Refusal} what cannot be read */
  async read(
    asked: ScopeWords,
  ): Promise<{ readonly text: string; readonly from: string | null; readonly to: string | null }> {
    return (await this.search.count(system('retention'), asked)).asked;
  }

  /** The id of every post and reply found. */
  async ids(asked: ScopeWords): Promise<string[]> {
    const ids: string[] = [];
    for await (const page of this.search.ids(system('retention'), asked)) ids.push(...page);
    return ids;
  }
}
