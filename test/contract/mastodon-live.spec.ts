import { type Post, type Software, startLab } from '../../lab/index.js';
import { MastodonConnector } from '../../src/connectors/mastodon/mastodon.connector.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { liveContract, type LiveWorld } from './live.contract.js';

const HOST = 'social.example';

async function start(software: Software): Promise<LiveWorld> {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  const lab = await startLab({
    clock,
    prepare: (world) => {
      world.openServer(HOST, { software, rateLimit: null });
      for (const name of ['city', 'dana', 'paper']) world.openAccount(`${name}@${HOST}`, { displayName: name });
    },
  });
  const { world } = lab;
  const token = world.issueToken(HOST, world.account(`city@${HOST}`));
  const url = lab.mastodon(HOST);
  const http = labOutbound(clock, { value: token.value, origin: url });
  const posts = new Map<string, Post>();
  const named = (text: string): Post => {
    const post = posts.get(text);
    if (!post) throw new Error(`Nobody posted ${text}`);
    return post;
  };
  const by = (name: string) => world.account(`${name}@${HOST}`);
  return {
    clock,
    context: async (known, signal) => {
      const probed = await probedContext(new MastodonConnector(), { url, handle: `@city@${HOST}`, http, clock });
      return { ...probed, http, known, signal };
    },
    post: (text) => void posts.set(text, world.post(by('city'), text)),
    edit: (from, to) => world.edit(named(from), to),
    remove: (text) => world.remove(named(text)),
    reply: (to, text) => void posts.set(text, world.reply(by('dana'), named(to), text)),
    chatter: (text) => lab.stream(HOST).chat(world.post(by('paper'), text)),
    falseRemoval: (text) => lab.stream(HOST).takeOut(named(text)),
    drop: () => lab.stream(HOST).drop(),
    lose: (count) => {
      lab.stream(HOST).trouble.lose = count;
    },
    disturb: () => {
      Object.assign(lab.stream(HOST).trouble, { copies: 2, disorder: true });
    },
    refuseAccess: () => world.revokeToken(token),
    break: (kind) => world.outage(HOST, { from: clock.now(), to: new Date(clock.now().getTime() + 60_000), kind }),
    listening: () => lab.stream(HOST).open,
    close: () => lab.close(),
  };
}

for (const software of ['mastodon', 'gotosocial'] as const)
  liveContract(software, { connector: () => new MastodonConnector(), start: () => start(software) });
