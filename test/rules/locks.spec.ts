import { alarmOf } from '../../src/archive/alarm.rules.js';
import { keyFileLockUntil, lockEnded, lockStanding, lockUntil } from '../../src/archive/lock.rules.js';
import { nextNight } from '../../src/integrity/night.rules.js';

const NOW = new Date('2026-05-19T13:00:00Z');
const inDays = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);
const before = (time: Date): Date => new Date(time.getTime() - 1);

describe('the one lock rule', () => {
  it('locks evidence for 400 days and a copy of keys for 35, and asks for nothing after 2100', () => {
    expect(lockUntil(NOW)).toEqual(inDays(400));
    expect(keyFileLockUntil(NOW)).toEqual(inDays(35));
    expect(lockUntil(new Date('2099-06-01T00:00:00Z'))).toEqual(new Date('2100-01-01T00:00:00Z'));
  });

  it('renews below 200 days left and calls less than 100 an alarm, as it does no lock at all', () => {
    expect(lockStanding(inDays(400), NOW)).toBe('long');
    expect(lockStanding(inDays(200), NOW)).toBe('long');
    expect(lockStanding(before(inDays(200)), NOW)).toBe('renewable');
    expect(lockStanding(inDays(100), NOW)).toBe('renewable');
    expect(lockStanding(before(inDays(100)), NOW)).toBe('short');
    expect(lockStanding(inDays(-1), NOW)).toBe('short');
    expect(lockStanding(null, NOW)).toBe('short');
  });

  it('is content with the latest lock there can be', () => {
    const late = new Date('2099-12-30T00:00:00Z');
    expect(lockStanding(lockUntil(late), late)).toBe('long');
  });

  it('ends a lock at its date and not before', () => {
    expect([inDays(1), NOW, before(NOW), null].map((until) => lockEnded(until, NOW))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
});

describe('daily work', () => {
  const standing = { work: 'key-check', doneAt: NOW, wrong: 0, unseen: 0 } as const;
  const told = (changes: object, now: Date, since: Date | null = NOW): string | undefined =>
    alarmOf({ ...standing, ...changes }, { now, since })?.is;

  it('is due again at the next two o’clock', () => {
    expect(nextNight(new Date('2026-05-19T01:59:59Z'))).toEqual(new Date('2026-05-19T02:00:00Z'));
    expect(nextNight(new Date('2026-05-19T02:00:00Z'))).toEqual(new Date('2026-05-20T02:00:00Z'));
    expect(nextNight(NOW)).toEqual(new Date('2026-05-20T02:00:00Z'));
  });

  it('is an alarm when it found what is wrong, could not look, or was not done for two days', () => {
    expect(told({}, inDays(2))).toBeUndefined();
    expect(told({}, new Date(inDays(2).getTime() + 1))).toBe('overdue');
    expect(told({ wrong: 1, unseen: 1 }, inDays(3))).toBe('wrong');
    expect(told({ unseen: 1 }, NOW)).toBe('unseen');
    expect(told({ unseen: 1 }, inDays(3))).toBe('overdue');
  });

  it('that was never done counts from the first evidence, and is no alarm where there is none', () => {
    expect(told({ doneAt: null }, inDays(3))).toBe('overdue');
    expect(told({ doneAt: null }, inDays(1))).toBeUndefined();
    expect(told({ doneAt: null }, inDays(900), null)).toBeUndefined();
  });
});
