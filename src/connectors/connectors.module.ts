import { Global, Module } from '@nestjs/common';
import { Config } from '../platform/index.js';
import { BlueskyConnector } from './bluesky/bluesky.connector.js';
import { ConnectorRegistry } from './connector-registry.js';
import { DetectAccount } from './detect-account.js';
import { FacebookConnector } from './facebook/facebook.connector.js';
import { FeedConnector } from './feed/feed.connector.js';
import { InstagramConnector } from './instagram/instagram.connector.js';
import { MastodonConnector } from './mastodon/mastodon.connector.js';

/** On the public network, unless the settings name the servers of another. */
const BLUESKY = {
  provide: BlueskyConnector,
  inject: [Config],
  useFactory: ({ bluesky }: Config) => new BlueskyConnector(bluesky),
};

@Global()
@Module({
  providers: [
    BLUESKY,
    FacebookConnector,
    InstagramConnector,
    MastodonConnector,
    FeedConnector,
    ConnectorRegistry,
    DetectAccount,
  ],
  exports: [ConnectorRegistry, DetectAccount],
})
export class ConnectorsModule {}
