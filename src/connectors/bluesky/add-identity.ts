import type { BlueskyNetwork } from './bluesky-network.js';
import type { BlueskyPage } from './bluesky-page.js';
import { authorOf } from './map-record.js';
import { observeIdentity } from './map-identity.js';
import type { Home } from './read-identity.js';

/**
 * Looks at the identity behind the account and tells it on the page: its signed history, and what it is called now where
 * the name leads back to it. The answer that a name is refused for is kept.
 */
export async function addIdentity(page: BlueskyPage, network: BlueskyNetwork): Promise<Home> {
  const { home, identity, handle, exchanges } = await network.lookHome();
  if (identity) page.observe(...observeIdentity(identity, page.addExchange(identity.exchange)));
  for (const exchange of exchanges) {
    if (handle === 'leads-elsewhere') page.addRefused(exchange);
    else page.addExchange(exchange);
  }
  if (handle === 'leads-back' && home.handle !== null) page.calls(authorOf(home.did, home.handle, null).handle);
  return home;
}
