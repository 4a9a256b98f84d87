import { daysUntilNext, pauseOf } from '../../src/integrity/fixity/pace.rules.js';

const LIMITS = { bytesPerSecond: 1_000_000, requestsPerSecond: 10 };

describe('the pace at which stored objects are read back', () => {
  it('is held to bytes and to requests, whichever is slower', () => {
    expect(pauseOf({ bytes: 2_000_000, requests: 1, elapsedMs: 500 }, LIMITS)).toBe(1_500);
    expect(pauseOf({ bytes: 1, requests: 30, elapsedMs: 500 }, LIMITS)).toBe(2_500);
    expect(pauseOf({ bytes: 1_000, requests: 1, elapsedMs: 500 }, LIMITS)).toBe(0);
  });

  it('brings each object round before its period is over, and not all of one night in one night', () => {
    expect(daysUntilNext(90, 0)).toBeGreaterThan(50);
    expect(daysUntilNext(90, 1)).toBeLessThanOrEqual(72);
    expect(daysUntilNext(90, 1) - daysUntilNext(90, 0)).toBeGreaterThan(14);
  });
});
