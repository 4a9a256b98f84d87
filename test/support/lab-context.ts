import type { Connector, ConnectorContext } from '../../src/connectors/index.js';
import {
  type Clock,
  HostLimits,
  openOutbound,
  type Outbound,
  type StreamingOutbound,
} from '../../src/platform/index.js';

/** The archive's own way out, towards servers on the loopback address. */
export function labOutbound(clock: Clock, token?: { value: string; origin: string }): StreamingOutbound {
  return openOutbound({
    clock,
    allowPrivate: true,
    userAgent: 'Akta (test)',
    limits: new HostLimits({ perSecond: 100_000, burst: 100_000, concurrency: 8 }),
    ...(token ? { token } : {}),
  });
}

/** The context of an account as its connector's own probe finds it. */
export async function probedContext(
  connector: Connector,
  { url, handle, http, clock }: { url: string; handle: string; http: Outbound; clock: Clock },
): Promise<ConnectorContext> {
  const { signal } = new AbortController();
  const { account, settings } = await connector.probe({ url, handle, http, signal });
  return { account: { ...account, settings }, addedAt: clock.now(), http, now: () => clock.now(), signal };
}
