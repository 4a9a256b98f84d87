import { Injectable } from '@nestjs/common';
import type { Connector, Platform, Recognised } from './connector.port.js';
import { FeedConnector } from './feed/feed.connector.js';
import { MastodonConnector } from './mastodon/mastodon.connector.js';

export interface Candidate extends Recognised {
  readonly platform: Platform;
}

/** The platforms this archive can read. */
@Injectable()
export class ConnectorRegistry {
  private readonly connectors: readonly Connector[];

  constructor(mastodon: MastodonConnector, feed: FeedConnector) {
    this.connectors = [mastodon, feed];
  }

  for(platform: Platform): Connector {
    const connector = this.connectors.find((one) => one.platform === platform);
    if (!connector) throw new Error(`No connector for ${platform}`);
    return connector;
  }

  /** The deflate dictionary a stored exchange names, e.g. `mastodon/1`. Dictionaries of older versions are kept for ever. */
  dictionaryOf(name: string): Uint8Array {
    const connector = this.connectors.find(({ platform, version }) => `${platform}/${version}` === name);
    if (!connector)
      throw new Error(`No connector has the dictionary ${name}; this archive was written by a newer Akta`);
    return connector.dictionary;
  }

  /** What a person typed, as each platform would read it, the likeliest first. No network. */
  recognise(input: string): readonly Candidate[] {
    return this.connectors.flatMap((connector) => {
      const candidate = connector.recognise(input);
      return candidate ? [{ platform: connector.platform, ...candidate }] : [];
    });
  }
}
