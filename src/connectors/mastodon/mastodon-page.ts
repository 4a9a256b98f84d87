import { ConnectorError } from '../connector.port.js';
import type { Cursor, Evidence, Observation, Page, RawExchange } from '../observation.types.js';
import { idAt, isObject, type JsonObject, objectAt, textAt } from '../json.rules.js';
import { jsonPaths } from '../json-ranges.rules.js';
import { type JsonBody, readJsonBody } from '../read-json-body.js';
import { withholdBytes } from '../withhold-bytes.js';
import { mapProfile } from './map-profile.js';
import { mapHistory, type MappedStatus, mapStatus, quotedStatus, uriOf } from './map-status.js';

export const NESTED = ['', '.reblog', '.quote', '.quote.quoted_status', '.reblog.quote', '.reblog.quote.quoted_status'];
const paths = (heads: readonly string[]) => jsonPaths(heads.flatMap((head) => NESTED.map((tail) => head + tail)));
const ONE = paths(['$']);
const LIST = paths(['[*]']);
const THREAD = paths(['ancestors[*]', 'descendants[*]']);
/** Of one status, by where it is in what holds it. */
export const NESTED_PATHS: ReadonlyMap<string, ReturnType<typeof jsonPaths>> = new Map([
  ['', ONE],
  ['/status', paths(['status'])],
  ['/last_status', paths(['last_status'])],
]);

/** One status of an answer, at its place in the body. */
export interface FoundStatus {
  readonly status: JsonObject;
  readonly pointer: string;
}

export interface ReadAnswer {
  readonly exchange: RawExchange;
  readonly body: JsonBody;
  readonly statuses: readonly FoundStatus[];
}

export function readOne(exchange: RawExchange): ReadAnswer {
  const body = readJsonBody(exchange, ONE);
  return { exchange, body, statuses: [{ status: objectOf(body.value, exchange), pointer: '' }] };
}

export function readList(exchange: RawExchange): ReadAnswer {
  const body = readJsonBody(exchange, LIST);
  return { exchange, body, statuses: listed(body.value, '', exchange) };
}

export function readThread(exchange: RawExchange): ReadAnswer {
  const body = readJsonBody(exchange, THREAD);
  const thread = objectOf(body.value, exchange);
  const parts = ['ancestors', 'descendants'].map((name) => listed(thread[name], `/${name}`, exchange));
  return { exchange, body, statuses: parts.flat() };
}

function listed(value: unknown, at: string, exchange: RawExchange): FoundStatus[] {
  if (!Array.isArray(value)) throw unlike(exchange);
  return value.map((status, index) => ({ status: objectOf(status, exchange), pointer: `${at}/${index}` }));
}

function objectOf(value: unknown, exchange: RawExchange): JsonObject {
  if (!isObject(value)) throw unlike(exchange);
  return value;
}

function unlike(exchange: RawExchange): ConnectorError {
  return new ConnectorError('protocol', 'The platform answered with JSON of another shape than its API has', {
    exchange,
  });
}

/** A status with the originals it nests, innermost last: the original of a repost, the quoted of either. */
function withNested({ status, pointer }: FoundStatus): FoundStatus[] {
  const original = objectAt(status, 'reblog');
  const quoted = quotedStatus(status);
  return [
    { status, pointer },
    ...(original ? withNested({ status: original, pointer: `${pointer}/reblog` }) : []),
    ...(quoted && !original ? [{ status: quoted.status, pointer: pointer + quoted.path }] : []),
  ];
}

/** What one page will hold, gathered answer by answer. Direct messages are in it only where keeping them was agreed to. */
export class MastodonPage {
  private readonly withheld = new Map<RawExchange, NonNullable<Evidence['range']>[]>();
  private readonly exchanges: RawExchange[] = [];
  private readonly observations: Observation[] = [];
  private readonly uris = new Map<string, string>();
  private readonly afterwards: (() => void)[] = [];

  constructor(private readonly api: { readonly domain: string; readonly keepsMessages: boolean }) {}

  /** Makes known that this server calls `uri` by `id`; replies point to their parent by id only. */
  know(id: string, uri: string): void {
    this.uris.set(id, uri);
  }

  uriOf(id: string): string | undefined {
    return this.uris.get(id);
  }

  knows(id: string): boolean {
    return this.uris.has(id);
  }

  learn(answer: ReadAnswer): void {
    for (const { status } of answer.statuses.flatMap(withNested)) {
      const [id, uri] = [idAt(status, 'id'), uriOf(status)];
      if (id !== null && uri !== null) this.know(id, uri);
    }
  }

  /** Its index in the page; an exchange added again keeps the one it has. */
  addExchange(exchange: RawExchange): number {
    const index = this.exchanges.indexOf(exchange);
    return index === -1 ? this.exchanges.push(exchange) - 1 : index;
  }

  observe(...observations: readonly Observation[]): void {
    this.observations.push(...observations);
  }

  map(status: JsonObject): MappedStatus | null {
    return mapStatus(status, { domain: this.api.domain, uris: this.uris });
  }

  /** Observes each status and each original nested in one; an item the body shows twice is observed at both places. */
  addStatuses(answer: ReadAnswer): readonly MappedStatus[] {
    this.learn(answer);
    const exchange = this.addExchange(answer.exchange);
    return this.kept(answer)
      .flatMap(withNested)
      .map(({ status, pointer }) => {
        const mapped = this.map(status);
        if (!mapped) throw unlike(answer.exchange);
        this.observe({ type: 'snapshot', ...mapped, evidence: { exchange, range: answer.body.rangeOf(pointer) } });
        return mapped;
      });
  }

  mayKeep(status: JsonObject): boolean {
    return this.api.keepsMessages || textAt(status, 'visibility') !== 'direct';
  }

  /** The statuses that may be kept; the others' bytes are overwritten when the page is finished. */
  private kept({ exchange, body, statuses }: ReadAnswer): readonly FoundStatus[] {
    return statuses.filter(({ status, pointer }) => {
      if (this.mayKeep(status)) return true;
      this.withheld.set(exchange, [...(this.withheld.get(exchange) ?? []), body.rangeOf(pointer)]);
      return false;
    });
  }

  addHistory(present: MappedStatus, exchange: RawExchange): void {
    const answer = readList(exchange);
    const { complete, versions } = mapHistory(
      present,
      answer.statuses.map(({ status }) => status),
    );
    const index = this.addExchange(exchange);
    this.observe(
      ...versions.map((version, place): Observation => ({
        type: 'version',
        ref: present.ref,
        body: version,
        evidence: { exchange: index, range: answer.body.rangeOf(`/${place}`) },
        ordinal: place + 1,
        total: versions.length,
        complete,
      })),
    );
    this.observeNested(answer, index);
  }

  private observeNested(answer: ReadAnswer, exchange: number): void {
    for (const entry of answer.statuses)
      for (const { status, pointer } of withNested(entry).slice(1)) {
        const mapped = this.map(status);
        if (mapped)
          this.observe({ type: 'snapshot', ...mapped, evidence: { exchange, range: answer.body.rangeOf(pointer) } });
      }
  }

  /** @throws {ConnectorError} 'account-gone' for an account its server has suspended */
  addProfile(exchange: RawExchange): void {
    const body = readJsonBody(exchange, ONE);
    const account = objectOf(body.value, exchange);
    if (account['suspended'] === true)
      throw new ConnectorError('account-gone', 'The server has suspended this account', { exchange });
    const mapped = mapProfile(account, this.api.domain);
    if (!mapped) throw unlike(exchange);
    this.observe({
      type: 'snapshot',
      ...mapped,
      evidence: { exchange: this.addExchange(exchange), range: body.rangeOf('') },
    });
  }

  whenDurable(remember: () => void): void {
    this.afterwards.push(remember);
  }

  finish(next: Cursor | null, done: boolean): Page {
    const { observations, afterwards } = this;
    const exchanges = this.exchanges.map((exchange) => withholdBytes(exchange, this.withheld.get(exchange) ?? []));
    const whenDurable = (): void => {
      for (const remember of afterwards) remember();
    };
    return { exchanges, observations, next, done, whenDurable };
  }
}
