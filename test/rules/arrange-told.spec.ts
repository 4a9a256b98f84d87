import {
  arrangeTold,
  LONGEST_WAIT_MS,
  OLDEST_DELIVERY_MS,
  SETTLE_MS,
  type ToldIn,
} from '../../src/capture/webhooks/arrange-told.rules.js';
import type { Told } from '../../src/connectors/index.js';

const NOW = new Date('2026-05-19T18:00:00Z');
const ago = (milliseconds: number): Date => new Date(NOW.getTime() - milliseconds);
const later = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);
const DAY = 86_400_000;

function told(what: Told['what'], happened: Date, given: Partial<ToldIn> = {}): ToldIn {
  const ref = { platform: 'facebook' as const, canonicalUri: 'https://facebook.example/1_2', lineage: '' };
  return {
    told: { what, ref, at: happened.toISOString(), by: 'not-said', body: null, whole: true, range: 'whole' },
    delivery: `${what} ${happened.toISOString()}`,
    receivedAt: NOW,
    heldUntil: null,
    ...given,
  };
}

const unknown = { isKnown: false, hidden: false };
const known = { isKnown: true, hidden: false };

function arranged(all: readonly ToldIn[], standing = unknown): { now: string[]; until: (Date | undefined)[] } {
  const { now, waiting } = arrangeTold(all, () => standing, NOW);
  return { now: now.map((one) => one.told.what), until: waiting.map(({ until }) => until) };
}

describe('What deliveries tell', () => {
  it('is taken in the order in which it happened, whatever the order in which it came', () => {
    const all = [told('removed', ago(1)), told('added', ago(3)), told('hidden', ago(2))];
    expect(arranged(all)).toEqual({ now: ['added', 'hidden', 'removed'], until: [] });
  });

  it('of an unknown item waits from the first look at it, however long it lay while nobody worked', () => {
    const lay = told('removed', ago(DAY), { receivedAt: ago(DAY) });
    expect(arranged([lay])).toEqual({ now: [], until: [later(LONGEST_WAIT_MS)] });
  });

  it('waits no longer than it was held back for, where a look may show the rest', () => {
    const until = later(1);
    expect(arranged([told('edited', ago(5), { heldUntil: until })]).until).toEqual([until]);
    expect(arranged([told('edited', ago(5), { heldUntil: ago(1) })])).toEqual({ now: ['edited'], until: [] });
  });

  it('of a removal of what is unknown waits on, twice as long each time, as long as deliveries are taken at all', () => {
    const held = (age: number): ToldIn => told('removed', ago(age), { receivedAt: ago(age), heldUntil: ago(1) });
    expect(arranged([held(LONGEST_WAIT_MS)]).until).toEqual([later(LONGEST_WAIT_MS)]);
    expect(arranged([held(DAY)]).until).toEqual([later(DAY)]);
    expect(arranged([held(OLDEST_DELIVERY_MS)])).toEqual({ now: ['removed'], until: [] });
  });

  it('of a known item waits for what may just be late', () => {
    expect(arranged([told('edited', ago(1))], known).until).toEqual([later(SETTLE_MS)]);
    expect(arranged([told('edited', ago(1), { receivedAt: ago(SETTLE_MS) })], known).now).toEqual(['edited']);
  });
});
