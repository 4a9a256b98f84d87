import { tellPages } from '../../src/capture/webhooks/tell-pages.rules.js';
import type { ToldIn } from '../../src/capture/webhooks/arrange-told.rules.js';
import { EMPTY_BODY } from '../../src/connectors/empty-body.rules.js';
import type { RawExchange } from '../../src/connectors/index.js';

const AT = '2026-05-19T12:00:00.000Z';

const exchangeOf = (delivery: string): RawExchange => ({
  method: 'PUSH',
  url: '/webhooks/facebook',
  requestHeaders: [],
  status: 0,
  responseHeaders: [],
  body: Buffer.from(delivery),
  sentAt: AT,
  receivedAt: AT,
  masked: [],
});

const added = (place: number, delivery: string): ToldIn => ({
  told: {
    ref: { platform: 'facebook', canonicalUri: `1_${place}`, lineage: '' },
    what: 'added',
    at: AT,
    range: [0, 1],
    body: { ...EMPTY_BODY, kind: 'reply', nativeId: `1_${place}`, text: `comment ${place}` },
    whole: true,
    by: 'not-said',
  },
  delivery,
  receivedAt: new Date(AT),
  heldUntil: null,
});

const pagesOf = (told: readonly ToldIn[]): ReturnType<typeof tellPages> => {
  const known = () => ({ found: null, newest: null, toldAt: null, shownAt: null, hasVersion: () => false });
  return tellPages({ told, exchangeOf, known, looked: [] });
};

describe('what many deliveries tell', () => {
  it('comes in pages of fifty, in its order, none of it twice', () => {
    const pages = pagesOf(Array.from({ length: 120 }, (_, place) => added(place, `delivery ${place}`)));
    expect(pages.map(({ deliveries }) => deliveries.length)).toEqual([50, 50, 20]);
    const said = pages.flatMap(({ page }) => page.observations.flatMap((one) => (one.type === 'gap' ? [] : one.ref)));
    expect(said.map(({ canonicalUri }) => canonicalUri)).toEqual(Array.from({ length: 120 }, (_, i) => `1_${i}`));
  });

  it('does not tear one delivery that tells of many things', () => {
    const before = Array.from({ length: 49 }, (_, place) => added(place, `delivery ${place}`));
    const many = Array.from({ length: 200 }, (_, place) => added(1_000 + place, 'the large one'));
    const pages = pagesOf([...before, ...many]);
    expect(pages.map(({ page }) => page.exchanges.length)).toEqual([50]);
  });
});
