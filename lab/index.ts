import { type Clock, SystemClock } from '../src/platform/index.js';
import { LabServer } from './http/lab-server.js';
import { World } from './world/world.js';

export {
  type Archived,
  type Day,
  type DayStep,
  ALERTS,
  FACEBOOK_HOST,
  NEWFORD,
  newfordDay,
  NOWY_BROD,
} from './day/newford.js';
export {
  COVERED,
  COVERED_BECAUSE,
  ERASURE,
  ERASURE_ANSWER,
  LETTER,
  LETTER_TO_NOWY_BROD,
  MATTER,
  paperTotals,
} from './day/papers.js';
export { type DayTotals, dayTotals } from './day/totals.js';
export { feedDelivery, signDelivery } from './facades/facebook-webhooks.js';
export { instagramDelivery } from './facades/instagram-webhooks.js';
export { confuser, type Ground } from './world/confusers.js';
export {
  blindSpans,
  hadToBeSeen,
  isWithin,
  listedSpans,
  type Span,
  threadSpans,
  visibleSpans,
} from './world/oracle.js';
export { belongsTo, cameAndWentUnseen, offTheWindow, rootOf, tokenLosses } from './world/truth.js';
export { World } from './world/world.js';
export type {
  Account,
  AccessToken,
  DiaryLine,
  Outage,
  OutageKind,
  Post,
  Server,
  ServerSettings,
  Software,
} from './world/world.types.js';

export interface Lab {
  readonly world: World;
  /** Where the API of this Mastodon-like server listens: `http://127.0.0.1:port`. */
  mastodon(host: string): string;
  /** Address of the Atom feed of a feed host, or of one of its accounts (`name@host`). */
  feed(name: string, format?: 'atom' | 'rss' | 'json'): string;
  /** Address of the page in the Graph API of a host that plays Facebook. */
  facebook(host: string): string;
  /** What was asked of this host so far. */
  requests(host: string): LabServer['requests'];
  /** The stream of this host: what goes wrong with it, who listens. */
  stream(host: string): LabServer['stream'];
  /** Lets a server that was opened after the start listen too. */
  listen(host: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * A world of servers on the loopback address, each on a port of its own. `prepare` opens servers and accounts before
 * they listen; `/_lab/…` on each of them drives the world from another process.
 */
export async function startLab(options: { clock?: Clock; prepare?: (world: World) => void } = {}): Promise<Lab> {
  const world = new World(options.clock ?? new SystemClock());
  const listening = new Map<string, LabServer>();
  const at = (host: string): LabServer => {
    const server = listening.get(host);
    if (!server) throw new Error(`${host} does not listen in this lab`);
    return server;
  };
  const listen = async (host: string): Promise<string> => {
    const server = new LabServer(world, world.server(host));
    await server.listen();
    listening.set(host, server);
    return server.base;
  };
  options.prepare?.(world);
  for (const host of world.servers.keys()) await listen(host);
  return {
    world,
    mastodon: (host) => at(host).base,
    feed: (name, format = 'atom') => feedUrl(at, name, format),
    facebook: (host) => `${at(host).base}/v26.0/${pageNamed(world, host)}`,
    requests: (host) => at(host).requests,
    stream: (host) => at(host).stream,
    listen,
    close: async () => {
      await Promise.all([...listening.values()].map((server) => server.close()));
    },
  };
}

function pageNamed(world: World, host: string): string {
  return world.accounts.find((account) => account.host === host)?.username ?? '';
}

function feedUrl(at: (host: string) => LabServer, name: string, format: string): string {
  const [host = '', username] = name.replace(/^@/, '').split('@').toReversed();
  const { base, server } = at(host);
  if (server.software !== 'feed') return `${base}/@${username ?? ''}.rss`;
  return username === undefined ? `${base}/feed.${format}` : `${base}/${username}/feed.${format}`;
}
