import { Injectable } from '@nestjs/common';
import type { Outbound } from '../platform/index.js';
import { ConnectorError, type Probe } from './connector.port.js';
import type { Platform } from './observation.types.js';
import { type Candidate, ConnectorRegistry } from './connector-registry.js';

export interface DetectedAccount {
  readonly platform: Platform;
  readonly probe: Probe;
  /** Where it was looked for and found. */
  readonly address: string;
}

export const NOT_AN_ADDRESS =
  'This is neither the address of an account, such as https://social.example/@city or @city@social.example, nor that of a feed';

/** Finds out what the thing is that a person typed: which platform, which account, what cannot be archived of it. */
@Injectable()
export class DetectAccount {
  constructor(private readonly registry: ConnectorRegistry) {}

  /**
   * Tries each platform the input may belong to, until one has the account.
   * @throws {ConnectorError} 'not-an-account' when all have been looked at and none has it; when one could not be looked
   * at, that fault instead, since it may be the one. What became of a guess is no reason for anything.
   */
  async run(input: {
    typed: string;
    token?: string | undefined;
    http: Outbound;
    signal: AbortSignal;
  }): Promise<DetectedAccount> {
    const { typed, token, http, signal } = input;
    let reason: ConnectorError | null = null;
    for (const candidate of this.registry.recognise(typed, token)) {
      const { platform, url, handle } = candidate;
      try {
        const probe = await this.registry.for(platform).probe({ url, handle, http, signal });
        if (isThere(candidate, probe)) return { platform, probe, address: url };
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        if (candidate.guessed) continue;
        if (reason === null || error.fault !== 'not-an-account') reason = error;
      }
    }
    throw reason ?? new ConnectorError('not-an-account', NOT_AN_ADDRESS);
  }
}

/** A guess holds where the account's page is on the host that was typed: a name may mean somebody else elsewhere. */
function isThere({ guessed, url }: Candidate, { account }: Probe): boolean {
  return guessed === undefined || (URL.canParse(account.url) && new URL(account.url).host === new URL(url).host);
}
