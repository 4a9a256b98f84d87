import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '../../connectors/index.js';
import { canJoin, joinPages, NO_PAGE } from './join-pages.rules.js';

export interface Window {
  /** Exchanges of one page. */
  readonly most: number;
  /** So long after the first of them a page is closed. */
  readonly withinMs: number;
  /** So long a silence and an empty page follows: who reads learns that the one before is in the archive. */
  readonly silenceMs: number;
}

type Came =
  | { readonly is: 'page'; readonly page: Page }
  | { readonly is: 'end' }
  | { readonly is: 'fault'; readonly fault: unknown };

/** What comes in close succession as one page, so that a burst costs few transactions and one post alone waits for none. */
export async function* gatherPages(pages: AsyncIterable<Page>, window: Window): AsyncGenerator<Page> {
  const iterator = pages[Symbol.asyncIterator]();
  const next = (): Promise<Came> =>
    iterator.next().then(
      (result): Came => (result.done === true ? { is: 'end' } : { is: 'page', page: result.value }),
      (fault: unknown): Came => ({ is: 'fault', fault }),
    );
  let coming = next();
  let told = true;
  try {
    for (;;) {
      const came: Came | null = told ? await coming : await soon(coming, window.silenceMs);
      if (came?.is === 'end') return;
      if (came?.is === 'fault') throw came.fault;
      let page = NO_PAGE;
      if (came) {
        coming = next();
        page = await fill(came.page);
      }
      told = page.exchanges.length === 0;
      yield page;
    }
  } finally {
    // What is waited for may never come; whoever listens is stopped by its signal.
    void iterator.return?.().catch(() => undefined);
  }

  async function fill(first: Page): Promise<Page> {
    const until = performance.now() + window.withinMs;
    let page = first;
    while (page.exchanges.length > 0 && page.exchanges.length < window.most) {
      const came = await soon(coming, until - performance.now());
      // Its end or fault, or what cannot be joined, is met with the next page.
      if (came?.is !== 'page' || !canJoin(page, came.page)) break;
      page = joinPages(page, came.page);
      coming = next();
    }
    return page;
  }
}

/** Null where it does not come in time. */
async function soon<T>(coming: Promise<T>, milliseconds: number): Promise<T | null> {
  const late = new AbortController();
  const time = wait(Math.max(0, milliseconds), null, { signal: late.signal }).catch(() => null);
  try {
    return await Promise.race([coming, time]);
  } finally {
    late.abort();
  }
}
