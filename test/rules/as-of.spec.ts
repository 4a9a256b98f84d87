import type { FindingView, ItemView, VersionView } from '../../src/archive/index.js';
import { itemAsOf } from '../../src/archive/index.js';

const minute = (text: string): string => `2026-05-19T${text}:00.000Z`;
const version = (number: number, observed: string, platform: string | null): VersionView =>
  ({ number, observedAt: minute(observed), platformAt: platform && minute(platform), cause: 'edited' }) as VersionView;
const gone = {
  kind: 'gone',
  lastSeenAt: minute('18:57'),
  firstMissingAt: minute('18:59'),
  at: minute('19:14'),
} as FindingView;
const ITEM = {
  postedAt: minute('18:20'),
  firstSeenAt: minute('18:22'),
  state: 'gone',
  versions: [version(1, '18:22', '18:20'), version(2, '18:40', '18:31')],
  findings: [gone],
} as unknown as ItemView;

describe('an item as it stood', () => {
  const at = (time: string): ItemView | null => itemAsOf(ITEM, new Date(minute(time)));

  it('is not there before it was posted', () => {
    expect(at('18:19')).toBeNull();
  });

  it('has the versions that the platform says had come to be', () => {
    expect(at('18:30')?.versions.map(({ number }) => number)).toEqual([1]);
    expect(at('18:31')?.versions.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('is there until it was last seen, gone once it was first missing, and in between nobody knows', () => {
    expect(['18:56', '18:58', '18:59'].map((time) => at(time)?.state)).toEqual(['present', 'suspected', 'gone']);
    expect(at('18:58')?.findings).toEqual([]);
  });
});
