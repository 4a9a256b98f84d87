import { SimulatedClock } from '../../src/platform/index.js';
import { type Lab, startLab } from '../../lab/index.js';

const HOST = 'social.example';
const START = new Date('2026-05-19T12:00:00.000Z');
type Json = Record<string, unknown>;

describe('the Mastodon façade', () => {
  let clock: SimulatedClock;
  let lab: Lab;

  beforeEach(async () => {
    clock = new SimulatedClock(START);
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`city@${HOST}`, { displayName: 'City' });
        world.openAccount('bob@elsewhere.example');
      },
    });
  });

  afterEach(async () => {
    await lab.close();
  });

  async function get(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; body: Json & Json[] }> {
    const answer = await fetch(lab.mastodon(HOST) + path, { headers });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json & Json[] };
  }

  function city() {
    return lab.world.account(`city@${HOST}`);
  }

  it('pages newest first with Link headers until the list ends, and nothing is lost when posts come in between', async () => {
    for (let i = 0; i < 7; i++) {
      clock.advance(1000);
      lab.world.post(city(), `Post ${String(i)}`);
    }
    const seen: string[] = [];
    let url: string | undefined = `/api/v1/accounts/${city().id}/statuses?limit=3`;
    while (url !== undefined) {
      const page = await get(url);
      seen.push(...page.body.map((status) => String(status['content'])));
      clock.advance(1000);
      lab.world.post(city(), 'Comes in between');
      url = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]?.replace(lab.mastodon(HOST), '');
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `<p>Post ${String(i)}</p>`));
  });
});
