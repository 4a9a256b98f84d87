import { Temporal } from 'temporal-polyfill';
import { closeRecord } from '../../src/archive/close-record.rules.js';
import type { ItemRecord } from '../../src/archive/index.js';
import { closedIn, type Restriction } from '../../src/archive/restricted.rules.js';
import { articleOf, groundsFault, settleGrounds } from '../../src/requests/erasure/erasure-ground.rules.js';
import { proposeErasure } from '../../src/requests/erasure/propose-erasure.rules.js';
import { suggestPlaces } from '../../src/requests/erasure/suggest-places.rules.js';
import { type Duty, dutiesOf } from '../../src/retention/schedules/duty.rules.js';
import { scheduleItem } from '../../src/retention/schedules/schedule-item.rules.js';
import { documentTokens } from '../../src/search/index.js';
import { facts, policy, scene, series } from '../support/policies.js';

const DUTY: Duty = {
  policyId: 'pl-jrwa',
  version: '2011',
  seriesId: 'B5',
  title: { en: 'five years', pl: 'pięć lat' },
  citation: { en: 'Art. 5', pl: 'art. 5' },
  until: '2032-01-01',
  archival: false,
};
const GDPR = policy('limit', [series('others', { period: 'P9Y' })], { obliges: false });

describe('what obliges to keep an item', () => {
  const duties = (policies: Parameters<typeof scene>[0], today = '2026-11-26'): Duty[] =>
    dutiesOf(
      scheduleItem(facts('2026-05-19T20:55:00Z'), scene(policies, { today: Temporal.PlainDate.from(today) })),
      today,
    );

  it('is each rule whose day has not come, the longest first', () => {
    const both = policy('law', [series('B2', { period: 'P2Y' }), series('B5', { period: 'P5Y' })]);
    expect(duties([both]).map(({ seriesId, until }) => [seriesId, until])).toEqual([
      ['B5', '2031-05-19'],
      ['B2', '2028-05-19'],
    ]);
    expect(duties([both], '2029-01-01').map(({ seriesId }) => seriesId)).toEqual(['B5']);
    expect(duties([both], '2031-05-19')).toEqual([]);
  });

  it('is no rule that only limits, and none where no rule fits', () => {
    expect(duties([GDPR])).toEqual([]);
    expect(duties([])).toEqual([]);
  });

  it('has no end where it is permanent, waits for an event, or an archive has a say', () => {
    const lasting = policy('law', [
      series('A', { period: 'permanent', action: 'transfer' }),
      series('W', { cutoff: { event: 'case-closed' } }),
      series('BE', { action: 'review-by-state-archive' }),
    ]);
    const found = new Map(duties([lasting], '2040-01-01').map(({ seriesId, ...duty }) => [seriesId, duty]));
    expect(found.get('A')).toMatchObject({ until: null, archival: true });
    expect(found.get('W')).toMatchObject({ until: null, archival: false });
    expect(found.get('BE')).toMatchObject({ until: null, archival: true });
  });
});

describe('the proposal', () => {
  it.each([
    ['erase', [], [], []],
    ['restrict', ['2026-L-1'], [], ['e']],
    ['refuse', [], [DUTY], ['b']],
    ['refuse', [], [{ ...DUTY, archival: true, until: null }], ['d']],
    ['refuse', ['2026-L-1'], [DUTY], ['e', 'b']],
  ] as const)('is to %s with holds %j and duties %j, on the grounds %j', (decision, holds, duties, grounds) => {
    const proposal = proposeErasure({ holds, duties, details: ['email', 'email', 'pesel'] });
    expect(proposal.decision).toBe(decision);
    expect(proposal.grounds.map(({ article }) => article)).toEqual(grounds);
    expect(proposal.restrictsDetails).toBe(duties.length > 0);
    const details = proposal.reasons.filter(({ reason }) => reason === 'details');
    expect(details).toEqual(duties.length > 0 ? [{ reason: 'details', places: 3, kinds: ['email', 'pesel'] }] : []);
  });
});

describe('a ground', () => {
  it.each([
    ['b', 'b'],
    ['Art. 17(3)(b)', 'b'],
    ['art. 17 ust. 3 lit. d', 'd'],
    ['(E)', 'e'],
    ['Article 17(3)(a)', null],
    ['Art. 17(3)(c)', null],
    ['7(1)(b)', null],
    ['art. 5 ust. 2', null],
    ['', null],
  ])('%j is read as %j', (typed, article) => {
    expect(articleOf(typed)).toBe(article);
  });

  it('is wanted of what is not erased, and of nothing else', () => {
    const grounds = [{ article: 'b' }];
    expect(groundsFault('erase', { why: null, grounds: [] })).toBeNull();
    expect(groundsFault('erase', { why: null, grounds })).toContain('on no ground');
    expect(groundsFault('restrict', { why: 'Claims', grounds: [] })).toContain('restricted');
    expect(groundsFault('refuse', { why: null, grounds })).toContain('why');
    expect(groundsFault('refuse', { why: 'By law', grounds })).toBeNull();
  });

  it('(b) takes rule and day of the schedule, or both from a person, or does not hold', () => {
    const about = { duties: [DUTY], holds: ['2026-L-1'], item: 'x' };
    expect(settleGrounds([{ article: 'b' }, { article: 'e' }], about)).toEqual({
      grounds: [
        { article: 'b', duty: 'pl-jrwa 2011, B5', until: '2032-01-01' },
        { article: 'e', duty: '2026-L-1', until: null },
      ],
    });
    const own = { article: 'b', duty: 'Accounting act', until: '2030-12-31' };
    expect(settleGrounds([own], { ...about, duties: [] })).toMatchObject({ grounds: [{ until: '2030-12-31' }] });
    for (const until of ['', '2030-02-30', 'soon', '2030-12-31T00:00'])
      expect(settleGrounds([{ ...own, until }], about)).toHaveProperty('fault');
    expect(settleGrounds([{ article: 'b' }], { ...about, duties: [] })).toHaveProperty('fault');
  });
});

describe('a version without what is closed in it', () => {
  const text = '🌊 Marek, marek@zielinski.example, PESEL 44051401359 #marek@zielinski.example';
  const record: ItemRecord = {
    ref: { platform: 'mastodon', canonicalUri: 'https://x.example/1', lineage: '' },
    kind: 'reply',
    nativeId: '1',
    url: 'https://x.example/@marek/1',
    author: { canonicalUri: 'https://x.example/users/marek', handle: '@marek@x.example', displayName: 'Marek' },
    text,
    contentWarning: 'marek@zielinski.example',
    lang: 'pl',
    title: null,
    postedAt: null,
    editedAt: null,
    audience: 'public',
    inReplyTo: null,
    quoted: null,
    reposted: null,
    media: [{ key: 'm', url: 'https://x.example/m', mime: null, alt: 'See 44051401359' }],
    links: [
      { url: 'mailto:MAREK%40zielinski.example', title: null },
      { url: 'https://x.example/other', title: 'Other' },
    ],
    tags: ['44051401359', 'koce'],
    mentions: ['@um@x.example'],
    emoji: [],
    poll: null,
    profile: null,
  };
  const places = suggestPlaces(record, 1, 'PL').flatMap(({ place }) => (place.part === 'text' ? [place] : []));

  it('says nothing of it anywhere, and keeps every other character at its place', () => {
    const closed = closeRecord(record, places);
    const said = JSON.stringify(closed);
    for (const secret of ['marek@zielinski', '44051401359', 'MAREK%40']) expect(said).not.toContain(secret);
    expect(Array.from(closed.text)).toHaveLength(Array.from(text).length);
    expect(closed.text.startsWith('🌊 Marek, █')).toBe(true);
    expect(closed.links.map(({ url }) => url)).toEqual(['https://x.example/other']);
    expect(closed.tags).toEqual(['koce']);
    const words = documentTokens(closed).flatMap(({ word, bare }) => [word, ...bare.map((one) => one.word)]);
    expect(words.filter((word) => /zielinski|44051|█/.test(word))).toEqual([]);
    expect(words).toContain('pesel');
  });

  it('names nobody where its author is closed, and gives no address that would', () => {
    const closed = closeRecord(record, [{ version: 1, part: 'author-name', range: null }]);
    expect(closed.author).toEqual({ canonicalUri: '', handle: '█████', displayName: '█████' });
    expect(closed.url).toBeNull();
  });

  it('is empty where all of it is closed, and itself where nothing is', () => {
    expect(closeRecord(record, [])).toBe(record);
    expect(closeRecord(record, 'all')).toMatchObject({ text: '', author: null, media: [], links: [], url: null });
  });

  it('is closed whole where no decision knew it', () => {
    const one: Restriction = { versions: 2, places: [{ version: 1, part: 'text', range: { start: 0, end: 1 } }] };
    expect([1, 2, 3].map((number) => closedIn([one], number))).toEqual([one.places, [], 'all']);
    expect(closedIn([one, { versions: 3, places: [] }], 3)).toEqual([]);
    expect(closedIn([{ versions: 1, places: null }], 2)).toEqual([]);
  });
});
