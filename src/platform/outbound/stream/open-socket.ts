import type { IncomingMessage } from 'node:http';
import { type RawData, WebSocket } from 'ws';
import { outboundError, tooLarge } from '../fault.rules.js';
import { OutboundError, type OutboundAnswer, type OutboundStream } from '../outbound.types.js';
import { readBody } from '../read-body.js';
import { none } from './open-events.js';
import { exchangeOf, headerOf, type Opening, pairs, type StreamPlan } from './stream-plan.js';

const REFUSAL_BYTES = 256 * 1024;
/** Frames kept before the other side is made to wait, and how few are left when it may go on. */
const MOST_WAITING = 64;
const FEW_WAITING = 16;

/** Opens a WebSocket (RFC 6455). No extension is offered, so that a frame's bytes are those that were sent. */
export function openSocket(plan: StreamPlan): Promise<OutboundStream> {
  const { url, clock } = plan;
  const sentAt = clock.now().toISOString();
  return new Promise((resolve, reject) => {
    if (plan.signal.aborted) {
      reject(new OutboundError('aborted', `The stream of ${url.host} was called off.`));
      return;
    }
    const socket = new WebSocket(url.href, {
      headers: Object.fromEntries([...plan.sent.filter(([name]) => name !== 'host'), ...plan.credentials]),
      lookup: plan.lookup,
      ...(plan.ca === undefined ? {} : { ca: plan.ca }),
      maxPayload: plan.maxFrameBytes,
      perMessageDeflate: false,
      followRedirects: false,
      handshakeTimeout: plan.openWithinMs,
    });
    const reading = new SocketFrames(socket, plan);
    let opening: Opening | null = null;
    socket.once('upgrade', (response: IncomingMessage) => {
      opening = { status: 101, headers: pairs(response.rawHeaders), body: Buffer.alloc(0), sentAt };
    });
    socket.once('open', () => {
      if (opening) resolve(reading.begin(opening));
    });
    socket.once('unexpected-response', (_request, response: IncomingMessage) => {
      refusedStream(plan, sentAt, response)
        .then(resolve, reject)
        .finally(() => socket.terminate());
    });
    socket.once('error', (error: Error) => reject(reading.failed ?? outboundError(error, url.host)));
  });
}

async function refusedStream(plan: StreamPlan, sentAt: string, response: IncomingMessage): Promise<OutboundStream> {
  const headers = pairs(response.rawHeaders);
  const timer = setTimeout(() => response.destroy(), plan.openWithinMs);
  try {
    const body = await readBody(response, headerOf(headers, 'content-encoding') ?? '', REFUSAL_BYTES);
    const opening: Opening = { status: response.statusCode ?? 0, headers, body, sentAt };
    return {
      isOpen: false,
      opening: exchangeOf(plan, opening, { method: 'GET', body }),
      frames: none(),
      close: () => undefined,
    };
  } catch (error) {
    throw outboundError(error, plan.url.host);
  } finally {
    clearTimeout(timer);
  }
}

/** What a socket brings, in order, no faster than it is read. */
class SocketFrames {
  private readonly waiting: Buffer[] = [];
  private wake: () => void = () => undefined;
  private ended = false;
  private silence: NodeJS.Timeout | null = null;
  failed: OutboundError | null = null;
  private readonly onOuter = (): void =>
    this.fail(new OutboundError('aborted', `The stream of ${this.plan.url.host} was called off.`));

  constructor(
    private readonly socket: WebSocket,
    private readonly plan: StreamPlan,
  ) {
    const { host } = plan.url;
    plan.signal.addEventListener('abort', this.onOuter, { once: true });
    socket.on('message', (data: RawData) => this.take(data));
    socket.on('ping', () => this.silence?.refresh());
    socket.on('pong', () => this.silence?.refresh());
    socket.on('error', (error) =>
      this.fail(outboundError(isTooLarge(error) ? tooLarge(plan.maxFrameBytes) : error, host)),
    );
    socket.on('close', () => {
      plan.signal.removeEventListener('abort', this.onOuter);
      this.ended = true;
      this.wake();
    });
  }

  begin(opening: Opening): OutboundStream {
    return {
      isOpen: true,
      opening: exchangeOf(this.plan, opening, { method: 'GET', body: Buffer.alloc(0) }),
      frames: this.frames(opening),
      close: () => this.close(),
    };
  }

  private async *frames(opening: Opening): AsyncGenerator<OutboundAnswer> {
    const asking = setInterval(() => this.socket.ping(), this.plan.idleMs / 3);
    asking.unref();
    try {
      for (;;) {
        const frame = this.waiting.shift();
        if (frame) {
          if (this.socket.isPaused && this.waiting.length <= FEW_WAITING) this.socket.resume();
          yield exchangeOf(this.plan, opening, { method: 'PUSH', body: frame });
        } else if (this.failed) throw this.failed;
        else if (this.ended) return;
        else await this.somethingComes();
      }
    } finally {
      clearInterval(asking);
      this.close();
    }
  }

  private async somethingComes(): Promise<void> {
    const { url, idleMs } = this.plan;
    this.silence = setTimeout(() => this.fail(new OutboundError('timeout', `${url.host} fell silent.`)), idleMs);
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    clearTimeout(this.silence);
    this.silence = null;
  }

  private take(data: RawData): void {
    this.waiting.push(bytesOf(data));
    if (this.waiting.length >= MOST_WAITING) this.socket.pause();
    this.wake();
  }

  private fail(fault: OutboundError): void {
    this.failed ??= fault;
    this.socket.terminate();
    this.wake();
  }

  private close(): void {
    this.ended = true;
    this.socket.terminate();
  }
}

function isTooLarge(error: Error): boolean {
  return Object(error).code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
