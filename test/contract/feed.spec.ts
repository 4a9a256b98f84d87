import { type Account, type Lab, type Post, startLab } from '../../lab/index.js';
import { FeedConnector } from '../../src/connectors/feed/feed.connector.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { connectorContract, type ContractWorld } from './connector.contract.js';

const HOST = 'alerts.example';

async function start(format: 'atom' | 'rss' | 'json'): Promise<ContractWorld> {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  const lab: Lab = await startLab({
    clock,
    prepare: (world) => {
      world.openServer(HOST, { software: 'feed', mediaTtlMs: 3600_000 });
      world.openAccount(`alerts@${HOST}`, { displayName: 'Alerts' });
    },
  });
  const alerts: Account = lab.world.account(`alerts@${HOST}`);
  lab.world.changeFeed(alerts, { window: 20, paging: 'archived' });
  const posts = new Map<string, Post>();
  const http = labOutbound(clock);
  const url = lab.feed(`alerts@${HOST}`, format);
  const named = (text: string): Post => {
    const post = posts.get(text);
    if (!post) throw new Error(`Nobody posted ${text}`);
    return post;
  };
  const add = (text: string, options = {}): void => {
    clock.advance(1000);
    posts.set(text, lab.world.post(alerts, text, options));
  };
  return {
    clock,
    context: () => probedContext(new FeedConnector(), { url, handle: 'alerts', http, clock }),
    post: add,
    postWithPicture: (text) => add(text, { media: [{ scene: 'map', alt: 'A map' }] }),
    edit: (from, to) => lab.world.edit(named(from), to),
    remove: (text) => lab.world.remove(named(text)),
    removedGround: null,
    dropFromLists: () => lab.world.changeFeed(alerts, { window: 1 }),
    refuseAccess: null,
    refuseForNow: () => lab.world.changeFeed(alerts, { retryAfterSeconds: 120 }),
    break: (kind) => lab.world.outage(HOST, { from: clock.now(), to: new Date(clock.now().getTime() + 60_000), kind }),
    calls: () => lab.requests(HOST).length,
    close: () => lab.close(),
  };
}

for (const format of ['atom', 'rss', 'json'] as const)
  connectorContract(`feed (${format})`, { connector: () => new FeedConnector(), start: () => start(format) });
