import { type Outbound, readTxt as askNameServers, type ReadTxt } from '../../platform/index.js';
import {
  Connector,
  type ConnectorContext,
  ConnectorError,
  type KnownItem,
  type LiveContext,
  type Probe,
  type Recognised,
} from '../connector.port.js';
import type { Cursor, MediumBody, Page } from '../observation.types.js';
import { parseAtUri } from './at-uri.rules.js';
import type { BlueskyServers } from './bluesky-api.js';
import { BlueskyNetwork } from './bluesky-network.js';
import { BLUESKY_DICTIONARY } from './bluesky.dictionary.js';
import { FollowThread } from './follow-thread.js';
import { ListenRepos } from './listen-repos.js';
import { blobUrl } from './map-record.js';
import { probeBluesky } from './probe-bluesky.js';
import { ReadAccount } from './read-account.js';
import { KnownHomes } from './read-identity.js';
import { recogniseBluesky } from './recognise-bluesky.rules.js';
import { RecheckRecords } from './recheck-records.js';
import { sha256Of } from './repo.rules.js';

/** Bluesky and every other network of the AT Protocol: what an account wrote is taken from its own signed repository. */
export class BlueskyConnector extends Connector {
  readonly platform = 'bluesky';
  readonly version = 1;
  readonly dictionary = BLUESKY_DICTIONARY;
  private readonly known = new KnownHomes();

  constructor(
    private readonly servers: BlueskyServers,
    private readonly readTxt: ReadTxt = askNameServers,
  ) {
    super();
  }

  recognise(input: string): Recognised | null {
    return recogniseBluesky(input);
  }

  probe(input: { url: string; handle: string; http: Outbound; signal: AbortSignal }): Promise<Probe> {
    const { servers, readTxt } = this;
    return probeBluesky({ ...input, servers, readTxt });
  }

  backfill(context: ConnectorContext, from: Cursor | null): AsyncIterable<Page> {
    return new ReadAccount(this.network(context), context).backfill(from);
  }

  incremental(context: ConnectorContext, since: Cursor | null): AsyncIterable<Page> {
    return new ReadAccount(this.network(context), context).incremental(since);
  }

  async *replies(context: ConnectorContext, roots: readonly KnownItem[]): AsyncGenerator<Page> {
    const thread = new FollowThread(this.network(context));
    for (const [place, root] of roots.entries()) yield thread.run(root, place === roots.length - 1);
  }

  recheck(context: ConnectorContext, items: readonly KnownItem[], canary: KnownItem | null): AsyncIterable<Page> {
    return new RecheckRecords(this.network(context)).run(items, canary);
  }

  override live(context: LiveContext, since: Cursor | null): AsyncIterable<Page> {
    return new ListenRepos(context, this.network(context)).run(since);
  }

  /** An original has one name for ever; only the host of its author may have changed. */
  async resolveMedium(context: ConnectorContext, item: KnownItem, medium: MediumBody): Promise<string | null> {
    const did = parseAtUri(item.ref.canonicalUri)?.did ?? item.ref.canonicalUri;
    if (sha256Of(medium.key) === null) return null;
    try {
      const { pds } = await this.network(context).homeOf(did);
      return blobUrl(pds, did, medium.key);
    } catch (error) {
      if (error instanceof ConnectorError && error.fault === 'account-gone') return null;
      throw error;
    }
  }

  private network(context: ConnectorContext): BlueskyNetwork {
    const { servers, known, readTxt } = this;
    return new BlueskyNetwork(context, { servers, known, readTxt });
  }
}
