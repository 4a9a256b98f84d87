import { Injectable } from '@nestjs/common';
import { BlueskyConnector } from './bluesky/bluesky.connector.js';
import type { Connector, Recognised } from './connector.port.js';
import type { Platform } from './observation.types.js';
import { FacebookConnector } from './facebook/facebook.connector.js';
import { FeedConnector } from './feed/feed.connector.js';
import { InstagramConnector } from './instagram/instagram.connector.js';
import { MastodonConnector } from './mastodon/mastodon.connector.js';
import { NETWORKS } from './unpolled/networks.js';
import { OTHER_NETWORK, UnpolledConnector } from './unpolled/unpolled.connector.js';

export interface Candidate extends Recognised {
  readonly platform: Platform;
}

/** The platforms this archive can read. */
@Injectable()
export class ConnectorRegistry {
  private readonly connectors: readonly Connector[];

  // oxlint-disable-next-line max-params -- one connector a platform
  constructor(
    mastodon: MastodonConnector,
    feed: FeedConnector,
    facebook: FacebookConnector,
    bluesky: BlueskyConnector,
    instagram: InstagramConnector,
  ) {
    // An address on a network we know is an account there; only then is it asked what answers at it.
    const polled = [bluesky, facebook, instagram, mastodon, feed];
    const rest = NETWORKS.filter((network) => polled.every(({ platform }) => platform !== network.platform));
    const unpolled = [...rest, OTHER_NETWORK].map((network) => new UnpolledConnector(network));
    this.connectors = [bluesky, facebook, instagram, ...unpolled, mastodon, feed];
  }

  for(platform: Platform): Connector {
    const connector = this.connectors.find((one) => one.platform === platform);
    if (!connector) throw new Error(`No connector for ${platform}`);
    return connector;
  }

  /** The deflate dictionary a stored exchange names, e.g. `mastodon/1`. Dictionaries of older versions are kept for ever. */
  dictionaryOf(name: string): Uint8Array {
    const [platform, version] = name.split('/');
    const connector = this.connectors.find((one) => one.platform === platform);
    const isNewest = connector && String(connector.version) === version;
    const dictionary = isNewest ? connector.dictionary : connector?.olderDictionaries[Number(version)];
    if (!dictionary)
      throw new Error(`No connector has the dictionary ${name}; this archive was written by a newer Akta`);
    return dictionary;
  }

  /** The platforms that can be listened to. */
  listenable(): readonly Platform[] {
    return this.connectors.filter((connector) => 'live' in connector).map(({ platform }) => platform);
  }

  /** What a person typed, as each platform would read it, the likeliest first. No network. */
  recognise(input: string, token?: string): readonly Candidate[] {
    return this.connectors.flatMap((connector) => {
      const candidate = connector.recognise(input, token);
      return candidate ? [{ platform: connector.platform, ...candidate }] : [];
    });
  }
}
