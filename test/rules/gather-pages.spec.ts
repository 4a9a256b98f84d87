import { setTimeout as wait } from 'node:timers/promises';
import { canJoin, joinPages } from '../../src/capture/live/join-pages.rules.js';
import { gatherPages } from '../../src/capture/live/gather-pages.js';
import { EMPTY_BODY } from '../../src/connectors/empty-body.rules.js';
import type { Observation, Page } from '../../src/connectors/index.js';

const WINDOW = { most: 5, withinMs: 30, silenceMs: 40 };

const ref = (name: string) => ({ platform: 'mastodon' as const, canonicalUri: name, lineage: '' });
const evidence = { exchange: 0, range: 'whole' as const };

function sighting(name: string): Observation {
  return { type: 'snapshot', ref: ref(name), body: EMPTY_BODY, evidence, counts: {} };
}

function gone(name: string): Observation {
  return { type: 'gone', ref: ref(name), evidence, ground: 'asserted', cause: 'unknown' };
}

function page(...observations: Observation[]): Page {
  const exchange = {
    method: 'PUSH' as const,
    url: 'https://social.example/stream',
    requestHeaders: [],
    status: 0,
    responseHeaders: [],
    body: new Uint8Array(),
    sentAt: '2026-05-19T12:00:00.000Z',
    receivedAt: '2026-05-19T12:00:00.000Z',
    masked: [],
  };
  return { exchanges: [exchange], observations, next: null, done: false };
}

const nothing: Page = { exchanges: [], observations: [], next: null, done: false };

async function sizes(pages: AsyncIterable<Page>): Promise<number[]> {
  const found: number[] = [];
  for await (const { exchanges } of gatherPages(pages, WINDOW)) found.push(exchanges.length);
  return found;
}

describe('pages of a stream taken together', () => {
  it('keep each observation at its own exchange, in order, and the later cursor', () => {
    const first = { ...page(sighting('a')), next: { v: 1, data: { at: 1 } } };
    const joined = joinPages(joinPages(first, page(sighting('b'))), nothing);
    expect(joined.exchanges).toHaveLength(2);
    expect(
      joined.observations.map((one) => ('ref' in one ? [one.ref.canonicalUri, one.evidence.exchange] : [])),
    ).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    expect(joined.next).toEqual({ v: 1, data: { at: 1 } });
  });

  it('stay apart where an absence or a history speaks of what the other shows', () => {
    expect(canJoin(page(sighting('a')), page(sighting('a')))).toBe(true);
    expect(canJoin(page(sighting('a')), page(gone('b')))).toBe(true);
    expect(canJoin(page(sighting('a')), page(gone('a')))).toBe(false);
    expect(canJoin(page(gone('a')), page(sighting('a')))).toBe(false);
  });

  it('come at once when they are alone, together in a burst, and never more than fit', async () => {
    async function* stream(): AsyncGenerator<Page> {
      yield nothing;
      for (let i = 0; i < 12; i += 1) yield page(sighting(String(i)));
      await wait(200);
      yield page(sighting('late'));
    }
    expect(await sizes(stream())).toEqual([0, 5, 5, 2, 0, 1]);
  });

  it('are handed over before the fault that ends the stream is', async () => {
    async function* stream(): AsyncGenerator<Page> {
      yield page(sighting('a'));
      yield page(sighting('b'));
      await wait(5);
      throw new Error('broke off');
    }
    const found: number[] = [];
    const reading = (async () => {
      for await (const { exchanges } of gatherPages(stream(), WINDOW)) found.push(exchanges.length);
    })();
    await expect(reading).rejects.toThrow('broke off');
    expect(found).toEqual([2]);
  });
});
