import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Config, describe, loggers } from '../../platform/index.js';
import { EXPOSITION_TYPE, exposition } from './exposition.rules.js';
import { GatherMetrics } from './gather-metrics.js';

const ASKED_WITHIN_MS = 10_000;

/**
 * GET /metrics at an address of its own, so that what is open to the world never has it, and a worker, which answers
 * nobody, has it too. Off unless a port is set; beyond this machine only with a token.
 */
@Injectable()
export class ServeMetrics implements BeforeApplicationShutdown {
  private server: Server | null = null;

  constructor(
    private readonly gather: GatherMetrics,
    private readonly config: Config,
  ) {}

  /** Answers where it is asked, or null where no port is set. Rejects where the port cannot be had. */
  async start(token: string | null): Promise<string | null> {
    const at = this.config.metrics;
    if (at === null) return null;
    const server = createServer((request, response) => void this.answer(request, response, token));
    server.requestTimeout = ASKED_WITHIN_MS;
    server.headersTimeout = ASKED_WITHIN_MS;
    server.maxConnections = 20;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at.port, at.host, resolve);
    });
    this.server = server;
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : at.port;
    return `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}/metrics`;
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse, token: string | null): Promise<void> {
    request.resume();
    if (!isMetrics(request)) return end(response, 404, 'Only GET /metrics is answered here.\n');
    if (token !== null && !shows(request, token)) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      return end(response, 401, 'The token of METRICS_TOKEN is needed.\n');
    }
    try {
      const text = exposition(await this.gather.run());
      response.setHeader('Content-Type', EXPOSITION_TYPE);
      end(response, 200, text);
    } catch (error) {
      loggers.integrity.warn('The figures could not be gathered', describe(error));
      end(response, 503, 'The database does not answer.\n');
    }
  }
}

function isMetrics({ method, url }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && url?.split('?', 1)[0] === '/metrics';
}

/** By digests: how long it takes says nothing of the token. */
function shows({ headers }: IncomingMessage, token: string): boolean {
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function end(response: ServerResponse, status: number, text: string): void {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.statusCode = status;
  response.end(text);
}
