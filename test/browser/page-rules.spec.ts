import type { VersionView } from '../../src/archive/views.types.js';
import { buildItem, itemId } from '../../web/fixtures/build-item.js';
import { items } from '../../web/fixtures/day.js';
import { endOfDay, startOfDay } from '../../web/src/frame/local-day.rules.js';
import { boundsOf } from '../../web/src/records/bounds.rules.js';
import { clipText, SHOWN_AT_MOST } from '../../web/src/records/clip-text.rules.js';
import { depthsOf } from '../../web/src/records/summary.rules.js';
import { changesBetween, compareWords } from '../../web/src/records/version-changes.rules.js';
import { holdsWords, searchTextOf, threadOf } from '../../web/src/viewer/find.rules.js';

function item(n: number): ReturnType<typeof buildItem> {
  const found = items.find(({ id }) => id === itemId(n));
  if (found === undefined) throw new Error(`The fixture has no item ${n}`);
  return found;
}

function versions(n: number): readonly [VersionView, VersionView] {
  const [before, after] = item(n).versions;
  if (before === undefined || after === undefined) throw new Error(`Item ${n} has one version`);
  return [before, after];
}

function words(seed: number): string {
  return Array.from({ length: 4_000 }, (_, index) => ((index * 7919 * seed) % 100_003).toString(36)).join(' ');
}

describe('What of a text is drawn', () => {
  it('leaves an ordinary text, accents, emoji and stacked Vietnamese marks alone', () => {
    for (const text of ['Zażółć gęślą jaźń', 'Việt Nam', '👩‍👩‍👧‍👦 🇵🇱', 'e\u0301\u0323', '']) {
      expect(clipText(text)).toEqual({ text, clipped: false, shown: text.length, all: text.length });
    }
  });

  it('draws no more than eight marks on a letter and says that it left some out', () => {
    const clip = clipText(`a${'\u0301'.repeat(1_000_000)}b`, 2_000_000);
    expect(clip.text).toBe(`a${'\u0301'.repeat(8)}b`);
    expect(clip.clipped).toBe(true);
    expect(clip.all).toBe(1_000_002);
  });

  it('cuts a long text without halving a character', () => {
    const clip = clipText('😀'.repeat(SHOWN_AT_MOST));
    expect(clip.clipped).toBe(true);
    expect(clip.text.length).toBeLessThanOrEqual(SHOWN_AT_MOST);
    expect(encodeURIComponent(clip.text)).not.toContain('%EF%BF%BD');
    expect(clipText('a😀', 2).text).toBe('a');
  });
});

describe('What changed between two versions', () => {
  it('is told word by word, and put together gives both texts back', () => {
    const [before, after] = versions(7);
    const runs = compareWords(before.text, after.text) ?? [];
    const without = (left: 'added' | 'removed'): string =>
      runs.flatMap(({ is, text }) => (is === left ? [] : [text])).join('');
    expect(without('added')).toBe(before.text);
    expect(without('removed')).toBe(after.text);
    expect(runs.filter(({ is }) => is === 'added').map(({ text }) => text)).toContain('12');
  });

  it('names an alt text alone, and the closing of a poll with its votes', () => {
    expect(changesBetween(...versions(4)).map(({ part }) => part)).toEqual(['alt']);
    expect(changesBetween(...versions(1))).toEqual([{ part: 'poll-closed', votes: 412 }]);
  });

  it('is given up, not waited for, where two long texts have nothing in common', () => {
    const began = Date.now();
    expect(compareWords(words(3), words(5))).toBeNull();
    expect(Date.now() - began).toBeLessThan(2_000);
  });
});

describe('The bounds of an item', () => {
  it('run from posting to the confirmed absence, in order of time', () => {
    expect(boundsOf(item(19)).map(({ kind }) => kind)).toEqual([
      'posted',
      'captured',
      'last-seen',
      'first-missing',
      'confirmed',
    ]);
    expect(boundsOf(item(7)).map(({ kind }) => kind)).toEqual(['posted', 'captured', 'version', 'last-seen']);
  });
});

describe('A day by the clocks of a zone', () => {
  it.each([
    ['2026-05-20', 'America/Chicago', '2026-05-20T05:00:00.000Z', '2026-05-21T04:59:59.999Z'],
    ['2026-03-08', 'America/Chicago', '2026-03-08T06:00:00.000Z', '2026-03-09T04:59:59.999Z'],
    ['2026-11-01', 'America/Chicago', '2026-11-01T05:00:00.000Z', '2026-11-02T05:59:59.999Z'],
    ['2026-03-29', 'Europe/Warsaw', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
    ['2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z', '2026-01-01T09:59:59.999Z'],
    ['2026-01-01', 'UTC', '2026-01-01T00:00:00.000Z', '2026-01-01T23:59:59.999Z'],
  ])('%s in %s begins and ends at its midnights', (day, zone, begins, ends) => {
    expect([startOfDay(day, zone), endOfDay(day, zone)]).toEqual([begins, ends]);
  });
});

describe('Threads of a bundle', () => {
  it('stand in order of posting, each reply below what it answers', () => {
    const thread = threadOf(items, itemId(9));
    expect(thread?.items.map(({ id }) => id)).toEqual([6, 8, 9, 12, 13].map(itemId));
    const depths = depthsOf(thread?.items ?? [], itemId(6));
    expect([6, 8, 9, 12].map((n) => depths.get(itemId(n)))).toEqual([0, 1, 2, 1]);
  });

  it('leave the original of a repost to the repost, which shows it in its own place', () => {
    expect(threadOf(items, itemId(2))?.items.map(({ id }) => id)).toEqual([itemId(2)]);
  });

  it('do not hang on replies that answer each other', () => {
    const circle = [8, 9].map((n) => ({ ...item(n), parentId: itemId(17 - n) }));
    expect(depthsOf(circle, itemId(6)).get(itemId(8))).toBe(2);
  });
});

describe('Words looked for in a bundle', () => {
  it('are found in every version and in alt texts, without marks and case', () => {
    const text = searchTextOf(item(7));
    expect(holdsWords(text, 'ALARM 14,2')).toBe(true);
    expect(holdsWords(text, 'rosnie 12,4')).toBe(true);
    expect(holdsWords(text, 'alarm zeppelin')).toBe(false);
    expect(holdsWords(searchTextOf(item(102)), 'POMARANCZOWE szklo')).toBe(true);
  });
});
