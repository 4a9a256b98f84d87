import { ConnectorError } from './connector.port.js';
import type { Evidence, RawExchange } from './observation.types.js';
import { JsonFault, type JsonPaths, jsonRanges } from './json-ranges.rules.js';

export interface JsonBody {
  readonly value: unknown;
  /** Where the value at a JSON pointer lies; 'whole' where the body cannot be cut there. */
  rangeOf(pointer: string): NonNullable<Evidence['range']>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws {ConnectorError} 'protocol' for a body that is no JSON: a page of HTML, half an answer, nonsense. */
export function readJsonBody(exchange: RawExchange, paths: JsonPaths): JsonBody {
  try {
    const ranges = jsonRanges(exchange.body, paths);
    const value: unknown = JSON.parse(utf8.decode(exchange.body));
    return { value, rangeOf: (pointer) => ranges.get(pointer) ?? 'whole' };
  } catch (cause) {
    if (!(cause instanceof JsonFault || cause instanceof TypeError || cause instanceof SyntaxError)) throw cause;
    throw new ConnectorError('protocol', 'The platform answered with something that is not JSON', { exchange, cause });
  }
}
