import { refText } from '../../src/archive/content.rules.js';
import { isApart } from '../../src/capture/pages-apart.rules.js';
import type { Observation, Page } from '../../src/connectors/index.js';
import { EMPTY_BODY } from '../../src/connectors/empty-body.rules.js';

const ref = (name: string) =>
  ({ platform: 'mastodon', canonicalUri: `https://a.example/${name}`, lineage: '' }) as const;

const evidence = { exchange: 0, range: null } as const;

function shows(name: string, inReplyTo: string | null = null): Observation {
  const body = { ...EMPTY_BODY, inReplyTo: inReplyTo === null ? null : ref(inReplyTo) };
  return { type: 'snapshot', ref: ref(name), body, evidence, counts: {} };
}

function pageOf(...observations: Observation[]): Page {
  return { exchanges: [], observations, next: null, done: false };
}

describe('a page judged before the one ahead of it is committed', () => {
  const before = { page: pageOf(shows('one'), shows('two', 'elder')), prepared: { media: [] } };

  it('speaks of nothing that one speaks of', () => {
    expect(refText(ref('one'))).not.toBe(refText(ref('three')));
    expect(isApart(before, pageOf(shows('three'), shows('four', 'three')))).toBe(true);
  });

  it.each([
    ['shows the same item', pageOf(shows('one'))],
    ['answers an item of it', pageOf(shows('three', 'two'))],
    ['shows what an item of it answers', pageOf(shows('elder'))],
    ['misses something', pageOf({ type: 'gone', ref: ref('nine'), evidence, ground: 'lookup', cause: 'unknown' })],
  ])('waits when it %s', (_what, page) => {
    expect(isApart(before, page)).toBe(false);
  });

  it('waits when that one brings a medium, which it may show too', () => {
    const medium = { id: 'm', bytes: 1, mime: 'image/png', fresh: null };
    expect(isApart({ ...before, prepared: { media: [medium] } }, pageOf(shows('three')))).toBe(false);
  });
});
