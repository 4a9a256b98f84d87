import { Injectable } from '@nestjs/common';
import type { Platform } from '../../connectors/index.js';
import { FacebookApp } from '../../platform/index.js';
import type { AuthorizationProvider } from './authorization-provider.port.js';
import { BlueskyProvider } from './providers/bluesky.provider.js';
import { FacebookProvider } from './providers/facebook.provider.js';
import { InstagramProvider } from './providers/instagram.provider.js';
import { MastodonProvider } from './providers/mastodon.provider.js';

/** The platforms whose accounts can be connected by their owners. */
@Injectable()
export class ProviderRegistry {
  private readonly providers: readonly AuthorizationProvider[];

  constructor({ app }: FacebookApp) {
    this.providers = [
      new MastodonProvider(),
      new BlueskyProvider(),
      new FacebookProvider(app),
      new InstagramProvider(app),
    ];
  }

  /** Null: everything this platform shows is public, or access to it is given by hand. */
  for(platform: Platform): AuthorizationProvider | null {
    return this.providers.find((provider) => provider.platform === platform) ?? null;
  }
}
