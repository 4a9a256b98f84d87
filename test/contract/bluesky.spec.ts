import { BlueskyConnector } from '../../src/connectors/bluesky/bluesky.connector.js';
import { readCar } from '../../src/connectors/bluesky/repo.rules.js';
import type { ItemBody } from '../../src/connectors/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { atprotoIsThere, type AtprotoNetwork, startAtproto, type Strong } from '../support/atproto.js';
import { PIXEL } from '../support/bundle-story.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { connectorContract, type ContractWorld } from './connector.contract.js';

const POST = 'app.bsky.feed.post';

const where = atprotoIsThere ? describe : describe.skip;

where('a real AT Protocol network (skipped where lab/atproto is not installed, or redis-server is missing)', () => {
  let network: AtprotoNetwork;
  let connector: BlueskyConnector;

  beforeAll(async () => {
    network = await startAtproto();
  });

  afterAll(() => network?.close());

  beforeEach(() => {
    network.calm();
    connector = new BlueskyConnector(network.servers, async () => []);
  });

  async function start(): Promise<ContractWorld> {
    const clock = new SimulatedClock(new Date());
    const city = await network.person('city');
    await city.put('app.bsky.actor.profile', 'self', { displayName: 'City' });
    const posts = new Map<string, Strong>();
    const waiting: string[] = [];
    // What is posted one after the other is written together, before anybody looks.
    const write = async (): Promise<void> => {
      const texts = waiting.splice(0);
      if (texts.length === 0) return;
      for (const [place, post] of (await city.postAll(texts)).entries()) posts.set(texts[place] ?? '', post);
    };
    network.plans.host.before = write;
    const http = labOutbound(clock);
    const named = (text: string): Strong => {
      const post = posts.get(text);
      if (!post) throw new Error(`Nobody posted ${text}`);
      return post;
    };
    const minutes = (count: number): Date => new Date(clock.now().getTime() + count * 60_000);
    return {
      clock,
      context: async () => {
        await write();
        return probedContext(connector, { url: 'https://bsky.app/', handle: `@${city.handle}`, http, clock });
      },
      post: (text) => void waiting.push(text),
      postWithPicture: async (text) => {
        await write();
        const image = await city.upload(PIXEL, 'image/png');
        const embed = { $type: 'app.bsky.embed.images', images: [{ alt: 'A map', image }] };
        posts.set(text, await city.post(text, { embed }));
      },
      edit: async (from, to) => {
        await write();
        await city.put(POST, named(from).uri.split('/').at(-1) ?? '', { text: to });
      },
      remove: async (text) => {
        await write();
        await city.remove(named(text).uri);
      },
      removedGround: 'asserted',
      dropFromLists: (text) => network.takeDown(named(text).uri),
      refuseAccess: async () => {
        await city.call('com.atproto.server.deactivateAccount', {});
      },
      refuseForNow: () => {
        for (const each of Object.values(network.plans)) each.trouble = { kind: 'wait', until: minutes(2) };
      },
      break: (kind) => {
        const trouble = { kind: kind === 'truncated-json' ? ('truncated' as const) : kind };
        for (const each of Object.values(network.plans)) each.trouble = trouble;
      },
      calls: () => network.calls(),
      close: async () => network.calm(),
    };
  }

  connectorContract('Bluesky', { connector: () => connector, start, names });
});

/** JSON of the index, or a block of a repository whose hash is the version's name. */
function names(bytes: Uint8Array, body: ItemBody): boolean {
  if (bytes[0] === 0x7b) {
    const { uri, cid, did, operation }: Record<string, unknown> = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return operation === undefined ? uri !== undefined && cid === body.nativeId : did === body.nativeId;
  }
  return readCar(Buffer.concat([EMPTY_CAR, bytes])).blocks.has(body.nativeId);
}

/** The head of a CAR without roots. */
const EMPTY_CAR = Buffer.from('11a265726f6f7473806776657273696f6e01', 'hex');
