import { ConnectorError } from '../connector.port.js';
import type { Cursor, ItemBody, ItemRef, Observation, Page, RawExchange } from '../observation.types.js';
import { isObject, type JsonObject } from '../json.rules.js';
import { type GraphAnswer, type GraphList, unlike } from './graph-api.js';

/** An object of the Graph API as an item. `shown`: null where the answer does not say. */
export interface MappedObject {
  readonly ref: ItemRef;
  readonly body: ItemBody;
  readonly counts: Readonly<Record<string, number>>;
  readonly shown: boolean | null;
}

/** What one page will hold, gathered answer by answer. */
export class GraphPage {
  private readonly exchanges: RawExchange[] = [];
  private readonly observations: Observation[] = [];

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

  /** At its place in the answer, an RFC 6901 pointer. */
  addAt(answer: GraphAnswer, mapped: MappedObject, pointer: string): MappedObject {
    const { ref, body, counts, shown } = mapped;
    const evidence = { exchange: this.addExchange(answer.exchange), range: answer.body.rangeOf(pointer) };
    this.observe({ type: 'snapshot', ref, body, counts, evidence });
    // The platform says that it is hidden, never by whom.
    if (shown !== null) this.observe({ type: 'visibility', ref, evidence, shown, by: 'not-said', at: null });
    return mapped;
  }

  finish(next: Cursor | null, done: boolean): Page {
    const { exchanges, observations } = this;
    return { exchanges, observations, next, done };
  }
}

/** The page itself was asked for and not given: it is gone, unpublished, or not for this token to see. */
export function pageRefused(exchange: RawExchange): ConnectorError {
  return new ConnectorError('access-refused', 'The platform shows this page no longer, or not with this token', {
    exchange,
  });
}
