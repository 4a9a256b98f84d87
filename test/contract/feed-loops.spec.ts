import { type Account, type Lab, startLab } from '../../lab/index.js';
import type { ConnectorContext, Cursor, Page } from '../../src/connectors/index.js';
import { FeedConnector } from '../../src/connectors/feed/feed.connector.js';
import { type Outbound, SimulatedClock } from '../../src/platform/index.js';
import { labOutbound, probedContext } from '../support/lab-context.js';
import { all, faultOf, texts } from './connector.contract.js';

const HOST = 'alerts.example';

describe('the feed connector in the lab', () => {
  const connector = new FeedConnector();
  let clock: SimulatedClock;
  let lab: Lab;
  let alerts: Account;
  let http: Outbound;
  let context: ConnectorContext;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'feed' });
        alerts = world.openAccount(`alerts@${HOST}`, { displayName: 'Alerts' });
      },
    });
    http = labOutbound(clock);
    post(10);
    context = await probedContext(connector, { url: lab.feed(`alerts@${HOST}`), handle: 'alerts', http, clock });
  });

  afterEach(() => lab.close());

  function post(count: number): void {
    for (let i = 0; i < count; i += 1) {
      clock.advance(1000);
      lab.world.post(alerts, `alert of ${clock.now().toISOString()}`);
    }
  }

  async function look(since: Cursor | null): Promise<Page> {
    const [page] = await all(connector.incremental(context, since));
    if (!page) throw new Error('No page');
    return page;
  }

  it('asks on condition: an unchanged feed is seen, and costs and says nothing', async () => {
    const first = await look(null);
    const second = await look(first.next);
    expect(second.exchanges.map(({ status }) => status)).toEqual([304]);
    expect([second.observations, second.done]).toEqual([[], true]);
    post(1);
    expect(texts([await look(second.next)])).toHaveLength(12);
  });

  it('takes 410 for the end of the account, and 503 with Retry-After for a wait', async () => {
    lab.world.changeFeed(alerts, { retryAfterSeconds: 120 });
    const busy = await faultOf(look(null));
    expect([busy.fault, busy.details.retryAt?.getTime()]).toEqual(['unavailable', clock.now().getTime() + 120_000]);
    lab.world.changeFeed(alerts, { retryAfterSeconds: null, gone: true });
    expect((await faultOf(look(null))).fault).toBe('account-gone');
  });

  it('says that it may have missed something when the window shows nothing it knew', async () => {
    lab.world.changeFeed(alerts, { window: 5 });
    const first = await look(null);
    post(4);
    const second = await look(first.next);
    expect(second.observations.some(({ type }) => type === 'gap')).toBe(false);
    const at = clock.now().toISOString();
    post(6);
    const third = await look(second.next);
    expect(third.observations.at(-1)).toMatchObject({ type: 'gap', from: at, reason: 'window-exceeded' });
  });

  it.each(['paged', 'archived'] as const)('reads back to the beginning where the feed is %s', async (paging) => {
    lab.world.changeFeed(alerts, { window: 3, paging });
    const pages = await all(connector.backfill(context, null));
    expect(new Set(texts(pages)).size).toBe(10);
    expect(pages.at(-1)).toMatchObject({ done: true, next: null });
  });

  it('follows no archive to another server, and none in circles', async () => {
    for (const href of ['https://evil.example/a', '?a=1'])
      expect((await faultOf(all(connector.backfill({ ...context, http: pointing(http, href) }, null)))).fault).toBe(
        'protocol',
      );
  });
});

/** The same feed, with a link to an older page. */
function pointing(http: Outbound, href: string): Outbound {
  return {
    get: async (url, request) => {
      const answer = await http.get(url.split('?')[0] ?? url, request);
      const link = `<link rel="prev-archive" href="${href}"/></feed>`;
      const text = new TextDecoder().decode(answer.body).replace('</feed>', link);
      return { ...answer, body: new TextEncoder().encode(text) };
    },
  };
}
