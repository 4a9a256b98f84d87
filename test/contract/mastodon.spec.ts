import { type Account, type Lab, type Post, type Software, startLab } from '../../lab/index.js';
import { MastodonConnector } from '../../src/connectors/mastodon/mastodon.connector.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { connectorContract, type ContractWorld } from './connector.contract.js';

const HOST = 'social.example';

async function start(software: Software): Promise<ContractWorld> {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  const lab: Lab = await startLab({
    clock,
    prepare: (world) => {
      world.openServer(HOST, { software, locale: 'ja', mediaTtlMs: 3600_000 });
      world.openAccount(`city@${HOST}`, { displayName: 'City' });
    },
  });
  const city: Account = lab.world.account(`city@${HOST}`);
  const token = lab.world.issueToken(HOST);
  const posts = new Map<string, Post>();
  const url = lab.mastodon(HOST);
  const http = labOutbound(clock, { value: token.value, origin: url });
  const named = (text: string): Post => {
    const post = posts.get(text);
    if (!post) throw new Error(`Nobody posted ${text}`);
    return post;
  };
  const add = (text: string, options = {}): void => {
    clock.advance(1000);
    posts.set(text, lab.world.post(city, text, options));
  };
  return {
    clock,
    context: () => probedContext(new MastodonConnector(), { url, handle: `@city@${HOST}`, http, clock }),
    post: add,
    postWithPicture: (text) => add(text, { media: [{ scene: 'map', alt: 'A map' }] }),
    edit: (from, to) => lab.world.edit(named(from), to),
    remove: (text) => lab.world.remove(named(text)),
    removedGround: 'lookup',
    dropFromLists: () => lab.world.limitAuthor(city),
    refuseAccess: () => lab.world.revokeToken(token),
    refuseForNow: () => {
      Object.assign(lab.world.server(HOST), { rateLimit: { limit: 0, windowMs: 300_000 } });
    },
    break: (kind) => lab.world.outage(HOST, { from: clock.now(), to: new Date(clock.now().getTime() + 60_000), kind }),
    calls: () => lab.requests(HOST).length,
    close: () => lab.close(),
  };
}

for (const software of ['mastodon', 'gotosocial', 'snac2'] as const)
  connectorContract(software, { connector: () => new MastodonConnector(), start: () => start(software) });
