import { type Account, type Lab, type Post, startLab } from '../../lab/index.js';
import type { Connector } from '../../src/connectors/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import type { ContractWorld } from './connector.contract.js';

/** One page or professional account in the lab, read by the token it gave. */
export async function startGraphWorld(
  software: 'facebook' | 'instagram',
  connector: Connector,
): Promise<ContractWorld> {
  const host = `${software}.example`;
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  const lab: Lab = await startLab({
    clock,
    prepare: (world) => {
      world.openServer(host, { software, mediaTtlMs: 3600_000 });
      world.openAccount(`newford@${host}`, { displayName: 'City of Newford' });
    },
  });
  const city: Account = lab.world.account(`newford@${host}`);
  const token = lab.world.issueToken(host, city);
  const posts = new Map<string, Post>();
  const url = lab.facebook(host);
  const http = labOutbound(clock, { value: token.value, origin: new URL(url).origin });
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
    context: () => probedContext(connector, { url, handle: 'newford', http, clock }),
    post: add,
    postWithPicture: (text) => add(text, { media: [{ scene: 'map', alt: 'A map' }] }),
    edit: (from, to) => lab.world.edit(named(from), to),
    remove: (text) => lab.world.remove(named(text)),
    removedGround: 'lookup',
    dropFromLists: (text) => lab.world.unlist(named(text)),
    refuseAccess: () => lab.world.revokeToken(token),
    refuseForNow: () => {
      Object.assign(lab.world.server(host), { rateLimit: { limit: 0, windowMs: 300_000 } });
    },
    break: (kind) => lab.world.outage(host, { from: clock.now(), to: new Date(clock.now().getTime() + 60_000), kind }),
    calls: () => lab.requests(host).length,
    close: () => lab.close(),
  };
}
