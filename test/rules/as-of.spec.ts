import { itemAsOf, type ItemView, type VersionView } from '../../src/archive/index.js';

const minute = (text: string): string => `2026-05-19T${text}:00.000Z`;

function version(number: number, observed: string, platform: string): VersionView {
  return {
    snapshotId: `s${number}`,
    number,
    cause: number === 1 ? 'first-seen' : 'edited',
    observedAt: minute(observed),
    platformAt: minute(platform),
    text: `version ${number}`,
    title: null,
    contentWarning: null,
    lang: null,
    media: [],
    poll: null,
    links: [],
    profile: null,
    commit: 'sha256:00',
    seq: null,
    exchangeId: 'x',
  };
}

const ITEM: ItemView = {
  id: 'i',
  accountId: 'a',
  kind: 'post',
  state: 'gone',
  url: null,
  author: null,
  postedAt: minute('18:20'),
  firstSeenAt: minute('18:22'),
  lastSeenAt: minute('18:57'),
  capturedLate: false,
  parentId: null,
  rootId: null,
  quotedId: null,
  repostedId: null,
  restricted: false,
  versions: [version(1, '18:22', '18:20'), version(2, '18:40', '18:31')],
  findings: [
    {
      id: 'f',
      kind: 'gone',
      cause: 'unknown',
      certainty: 'confirmed',
      lastSeenAt: minute('18:57'),
      firstMissingAt: minute('18:59'),
      confirmedAt: minute('19:14'),
      at: minute('19:14'),
      sourceAt: null,
      grounds: [],
      seq: null,
    },
  ],
};

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
