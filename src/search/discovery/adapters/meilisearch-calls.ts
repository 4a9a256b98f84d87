import { setTimeout as wait } from 'node:timers/promises';
import { Meilisearch, MeilisearchApiError, MeilisearchError } from 'meilisearch';
import { type NamedIndex, Refusal } from '../../../platform/index.js';
import type { Ticket } from '../discovery-index.port.js';

const REQUEST_MS = 10_000;
/** Whoever types does not wait. */
const ANSWER_MS = 2_000;
/** A queue of tasks may be long; whoever waits for longer tries again. */
const TASK_MS = 120_000;
const POLL_MS = 25;
const SLOWEST_POLL_MS = 1_000;
const TRIES = 3;
const AGAIN_MS = 200;

/**
 * Calls of Meilisearch's API: each is tried again where the server or the way to it fails, since doing any of them twice does
 * no harm; tasks are waited for; and whatever fails becomes one sentence that holds neither key nor content.
 */
export class MeilisearchCalls {
  private readonly client: Meilisearch;
  private readonly quick: Meilisearch;

  constructor({ url, key }: NamedIndex) {
    const named = { host: url, ...(key === null ? {} : { apiKey: key }) };
    this.client = new Meilisearch({ ...named, timeout: REQUEST_MS });
    this.quick = new Meilisearch({ ...named, timeout: ANSWER_MS });
  }

  /** Once, and briefly: for somebody who waits. */
  async ask<R>(work: (client: Meilisearch) => Promise<R>): Promise<R> {
    try {
      return await work(this.quick);
    } catch (error) {
      throw error instanceof MeilisearchError ? unavailable(error) : error;
    }
  }

  async call<R>(work: (client: Meilisearch) => Promise<R>): Promise<R> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work(this.client);
      } catch (error) {
        if (!(error instanceof MeilisearchError)) throw error;
        if (attempt === TRIES || !isPassing(error)) throw unavailable(error);
        await wait(AGAIN_MS * attempt);
      }
    }
  }

  /** The number of the task it has become. */
  async enqueue(work: (client: Meilisearch) => Promise<{ readonly taskUid: number }>): Promise<number> {
    const { taskUid } = await this.call(work);
    return taskUid;
  }

  /**
   * `allowed`: faults by which a task may end that change nothing of what is wanted.
   *
   * @throws {Refusal} where one of them fails, or is not done in time
   */
  async done(ticket: Ticket, { allowed = [] }: { readonly allowed?: readonly string[] } = {}): Promise<void> {
    const until = performance.now() + TASK_MS;
    for (const uid of ticket) {
      const code = await this.outcome(uid, until);
      if (code === null || allowed.includes(code)) continue;
      throw new Refusal(
        'index-unavailable',
        `Meilisearch could not carry out a change of its index (${code}). Nothing of the archive is lost; it is tried again.`,
      );
    }
  }

  /** Null where the task has succeeded, else the code of its fault. */
  private async outcome(uid: number, until: number): Promise<string | null> {
    for (let pause = POLL_MS; performance.now() < until; pause = Math.min(SLOWEST_POLL_MS, pause * 2)) {
      const { status, error } = await this.call((client) => client.tasks.getTask(uid));
      if (status === 'succeeded') return null;
      if (status === 'failed' || status === 'canceled') return error?.code ?? status;
      await wait(pause);
    }
    throw new Refusal(
      'index-unavailable',
      'Meilisearch has not carried out a change of its index in two minutes. It is waited for again.',
    );
  }
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Refusal && error.problem === 'index-unavailable' && error.facts['code'] === code;
}

/** Worth another try: no answer, a busy server, a fault of the server's own. */
function isPassing(error: MeilisearchError): boolean {
  if (!(error instanceof MeilisearchApiError)) return true;
  return error.response.status === 429 || error.response.status >= 500;
}

/** Its own messages may repeat what was sent: only its code is said. */
function unavailable(error: MeilisearchError): Refusal {
  if (!(error instanceof MeilisearchApiError)) {
    return new Refusal(
      'index-unavailable',
      'Meilisearch does not answer. See whether it runs, and whether MEILI_URL is right.',
    );
  }
  const code = error.cause?.code ?? String(error.response.status);
  const isKey = error.response.status === 401 || error.response.status === 403;
  return new Refusal(
    'index-unavailable',
    isKey
      ? `Meilisearch refuses the key (${code}). MEILI_KEY must be one with the rights that docs/discovery.md lists.`
      : `Meilisearch refuses the request (${code}). See whether its version is one that docs/discovery.md names.`,
    { code },
  );
}
