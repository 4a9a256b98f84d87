import { startSignedHost, type SignedHost } from '../../lab/signed/signed-host.js';
import { tidOf } from '../../lab/signed/signed-repo.js';
import { BlueskyConnector } from '../../src/connectors/bluesky/bluesky.connector.js';
import type { Page } from '../../src/connectors/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { all, faultOf, texts } from './connector.contract.js';
import { ranged, snapshots } from './read-pages.js';
import { labOutbound, probedContext } from '../support/lab-context.js';

const POST = 'app.bsky.feed.post';
const COUNT = 4_000;
const NEWEST = Date.UTC(2026, 4, 1, 12);

describe('a repository too large to hold', () => {
  const clock = new SimulatedClock(new Date('2026-05-02T12:00:00.000Z'));
  let host: SignedHost;

  function* posts(): Generator<readonly [string, object]> {
    yield ['app.bsky.actor.profile/self', { $type: 'app.bsky.actor.profile', displayName: 'City' }];
    for (let place = 0; place < COUNT; place += 1) {
      const at = NEWEST - place * 60_000;
      const record = { $type: POST, text: `Report ${place} ${'x'.repeat(200)}`, createdAt: new Date(at).toISOString() };
      yield [`${POST}/${tidOf(at * 1_000)}`, record];
    }
  }

  const open = async () => {
    const connector = new BlueskyConnector({ directory: host.url, index: host.url }, async () => []);
    const http = labOutbound(clock);
    const context = await probedContext(connector, { url: '', handle: '@city.test', http, clock });
    return { connector, context };
  };

  beforeAll(async () => {
    host = await startSignedHost('city.test');
    await host.repo.fill(posts());
  });

  beforeEach(() => {
    host.alter = null;
  });

  afterAll(() => host.close());

  it('comes in pages of bounded size, the newest first, each record once', async () => {
    const { connector, context } = await open();
    const pages = await all(connector.backfill(context, null));
    expect(pages.length).toBeGreaterThan(10);
    expect(Math.max(...pages.map(({ observations }) => observations.length))).toBeLessThanOrEqual(252);
    const said = snapshots(pages).filter(({ body }) => body.kind === 'post');
    expect(said.map(({ body }) => Number(body.text.split(' ')[1]))).toEqual(Array.from({ length: COUNT }, (_, i) => i));
    expect(new Set(said.map(({ body }) => body.author?.displayName))).toEqual(new Set(['City']));
  });

  it('is the whole answer, byte for byte, when its pieces are put together', async () => {
    const { connector, context } = await open();
    const given: Uint8Array[] = [];
    host.alter = (piece) => {
      given.push(piece);
      return piece;
    };
    const pages = await all(connector.backfill(context, null));
    const whole = Buffer.concat(given);
    expect(pieced(pages, whole.length).equals(whole)).toBe(true);
    const [page] = pages;
    for (const { body, evidence } of snapshots(pages.slice(0, 1)).filter((one) => one.body.kind === 'post')) {
      const bytes = page?.exchanges[evidence.exchange]?.body.subarray(...ranged(evidence.range));
      expect(Buffer.from(bytes ?? '').includes(body.text)).toBe(true);
    }
  });

  it('goes on after any page without losing a record', async () => {
    const { connector, context } = await open();
    const first: Page[] = [];
    for await (const page of connector.backfill(context, null)) {
      first.push(page);
      if (first.length === 3) break;
    }
    const again = await open();
    const rest = await all(again.connector.backfill(again.context, first.at(-1)?.next ?? null));
    const said = [...texts(first), ...texts(rest)].filter((text) => text.startsWith('Report'));
    expect(said.length).toBe(COUNT);
    expect(new Set(said).size).toBe(COUNT);
  });

  it('is refused where one byte of it was altered, with the stretch that is not what it says', async () => {
    const { connector, context } = await open();
    let at = 0;
    const altered = Buffer.from('Report 2000 ');
    host.alter = (piece) => {
      at += piece.length;
      const place = Buffer.from(piece).indexOf(altered);
      if (place < 0) return piece;
      const copy = Buffer.from(piece);
      copy[place] = 0x52 ^ 0x20;
      return copy;
    };
    const fault = await faultOf(all(connector.backfill(context, null)));
    expect(fault).toMatchObject({
      fault: 'protocol',
      message: 'A block of the repository’s answer does not hash to the name it is given.',
      details: { refused: true },
    });
    expect(Buffer.from(fault.details.exchange?.body ?? '').includes('report 2000 ')).toBe(true);
    expect(fault.details.exchange?.body.length).toBeLessThan(1_000);
    expect(at).toBeGreaterThan(1024 * 1024);
  });

  it('is refused where it ends too soon', async () => {
    const { connector, context } = await open();
    let left = 1_500_000;
    host.alter = (piece) => {
      const kept = piece.subarray(0, Math.max(0, left));
      left -= piece.length;
      return kept;
    };
    expect(await faultOf(all(connector.backfill(context, null)))).toMatchObject({
      message: 'The repository answered with something that is not a CAR file, or only a part of one.',
    });
  });
});

function pieced(pages: readonly Page[], total: number): Buffer {
  const whole = Buffer.alloc(total);
  for (const { exchanges } of pages)
    for (const { method, responseHeaders, body } of exchanges) {
      if (method !== 'FILE') continue;
      let at = 0;
      for (const [name, value] of responseHeaders) {
        const [, from = '', to = ''] = /^bytes (\d+)-(\d+)\//.exec(name === 'content-range' ? value : '') ?? [];
        if (from === '') continue;
        const length = Number(to) + 1 - Number(from);
        whole.set(body.subarray(at, at + length), Number(from));
        at += length;
      }
    }
  return whole;
}
