import type { Agent, Dispatcher } from 'undici';
import { outboundError } from '../fault.rules.js';
import { OutboundError, type OutboundAnswer, type OutboundStream } from '../outbound.types.js';
import { readBody } from '../read-body.js';
import { EventSplitter } from './server-events.rules.js';
import { exchangeOf, headerOf, type Opening, pairs, type StreamPlan } from './stream-plan.js';

type Body = Dispatcher.ResponseData['body'];

/** Longest answer read where no stream was opened. */
const REFUSAL_BYTES = 256 * 1024;

/** Opens a stream of server-sent events. A redirection is an answer: no stream follows one. */
export async function openEvents(plan: StreamPlan, agent: Agent): Promise<OutboundStream> {
  const { url, clock } = plan;
  const abort = new AbortController();
  const called = new OutboundError('aborted', `The stream of ${url.host} was called off.`);
  const onOuter = (): void => abort.abort(called);
  plan.signal.addEventListener('abort', onOuter, { once: true });
  if (plan.signal.aborted) onOuter();
  const late = new OutboundError('timeout', `${url.host} did not answer in time.`);
  const timer = setTimeout(() => abort.abort(late), plan.openWithinMs);
  const sentAt = clock.now().toISOString();
  try {
    const { statusCode, headers, body } = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: Object.fromEntries([...plan.sent, ...plan.credentials]),
      signal: abort.signal,
      responseHeaders: 'raw',
      // Silence is judged here, by what is waited for, not by how long the stream lasts.
      bodyTimeout: 0,
    });
    body.on('error', () => undefined);
    const opening: Opening = { status: statusCode, headers: pairs(headers), body: Buffer.alloc(0), sentAt };
    if (!isEventStream(opening)) {
      plan.signal.removeEventListener('abort', onOuter);
      return refused(plan, opening, await said(body, opening));
    }
    return opened(plan, opening, { body, abort, onOuter });
  } catch (error) {
    plan.signal.removeEventListener('abort', onOuter);
    throw outboundError(abort.signal.aborted ? abort.signal.reason : error, url.host);
  } finally {
    clearTimeout(timer);
  }
}

function isEventStream({ status, headers }: Opening): boolean {
  const type = headerOf(headers, 'content-type') ?? '';
  const encoding = headerOf(headers, 'content-encoding') ?? 'identity';
  return status === 200 && /^text\/event-stream\b/i.test(type.trim()) && /^identity$/i.test(encoding);
}

function said(body: Body, { headers }: Opening): Promise<Buffer> {
  return readBody(body, headerOf(headers, 'content-encoding') ?? '', REFUSAL_BYTES);
}

function refused(plan: StreamPlan, opening: Opening, body: Buffer): OutboundStream {
  return {
    isOpen: false,
    opening: exchangeOf(plan, opening, { method: 'GET', body }),
    frames: none(),
    close: () => undefined,
  };
}

// oxlint-disable-next-line require-yield -- a stream that was not opened brings nothing
export async function* none(): AsyncGenerator<OutboundAnswer> {}

function opened(
  plan: StreamPlan,
  opening: Opening,
  { body, abort, onOuter }: { body: Body; abort: AbortController; onOuter: () => void },
): OutboundStream {
  const close = (): void => {
    plan.signal.removeEventListener('abort', onOuter);
    abort.abort(new OutboundError('aborted', `The stream of ${plan.url.host} was closed.`));
    body.destroy();
  };
  const frames = async function* (): AsyncGenerator<OutboundAnswer> {
    try {
      for await (const event of eventsOf(body, plan)) yield exchangeOf(plan, opening, { method: 'PUSH', body: event });
    } catch (error) {
      throw outboundError(abort.signal.aborted ? abort.signal.reason : error, plan.url.host);
    } finally {
      close();
    }
  };
  return {
    isOpen: true,
    opening: exchangeOf(plan, opening, { method: 'GET', body: Buffer.alloc(0) }),
    frames: frames(),
    close,
  };
}

/** Silence counts while somebody waits for the stream, and not while what it brought is being worked on. */
async function* eventsOf(body: Body, { maxFrameBytes, idleMs, url }: StreamPlan): AsyncGenerator<Buffer> {
  const splitter = new EventSplitter(maxFrameBytes);
  const pieces: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  for (;;) {
    const silent = new OutboundError('timeout', `${url.host} fell silent.`);
    const timer = setTimeout(() => body.destroy(silent), idleMs);
    const piece = await pieces.next().finally(() => clearTimeout(timer));
    if (piece.done === true) return;
    yield* splitter.push(piece.value);
  }
}
