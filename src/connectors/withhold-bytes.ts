import type { Evidence, RawExchange } from './observation.types.js';

type Range = NonNullable<Evidence['range']>;

/** Why bytes were overwritten that show what nobody agreed to keep. */
const NO_CONSENT = 'direct message, not consented to';

/** The exchange with these bytes as `*`, and said so. */
export function withholdBytes(exchange: RawExchange, ranges: readonly Range[]): RawExchange {
  if (ranges.length === 0) return exchange;
  const body = Uint8Array.from(exchange.body);
  const masked = ranges.map((range) => {
    const [start, end] = range === 'whole' ? [0, body.length] : range;
    body.fill(0x2a, start, end);
    return { start, end, reason: NO_CONSENT };
  });
  return { ...exchange, body, masked: [...exchange.masked, ...masked].toSorted((a, b) => a.start - b.start) };
}
