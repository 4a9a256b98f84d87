import { ConnectorError } from '../connector.port.js';
import type { Cursor, Evidence, ItemBody, ItemRef, Observation, Page, RawExchange } from '../observation.types.js';
import { isObject, type JsonObject } from '../json.rules.js';
import { withholdBytes } from '../withhold-bytes.js';
import { type GraphAnswer, type GraphList, unlike } from './graph-api.js';

/** An object of the Graph API as an item. `shown`: null where the answer does not say. */
export interface MappedObject {
  readonly ref: ItemRef;
  readonly body: ItemBody;
  readonly counts: Readonly<Record<string, number>>;
  readonly shown: boolean | null;
}

/** What one page will hold, gathered answer by answer. Direct messages are in it only where keeping them was agreed to. */
export class GraphPage {
  private readonly withheld = new Map<RawExchange, NonNullable<Evidence['range']>[]>();
  private readonly exchanges: RawExchange[] = [];
  private readonly observations: Observation[] = [];

  constructor(private readonly of: { readonly keepsMessages: boolean } = { keepsMessages: false }) {}

  /** Its index in the page; an exchange added again keeps the one it has. */
  addExchange(exchange: RawExchange): number {
    const index = this.exchanges.indexOf(exchange);
    return index === -1 ? this.exchanges.push(exchange) - 1 : index;
  }

  observe(observation: Observation): void {
    this.observations.push(observation);
  }

  addList(list: GraphList, map: (object: JsonObject) => MappedObject | null): readonly MappedObject[] {
    const data = list.value['data'];
    return (Array.isArray(data) ? data : []).map((object: unknown, place) =>
      this.add(list, isObject(object) ? map(object) : null, `/data/${place}`),
    );
  }

  addOne(answer: GraphAnswer, map: (object: JsonObject) => MappedObject | null): MappedObject {
    return this.add(answer, map(answer.value), '');
  }

  private add(answer: GraphAnswer, mapped: MappedObject | null, pointer: string): MappedObject {
    if (!mapped) throw unlike(answer.exchange);
    return this.addAt(answer, mapped, pointer);
  }

  /** At its place in the answer, an RFC 6901 pointer. What may not be kept is overwritten there, and not observed. */
  addAt(answer: GraphAnswer, mapped: MappedObject, pointer: string): MappedObject {
    const { ref, body, counts, shown } = mapped;
    const range = answer.body.rangeOf(pointer);
    const evidence = { exchange: this.addExchange(answer.exchange), range };
    if (body.audience === 'direct' && !this.of.keepsMessages) {
      this.withheld.set(answer.exchange, [...(this.withheld.get(answer.exchange) ?? []), range]);
      return mapped;
    }
    this.observe({ type: 'snapshot', ref, body, counts, evidence });
    // The platform says that it is hidden, never by whom.
    if (shown !== null) this.observe({ type: 'visibility', ref, evidence, shown, by: 'not-said', at: null });
    return mapped;
  }

  finish(next: Cursor | null, done: boolean): Page {
    const { observations } = this;
    const exchanges = this.exchanges.map((exchange) => withholdBytes(exchange, this.withheld.get(exchange) ?? []));
    return { exchanges, observations, next, done };
  }
}

/** The page itself was asked for and not given: it is gone, unpublished, or not for this token to see. */
export function pageRefused(exchange: RawExchange): ConnectorError {
  return new ConnectorError('access-refused', 'The platform shows this page no longer, or not with this token', {
    exchange,
  });
}
