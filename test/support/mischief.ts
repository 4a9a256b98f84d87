import {
  createServer,
  type IncomingMessage,
  request as ask,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { addressOf, listenLocally } from './local-server.js';

export interface Mischief {
  readonly url: string;
  /** Answers instead of the server behind, while it is set. */
  instead: RequestListener | null;
  /** Changes the bodies of the server behind on their way, while it is set. */
  change: ((body: string) => string) | null;
  close(): Promise<void>;
}

/** A server in front of another one (`http://127.0.0.1:port`); it passes everything on as its own until told not to. */
export async function startMischief(target: string): Promise<Mischief> {
  const asOurs = (text: string): string => text.replaceAll(target, `http://${addressOf(server)}`);
  const passOn = async (answer: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { 'content-length': _length, 'transfer-encoding': _coding, ...fields } = answer.headers;
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) response.setHeader(name, [value].flat().map(asOurs));
    }
    const body = asOurs(await bodyOf(answer));
    response.writeHead(answer.statusCode ?? 502).end(mischief.change?.(body) ?? body, 'latin1');
  };
  const server = createServer((request, response) => {
    if (mischief.instead) return mischief.instead(request, response);
    const headers = { ...request.headers, host: new URL(target).host };
    const onward = ask(`${target}${request.url ?? ''}`, { method: request.method, headers }, (answer) => {
      void passOn(answer, response);
    });
    onward.on('error', () => response.destroy());
    onward.end();
    return onward;
  });
  const close = await listenLocally(server);
  const mischief: Mischief = { url: `http://${addressOf(server)}`, instead: null, change: null, close };
  return mischief;
}

/** Byte by byte, as latin1. */
async function bodyOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('latin1');
}
