import type { ReadTxt } from '../../platform/index.js';
import { ConnectorError, type ConnectorContext } from '../connector.port.js';
import type { RawExchange } from '../observation.types.js';
import { BlueskyApi, type BlueskyServers } from './bluesky-api.js';
import { type Home, type Identity, KnownHomes, readIdentity } from './read-identity.js';
import { resolveHandle } from './resolve-handle.js';

/** How long another account's host and key are taken from memory. Its signatures are checked all the same. */
const STRANGERS_MS = 6 * 3600_000;
/** How long ours are, by the loops that do not look at the identity themselves. */
const OWN_MS = 10 * 60_000;

export interface NetworkOptions {
  readonly servers: BlueskyServers;
  readonly known: KnownHomes;
  readonly readTxt: ReadTxt;
}

/** The account at home, its handle proved or struck out. */
export interface OwnHome {
  readonly home: Home;
  /** As it was just read; null where memory had to do. */
  readonly identity: Identity | null;
  /** Whether its name leads back to it; 'not-asked': it has none, or nobody could be asked. */
  readonly handle: HandleProof;
  /** Answers that the handle rests on. */
  readonly exchanges: readonly RawExchange[];
}

export type HandleProof = 'leads-back' | 'leads-elsewhere' | 'not-asked';

/** One run's way to the account's own host, to its identity, and to those of whom it speaks with. */
export class BlueskyNetwork {
  readonly api: BlueskyApi;
  readonly did: string;

  constructor(
    private readonly context: ConnectorContext,
    private readonly options: NetworkOptions,
  ) {
    this.api = new BlueskyApi(context, options.servers);
    this.did = context.account.canonicalUri;
  }

  get known(): KnownHomes {
    return this.options.known;
  }

  /** Looks at the identity; the directory's absence is no absence of the account, as long as its key is known. */
  async lookHome(): Promise<OwnHome> {
    const now = this.context.now();
    try {
      const identity = await readIdentity(this.api, this.did);
      const proved = await this.withProvedHandle(identity);
      this.known.remember(proved.home, now);
      return { ...proved, identity };
    } catch (error) {
      const home = this.known.of(this.did, Number.POSITIVE_INFINITY, now);
      if (!home || !(error instanceof ConnectorError) || error.fault !== 'unavailable') throw error;
      return { home, identity: null, handle: 'not-asked', exchanges: [] };
    }
  }

  async ownHome(): Promise<Home> {
    return this.known.of(this.did, OWN_MS, this.context.now()) ?? (await this.lookHome()).home;
  }

  /** Of another account; its handle is left as the index gives it. */
  async homeOf(did: string): Promise<Home> {
    if (did === this.did) return this.ownHome();
    const now = this.context.now();
    const known = this.known.of(did, STRANGERS_MS, now);
    if (known) return known;
    const identity = await readIdentity(this.api, did);
    this.known.remember(identity, now);
    return identity;
  }

  /** A handle counts when it leads back to the identity that claims it; atproto.com/specs/handle calls others invalid. */
  private async withProvedHandle(identity: Identity): Promise<Omit<OwnHome, 'identity'>> {
    const { did, handle } = identity;
    const now = this.context.now();
    if (handle === null) return { home: identity, handle: 'not-asked', exchanges: [] };
    const before = this.known.confirmedOf(did, handle, now);
    if (before !== null) return provedBy(identity, before, []);
    const resolved = await resolveHandle(this.api, this.options.readTxt, handle);
    if (!resolved.looked) return { home: identity, handle: 'not-asked', exchanges: resolved.exchanges };
    const leadsBack = resolved.did === did;
    this.known.confirm(did, handle, leadsBack, now);
    return provedBy(identity, leadsBack, resolved.exchanges);
  }
}

function provedBy(
  identity: Identity,
  leadsBack: boolean,
  exchanges: readonly RawExchange[],
): Omit<OwnHome, 'identity'> {
  return leadsBack
    ? { home: identity, handle: 'leads-back', exchanges }
    : { home: struck(identity), handle: 'leads-elsewhere', exchanges };
}

function struck({ did, pds, key }: Identity): Home {
  return { did, pds, key, handle: null };
}
