import { Global, Module } from '@nestjs/common';
import { ConnectorRegistry } from './connector-registry.js';
import { DetectAccount } from './detect-account.js';
import { FeedConnector } from './feed/feed.connector.js';
import { MastodonConnector } from './mastodon/mastodon.connector.js';

@Global()
@Module({
  providers: [MastodonConnector, FeedConnector, ConnectorRegistry, DetectAccount],
  exports: [ConnectorRegistry, DetectAccount],
})
export class ConnectorsModule {}
