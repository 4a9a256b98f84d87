import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** How a server behind a proxy fails, for the archive only; the servers among themselves go on. */
export type Trouble =
  { readonly kind: '503' | 'html200' | 'truncated' } | { readonly kind: 'wait'; readonly until: Date } | null;

export interface ProxyPlan {
  trouble: Trouble;
  /** Calls of the archive. */
  calls: number;
  /** Before a call of the archive is passed on. */
  before: () => Promise<void>;
  /** Changes the body of an answer on its way to the archive; null leaves it. */
  alter: ((url: string, body: Buffer) => Buffer | null) | null;
}

const OURS = 'Akta';

/** Passes everything on to the port behind it, sockets too, and plays the trouble that is wanted. */
export async function startProxy(behind: number, plan: ProxyPlan): Promise<{ port: number; server: Server }> {
  const server = createServer((asked, answer) => {
    void pass(behind, plan, asked, answer).catch(() => answer.destroy());
  });
  server.on('upgrade', (asked, socket, head) => {
    const onward = connect(behind, '127.0.0.1', () => {
      const fields = Object.entries(asked.headers).map(([name, value]) => `${name}: ${String(value)}`);
      onward.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [onward, socket]) end.on('error', () => [onward, socket].forEach((one) => one.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return { port: address.port, server };
}

async function pass(behind: number, plan: ProxyPlan, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const ours = asked.headers['user-agent']?.startsWith(OURS) === true;
  if (ours) {
    plan.calls += 1;
    if (refused(plan.trouble, answer)) return;
    await plan.before();
  }
  const { url = '', method = 'GET', headers } = asked;
  // What the archive is given may be altered, and is therefore asked for as it is.
  const { 'accept-encoding': _, ...plain } = headers;
  const onward = request({ host: '127.0.0.1', port: behind, path: url, method, headers: ours ? plain : headers });
  asked.pipe(onward);
  const [given]: IncomingMessage[] = await once(onward, 'response');
  if (!given) throw new Error('No answer');
  if (ours) await giveAltered(plan, url, given, answer);
  else given.pipe(answer.writeHead(given.statusCode ?? 500, given.headers));
}

async function giveAltered(
  plan: ProxyPlan,
  url: string,
  given: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  const whole = await buffer(given);
  const altered = plan.alter?.(url, whole) ?? whole;
  const body = plan.trouble?.kind === 'truncated' ? altered.subarray(0, Math.ceil(altered.length / 2)) : altered;
  const { 'transfer-encoding': _, ...headers } = given.headers;
  answer.writeHead(given.statusCode ?? 500, { ...headers, 'content-length': String(body.length) });
  answer.end(body);
}

/** As the reference host refuses: recorded in data/atproto and platforms.md 2.3. */
function refused(trouble: Trouble, answer: ServerResponse): boolean {
  if (trouble?.kind === '503') answer.writeHead(503, { 'content-type': 'text/plain' }).end('Service Unavailable');
  else if (trouble?.kind === 'html200')
    answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sorry</html>');
  else if (trouble?.kind === 'wait') {
    const reset = String(Math.ceil(trouble.until.getTime() / 1000));
    answer.writeHead(429, {
      'content-type': 'application/json',
      'ratelimit-limit': '3000',
      'ratelimit-remaining': '0',
      'ratelimit-reset': reset,
      'ratelimit-policy': '3000;w=300',
    });
    answer.end('{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}');
  } else return false;
  return true;
}
