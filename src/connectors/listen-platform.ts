import { type OutboundAnswer, OutboundError, type OutboundStream, type StreamRequest } from '../platform/index.js';
import { refuseFault } from './ask-platform.js';
import { ConnectorError, type LiveContext } from './connector.port.js';
import type { RawExchange } from './observation.types.js';

/** What a stream is refused with where there is none for us: no access to it, or no such address. */
const NO_STREAM = new Set([200, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 406, 410, 422, 426, 501]);

/**
 * Opens a stream; null where the platform has none for us at this address.
 * @throws {ConnectorError} where it could not be asked, or is to be asked later
 */
export async function openStream(
  { http, signal }: Pick<LiveContext, 'http' | 'signal'>,
  url: string,
  request: Omit<StreamRequest, 'signal'> = {},
): Promise<OutboundStream | null> {
  const stream = await http.stream(url, { ...request, signal }).catch((error: unknown) => {
    throw asFault(error);
  });
  if (stream.isOpen) return stream;
  const { opening } = stream;
  if (NO_STREAM.has(opening.status)) return null;
  refuseFault(opening, new Date(opening.receivedAt));
  throw new ConnectorError('protocol', `The platform answered ${opening.status} instead of a stream`, {
    exchange: opening,
  });
}

/** The frames of a stream; where it breaks off, what stood in the way. */
export async function* framesOf({ frames }: OutboundStream): AsyncGenerator<RawExchange> {
  const iterator: AsyncIterator<OutboundAnswer> = frames[Symbol.asyncIterator]();
  try {
    for (;;) {
      const result = await iterator.next().catch((error: unknown) => {
        throw asFault(error);
      });
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}

function asFault(error: unknown): unknown {
  if (!(error instanceof OutboundError) || error.fault === 'aborted') return error;
  const fault = error.fault === 'too-large' ? 'protocol' : 'unavailable';
  return new ConnectorError(fault, error.message, { cause: error });
}
