import { Injectable } from '@nestjs/common';
import type { Outbound } from '../platform/index.js';
import { ConnectorError, type Platform, type Probe } from './connector.port.js';
import { ConnectorRegistry } from './connector-registry.js';

export interface DetectedAccount {
  readonly platform: Platform;
  readonly probe: Probe;
}

/** Finds out what the thing is that a person typed: which platform, which account, what cannot be archived of it. */
@Injectable()
export class DetectAccount {
  constructor(private readonly registry: ConnectorRegistry) {}

  /**
   * Tries each platform the input may belong to, until one has the account.
   * @throws {ConnectorError} 'not-an-account' when all have been looked at and none has it; when one could not be looked
   * at, that fault instead, since it may be the one
   */
  async run(input: { typed: string; http: Outbound; signal: AbortSignal }): Promise<DetectedAccount> {
    const { typed, http, signal } = input;
    let reason = new ConnectorError('not-an-account', 'This is neither an account address nor a feed address');
    for (const { platform, url, handle } of this.registry.recognise(typed)) {
      try {
        return { platform, probe: await this.registry.for(platform).probe({ url, handle, http, signal }) };
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        if (error.fault !== 'not-an-account' || reason.fault === 'not-an-account') reason = error;
      }
    }
    throw reason;
  }
}
