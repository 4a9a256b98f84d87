import { AskPlatform } from '../ask-platform.js';
import { ConnectorError } from '../connector.port.js';
import type { RawExchange } from '../observation.types.js';
import { isObject, type JsonObject } from '../json.rules.js';
import { type JsonPaths, jsonPaths } from '../json-ranges.rules.js';
import { type JsonBody, readJsonBody } from '../read-json-body.js';
import type { Outbound } from '../../platform/index.js';
import { GRAPH_SENTENCES, graphVerdict } from './graph-errors.rules.js';
import { nextPage, type NextPage } from './graph-paging.rules.js';
import { graphRetryAt, graphSpentUntil } from './graph-usage.rules.js';

/** An answer that holds what was asked for. */
export interface GraphAnswer {
  readonly exchange: RawExchange;
  readonly value: JsonObject;
  readonly body: JsonBody;
}

/** Deleted, or not for us to see: the exchange says only that it was not given. */
export interface GraphMissing {
  readonly exchange: RawExchange;
  readonly value: null;
}

export interface GraphList extends GraphAnswer {
  readonly next: NextPage;
}

type Query = Readonly<Record<string, string>>;

/**
 * One run's way to the Graph API. The token goes in the Authorization header alone (assumed to be taken there as in the
 * address, where it would stand in logs); what proves it (`appsecret_proof`) is added by the way out. No call is made once the allowance is nearly spent.
 */
export class GraphApi {
  private readonly ask: AskPlatform;
  private closedUntil: Date | null = null;

  constructor(
    readonly base: string,
    { http, signal, now }: { http: Outbound; signal: AbortSignal; now?: () => Date },
  ) {
    this.ask = now ? new AskPlatform(http, signal, now) : new AskPlatform(http, signal);
    this.now = now ?? ((): Date => new Date(0));
  }

  private readonly now: () => Date;

  /** @throws {ConnectorError} */
  async node(id: string, fields: string, paths: JsonPaths): Promise<GraphAnswer | GraphMissing> {
    return this.read(`/${encodeURIComponent(id)}`, { fields }, paths);
  }

  /** One page of a listing. @throws {ConnectorError} also where a next page would lead to another host */
  async edge(id: string, edge: string, query: Query, paths: JsonPaths): Promise<GraphList | GraphMissing> {
    const answer = await this.read(`/${encodeURIComponent(id)}/${edge}`, query, paths);
    if (answer.value === null) return answer;
    if (!Array.isArray(answer.value['data'])) throw unlike(answer.exchange);
    const next = nextPage(answer.value, this.base);
    if (next === 'foreign')
      throw new ConnectorError('protocol', 'The listing points to a page on another server', {
        exchange: answer.exchange,
      });
    if (next && Object.entries(next).every(([name, value]) => query[name] === value))
      throw new ConnectorError('protocol', 'The listing points to the page it is on', { exchange: answer.exchange });
    return { ...answer, next };
  }

  private async read(path: string, query: Query, paths: JsonPaths): Promise<GraphAnswer | GraphMissing> {
    const exchange = await this.get(`${this.base}${path}?${new URLSearchParams(query).toString()}`);
    if (exchange.status !== 200) {
      // 304, 404 and 410 are answers elsewhere; Graph gives none of them for an object.
      if (graphVerdict(jsonOrNull(exchange)) !== 'missing') throw unlike(exchange);
      return { exchange, value: null };
    }
    const body = readJsonBody(exchange, paths);
    if (!isObject(body.value)) throw unlike(exchange);
    return { exchange, value: body.value, body };
  }

  private async get(url: string): Promise<RawExchange> {
    if (this.closedUntil && this.closedUntil > this.now())
      throw new ConnectorError('rate-limited', GRAPH_SENTENCES['rate-limited'], { retryAt: this.closedUntil });
    const exchange = await this.ask.get(url, { headers: { accept: 'application/json' } }).catch((error: unknown) => {
      const told = error instanceof ConnectorError ? toldBy(error) : null;
      if (told === null) throw error;
      return told;
    });
    this.closedUntil = graphSpentUntil(exchange.responseHeaders, new Date(exchange.receivedAt));
    return exchange;
  }
}

/** Graph tells by code, not by status: the answer where nothing was given, else what stood in the way, thrown. */
function toldBy(error: ConnectorError): RawExchange | null {
  const { exchange } = error.details;
  const verdict = exchange ? graphVerdict(jsonOrNull(exchange)) : null;
  if (!exchange || verdict === null) return null;
  if (verdict === 'missing') return exchange;
  throw new ConnectorError(verdict, GRAPH_SENTENCES[verdict], {
    exchange,
    ...(verdict === 'rate-limited'
      ? { retryAt: graphRetryAt(exchange.responseHeaders, new Date(exchange.receivedAt)) }
      : {}),
  });
}

function jsonOrNull(exchange: RawExchange): unknown {
  try {
    return readJsonBody(exchange, jsonPaths([])).value;
  } catch {
    return null;
  }
}

export function unlike(exchange: RawExchange): ConnectorError {
  return new ConnectorError('protocol', 'The platform answered with JSON of another shape than its API has', {
    exchange,
  });
}
