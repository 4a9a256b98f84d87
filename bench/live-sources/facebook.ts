import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { feedDelivery, signDelivery, startLab } from '../../lab/index.js';
import { SetSecret } from '../../src/accounts/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { system } from '../../src/platform/index.js';
import type { BenchArchive } from '../bench-archive.js';
import type { LiveSource } from './live-source.js';

const HOST = 'facebook.example';
/** Facebook's servers hold some connections open. */
const CONNECTIONS = 16;

/** Comments under one post of a page, each a signed delivery of its own to the archive's own address. */
export async function openFacebook(texts: readonly string[]): Promise<LiveSource> {
  const lab = await startLab({
    prepare: (world) => {
      world.openServer(HOST, { software: 'facebook', rateLimit: null });
      world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
      world.openAccount(`carol@${HOST}`, { displayName: 'Carol Jensen' });
    },
  });
  const { world } = lab;
  const [page, carol] = [world.account(`newford@${HOST}`), world.account(`carol@${HOST}`)];
  const root = world.post(page, 'Flood warning in force.');
  const secret = randomBytes(16).toString('hex');
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let url = '';
  return {
    what: 'signed deliveries over HTTP, one comment each',
    address: lab.facebook(HOST),
    token: world.issueToken(HOST, page).value,
    delivers: true,
    begin: async ({ context, url: served }: BenchArchive, accountId) => {
      await context.get(SetSecret, { strict: false }).run(system('setup'), { accountId, name: 'app-secret', secret });
      await context.get(WorkQueue, { strict: false }).settle();
      url = `${served}/webhooks/facebook`;
    },
    say: (place) => {
      world.reply(carol, root, texts[place] ?? '');
      const line = world.diary.at(-1);
      const body = line ? feedDelivery(world, line) : null;
      if (body !== null) deliver(url, body, { agent, secret });
    },
    close: async () => {
      agent.destroy();
      await lab.close();
    },
  };
}

function deliver(url: string, body: string, { agent, secret }: { agent: Agent; secret: string }): void {
  const headers = { 'content-type': 'application/json', ...Object.fromEntries([signDelivery(body, secret)]) };
  const call = request(url, { method: 'POST', agent, headers }, (answer) => {
    answer.resume();
    if (answer.statusCode !== 200) throw new Error(`A delivery was answered ${String(answer.statusCode)}`);
  });
  call.end(body);
}
