import { type Lab, startLab } from '../../lab/index.js';
import { MastodonConnector } from '../../src/connectors/mastodon/mastodon.connector.js';
import type { ConnectorContext, Cursor, Page } from '../../src/connectors/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { labOutbound, probedContext } from '../support/lab-context.js';

const HOST = 'social.example';

describe('the first look at an account', () => {
  const connector = new MastodonConnector();
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  let lab: Lab;
  let context: ConnectorContext;

  beforeAll(async () => {
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`city@${HOST}`, { displayName: 'City' });
        for (let i = 0; i < 60; i += 1) world.post(city, `Before ${i}`, { at: new Date(Date.UTC(2026, 4, 1, 0, i)) });
      },
    });
    clock.advance(1_000);
    const http = labOutbound(clock);
    context = await probedContext(connector, { url: lab.mastodon(HOST), handle: `@city@${HOST}`, http, clock });
    for (let i = 0; i < 130; i += 1) {
      clock.advance(1_000);
      lab.world.post(lab.world.account(`city@${HOST}`), `Since ${i}`);
    }
  });

  afterAll(() => lab.close());

  const texts = (pages: readonly Page[]): string[] =>
    pages.flatMap(({ observations }) =>
      observations.flatMap((one) => (one.type === 'snapshot' && one.body.kind === 'post' ? [one.body.text] : [])),
    );

  async function pagesFrom(cursor: Cursor | null, most = Infinity): Promise<Page[]> {
    const pages: Page[] = [];
    for await (const page of connector.incremental(context, cursor)) {
      pages.push(page);
      if (pages.length === most) break;
    }
    return pages;
  }

  it('goes back to when the account was added, and no further than the page that reaches it', async () => {
    const pages = await pagesFrom(null);
    const seen = texts(pages);
    for (let i = 0; i < 130; i += 1) expect(seen).toContain(`Since ${i}`);
    expect(pages).toHaveLength(4);
    expect(pages.at(-1)?.done).toBe(true);
  });

  it('goes on where it was cut, after whichever page, and then forward', async () => {
    for (const most of [1, 2, 3]) {
      const before = await pagesFrom(null, most);
      const after = await pagesFrom(before.at(-1)?.next ?? null);
      const seen = new Set(texts([...before, ...after]));
      expect(Array.from({ length: 130 }, (_, i) => `Since ${i}`).filter((text) => !seen.has(text))).toEqual([]);
      lab.world.post(lab.world.account(`city@${HOST}`), `Later ${most}`);
      clock.advance(1_000);
      expect(texts(await pagesFrom(after.at(-1)?.next ?? null))).toContain(`Later ${most}`);
    }
  });
});
