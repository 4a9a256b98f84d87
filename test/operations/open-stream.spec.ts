import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import {
  HostLimits,
  openOutbound,
  type OutboundAnswer,
  OutboundError,
  type OutboundOptions,
  type StreamingOutbound,
  readServerEvent,
  SystemClock,
} from '../../src/platform/index.js';
import { addressOf, listenLocally } from '../support/local-server.js';

const TOKEN = 'tok-9f8e7d6c5b4a';
const limits = new HostLimits({ perSecond: 1000, burst: 1000, concurrency: 1 });

function way(options: Partial<OutboundOptions> = {}): StreamingOutbound {
  return openOutbound({ clock: new SystemClock(), allowPrivate: true, userAgent: 'Akta test', limits, ...options });
}

async function faultOf(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.then(
    () => 'nothing stood in the way',
    (cause: unknown) => cause,
  );
  return error instanceof OutboundError ? error.fault : String(error);
}

async function take(frames: AsyncIterable<OutboundAnswer>, count = Infinity): Promise<OutboundAnswer[]> {
  const taken: OutboundAnswer[] = [];
  for await (const frame of frames) if (taken.push(frame) === count) break;
  return taken;
}

const bodyOf = ({ body }: OutboundAnswer): string => Buffer.from(body).toString('utf8');

describe('a long-lived answer', () => {
  let server: Server;
  let sockets: WebSocketServer;
  let stop: () => Promise<void>;
  let address: string;
  let serve: (request: IncomingMessage, response: ServerResponse) => void;
  let greet: (socket: import('ws').WebSocket, request: IncomingMessage) => void;

  beforeEach(async () => {
    server = createServer((request, response) => serve(request, response));
    sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket, request) => greet(socket, request));
    stop = await listenLocally(server);
    address = addressOf(server);
  });

  afterEach(async () => {
    for (const socket of sockets.clients) socket.terminate();
    await stop();
  });

  describe('of server-sent events', () => {
    const begin = (response: ServerResponse): ServerResponse =>
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-lab': 'stream' });
    const open = (options: Partial<OutboundOptions> = {}, request = {}) =>
      way(options).stream(`http://${address}/s`, request);

    it('brings each event as an exchange nobody asked for, byte for byte, without the heartbeats', async () => {
      serve = (_, response) => {
        begin(response).write(':)\n\nevent: update\nda');
        response.write('ta: {"a":1}\n\n:thump\n\n');
        response.end('event: delete\r\ndata: 42\r\n\r\nevent: half');
      };
      const stream = await open();
      const frames = await take(stream.frames);
      expect(frames.map(bodyOf)).toEqual(['event: update\ndata: {"a":1}\n\n', 'event: delete\r\ndata: 42\r\n\r\n']);
      expect(frames[0]).toMatchObject({ method: 'PUSH', status: 0, url: `http://${address}/s` });
      expect(frames[0]?.responseHeaders).toContainEqual(['x-lab', 'stream']);
      const event = readServerEvent(frames[0]?.body ?? new Uint8Array());
      expect(event).toMatchObject({ name: 'update', data: '{"a":1}' });
      expect(
        Buffer.from(frames[0]?.body ?? [])
          .subarray(...(event?.range ?? [0, 0]))
          .toString(),
      ).toBe('{"a":1}');
    });

    it('gives the token to its own server alone, and masks it where it comes back', async () => {
      let heard: string | undefined;
      serve = (request, response) => {
        heard = request.headers.authorization;
        begin(response).end(`data: your token is ${TOKEN}\n\n`);
      };
      const own = await open({ token: { value: TOKEN, origin: `http://${address}` } });
      const [frame] = await take(own.frames);
      expect(heard).toBe(`Bearer ${TOKEN}`);
      expect(bodyOf(frame ?? own.opening)).toBe(`data: your token is ${'*'.repeat(TOKEN.length)}\n\n`);
      expect(frame?.masked).toEqual([{ start: 20, end: 36, reason: 'access token' }]);
      expect(JSON.stringify(frame?.requestHeaders)).not.toContain(TOKEN);
      await take((await open({ token: { value: TOKEN, origin: 'http://elsewhere.example' } })).frames);
      expect(heard).toBeUndefined();
    });

    it('says what was answered instead of a stream', async () => {
      serve = (_, response) => response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"no"}');
      const refused = await open();
      expect([refused.isOpen, refused.opening.status, bodyOf(refused.opening)]).toEqual([false, 401, '{"error":"no"}']);
      serve = (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
      expect((await open()).opening.status).toBe(302);
      serve = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Welcome');
      expect((await open()).isOpen).toBe(false);
      expect(await take((await open()).frames)).toEqual([]);
    });

    it('is given up where one event is too large, where it falls silent, and where it is called off', async () => {
      serve = (_, response) => begin(response).write(`data: ${'x'.repeat(5000)}`);
      expect(await faultOf(open({}, { maxFrameBytes: 4096 }).then(({ frames }) => take(frames)))).toBe('too-large');
      serve = (_, response) => begin(response).write(':)\n\n');
      expect(await faultOf(open({}, { idleMs: 80 }).then(({ frames }) => take(frames)))).toBe('timeout');
      const calling = new AbortController();
      const reading = faultOf(open({}, { signal: calling.signal }).then(({ frames }) => take(frames)));
      await wait(50);
      calling.abort();
      expect(await reading).toBe('aborted');
    });

    it('takes up no turn at its host, and hears no silence while its reader works', async () => {
      serve = (_, response) => {
        begin(response).write('data: 1\n\n');
        setTimeout(() => response.write('data: 2\n\n'), 20);
      };
      const stream = await open({}, { idleMs: 100 });
      const other = await open();
      const taken: string[] = [];
      for await (const frame of stream.frames) {
        taken.push(bodyOf(frame));
        if (taken.length === 2) break;
        await wait(250);
      }
      expect(taken).toEqual(['data: 1\n\n', 'data: 2\n\n']);
      other.close();
    });

    it('is opened to no address inside, by name or number', async () => {
      const outside = { allowPrivate: false };
      expect(await faultOf(open(outside))).toBe('address-refused');
      const rebinding = { ...outside, resolve: () => Promise.resolve(['127.0.0.1']) };
      expect(await faultOf(way(rebinding).stream('http://rebound.example/s'))).toBe('address-refused');
      expect(await faultOf(way(rebinding).stream('ws://rebound.example/s'))).toBe('address-refused');
      expect(await faultOf(way().stream('ftp://rebound.example/s'))).toBe('address-refused');
      expect(await faultOf(way().stream(`ws://name:word@${address}/s`))).toBe('address-refused');
    });
  });

  describe('of a WebSocket', () => {
    const open = (options: Partial<OutboundOptions> = {}, request = {}) =>
      way(options).stream(`ws://${address}/s?stream=user`, request);

    it('brings each frame with its exact bytes, text or not, and ends when the other side closes', async () => {
      let heard: IncomingMessage | null = null;
      greet = (socket, request) => {
        heard = request;
        socket.send(`{"token":"${TOKEN}"}`);
        socket.send(Buffer.from([0xa2, 0x00, 0xff]));
        socket.close(1000);
      };
      const stream = await open({ token: { value: TOKEN, origin: `http://${address}` } });
      const [text, binary] = await take(stream.frames);
      expect(bodyOf(text ?? stream.opening)).toBe(`{"token":"${'*'.repeat(TOKEN.length)}"}`);
      expect(text).toMatchObject({ method: 'PUSH', status: 0, url: `ws://${address}/s?stream=user` });
      expect([...(binary?.body ?? [])]).toEqual([0xa2, 0x00, 0xff]);
      expect(Object(heard).headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'user-agent': 'Akta test' });
    });

    it('says what was answered instead', async () => {
      sockets.close();
      server.on('upgrade', (_request, socket) => {
        socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 14\r\n\r\n{"error":"no"}');
      });
      const refused = await open();
      expect([refused.isOpen, refused.opening.status, bodyOf(refused.opening)]).toEqual([false, 401, '{"error":"no"}']);
    });

    it('makes the other side wait rather than keep everything in memory, and loses nothing', async () => {
      greet = (socket) => {
        for (let i = 0; i < 1000; i += 1) socket.send(String(i));
        socket.close(1000);
      };
      const stream = await open();
      await wait(100);
      expect((await take(stream.frames)).map(bodyOf)).toEqual(Array.from({ length: 1000 }, (_, i) => String(i)));
    });

    it('is given up where a frame is too large, where it falls silent, and where it is called off', async () => {
      greet = (socket) => socket.send('x'.repeat(5000));
      expect(await faultOf(open({}, { maxFrameBytes: 4096 }).then(({ frames }) => take(frames)))).toBe('too-large');
      greet = (socket) => socket.pause();
      expect(await faultOf(open({}, { idleMs: 90 }).then(({ frames }) => take(frames)))).toBe('timeout');
      greet = () => undefined;
      const calling = new AbortController();
      const reading = faultOf(open({}, { idleMs: 60, signal: calling.signal }).then(({ frames }) => take(frames)));
      await wait(200);
      calling.abort();
      expect(await reading).toBe('aborted');
    });
  });
});
