import type { LimitKey, PlatformClause } from '../../connectors/index.js';

/** Who asked a platform for access, and alone may bring its answer back. */
export interface Holder {
  readonly kind: 'session' | 'key' | 'link';
  readonly id: string;
}

/** Where the owner of an account says yes or no. */
export interface BegunConnection {
  readonly id: string;
  /** At the platform. */
  readonly address: string;
  /** RFC 3339: an answer that comes later is not taken. */
  readonly until: string;
}

/** What a browser brings back from a platform: the query of the address it was sent to. */
export interface ConnectionAnswer {
  readonly state: string;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
  readonly iss?: string | undefined;
}

export interface ConnectedView {
  readonly accountId: string;
  readonly handle: string;
  readonly scopes: readonly string[];
  /** Asked for and not granted, each with what is not captured because of it. */
  readonly missing: readonly { readonly scope: string; readonly without: LimitKey }[];
  readonly messages: boolean;
  /** RFC 3339; null where no end is known. */
  readonly endsAt: string | null;
}

/** What an owner is shown before anything is asked of the platform. */
export interface AskedView {
  readonly platform: string;
  readonly handle: string;
  readonly body: string;
  readonly way: 'redirect' | 'password';
  /** Direct messages are asked for too. */
  readonly messages: boolean;
  /** Those of direct messages only where they are asked for. */
  readonly scopes: readonly { readonly scope: string; readonly without: LimitKey; readonly messages: boolean }[];
  readonly clauses: readonly PlatformClause[];
}
