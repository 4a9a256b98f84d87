import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReadItems } from '../../archive/index.js';
import { type Actor, demand } from '../../platform/index.js';
import type { Query } from '../query.types.js';
import { ShowFound } from '../show-found.js';
import type { Discovered, WordMeant } from './discovery.types.js';
import { DiscoveryIndex, type Suggested } from './discovery-index.port.js';
import { DiscoveryStanding, whyUnreachable } from './discovery-standing.js';
import { openAmong } from './read-documents.js';
import { typedWords } from './typed-words.rules.js';

export interface AskedWhileTyping {
  readonly text: string;
  readonly accountId?: string;
  readonly limit: number;
}

const SHORTEST = 2;

/**
 * Suggests items while somebody types. The index decides what is suggested and in which order, and nothing else: each item
 * is looked up in the tables, as things stand now, before it is shown. It suggests only what everybody may see who may
 * search; it never counts. A person's handle or address is left to record search, which writes such searches down.
 */
@Injectable()
export class Discover {
  private readonly shown: ShowFound;

  constructor(
    private readonly database: DataSource,
    items: ReadItems,
    private readonly index: DiscoveryIndex,
    private readonly standing: DiscoveryStanding,
  ) {
    this.shown = new ShowFound(database, items);
  }

  async run(actor: Actor, { text, accountId, limit }: AskedWhileTyping): Promise<Discovered> {
    demand(actor, 'item.read');
    const { words, namesPerson } = typedWords(text);
    const instead = namesPerson ? 'person' : words.join('').length < SHORTEST ? 'too-short' : null;
    const { because: _, ...standing } = await this.standing.run();
    const exact = words.length === 0 ? null : exactText(words);
    const known: Discovered = { ...standing, exact, instead, items: [], meant: [], more: false };
    if (instead !== null || standing.index === 'unreachable') return known;
    try {
      const suggested = await this.index.find({ words, accountId: accountId ?? null, limit: limit + 1 });
      return { ...known, ...(await this.show(actor, words, suggested, limit)) };
    } catch (error) {
      whyUnreachable(error);
      return { ...known, index: 'unreachable' };
    }
  }

  private async show(
    actor: Actor,
    words: readonly string[],
    { ids, meant }: Suggested,
    limit: number,
  ): Promise<Pick<Discovered, 'items' | 'meant' | 'more'>> {
    const open = await openAmong(this.database, ids);
    const items = await this.shown.run(actor, queryOf(words, meant), open.slice(0, limit));
    return { items, meant, more: ids.length > limit };
  }
}

/** The last word may be a beginning in a record search too, from its second letter on. */
function exactText(words: readonly string[]): string {
  return words.map((word, i) => (i === words.length - 1 && word.length >= SHORTEST ? `${word}*` : word)).join(' ');
}

/** To mark the words where they stand. */
function queryOf(words: readonly string[], meant: readonly WordMeant[]): Query {
  const last = words.length - 1;
  const parts = words.flatMap((word, i) =>
    [word, ...meant.flatMap(({ typed, also }) => (typed === word ? also : []))].map((one) => ({
      op: 'words' as const,
      phrase: { words: [{ word: one, step: 0 }], prefix: i === last, text: one },
    })),
  );
  return { op: 'or', parts };
}
