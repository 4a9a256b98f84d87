import { judgeCanary } from '../../src/capture/canary/canary.rules.js';
import { inSeconds } from '../../src/capture/latency/latency.rules.js';

const NOW = new Date('2026-05-19T13:00:00Z');
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

describe('the canary of an account', () => {
  const well = { addedAt: ago(1e5), lookedAt: ago(2), isUnseen: false, newest: { postedAt: ago(30), seenAt: ago(3) } };

  it.each([
    ['well', {}],
    ['well', { newest: null }],
    ['silent', { lookedAt: ago(16) }],
    ['silent', { lookedAt: null }],
    ['new', { addedAt: ago(3), lookedAt: null, newest: null }],
    ['unseen', { lookedAt: ago(600), isUnseen: true }],
    ['blind', { newest: { postedAt: ago(30), seenAt: ago(25) } }],
    // A week after it was posted it is asked for by name every two hours.
    ['well', { newest: { postedAt: ago(3 * 1440), seenAt: ago(240) } }],
    ['blind', { newest: { postedAt: ago(3 * 1440), seenAt: ago(270) } }],
  ])('is %s for %j', (state, change) => {
    expect(judgeCanary({ ...well, ...change }, NOW)).toBe(state);
  });

  it('has delays as people read them', () => {
    expect([400, 9_960, 75_000, 750_000, 10_800_000].map((each) => inSeconds(each, 'en'))).toEqual([
      '0.4 s',
      '10 s',
      '75 s',
      '13 min',
      '3 h',
    ]);
    expect(inSeconds(400, 'pl')).toBe('0,4 s');
  });
});
