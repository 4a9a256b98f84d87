import { createHash } from 'node:crypto';
import type { FoundItem } from '../../src/archive/index.js';
import { refText } from '../../src/archive/content.rules.js';
import { judgePage } from '../../src/capture/judge-page.rules.js';
import type { Known } from '../../src/capture/judgement.types.js';
import type { ItemRef, Observation, Page } from '../../src/connectors/index.js';

const REF: ItemRef = { platform: 'facebook', canonicalUri: 'https://facebook.example/1_2', lineage: '' };
const AT = '2026-05-20T00:10:00.000Z';

const PUSHED = {
  method: 'PUSH' as const,
  url: 'https://akta.example/webhooks/facebook',
  requestHeaders: [],
  status: 0,
  responseHeaders: [],
  body: Buffer.from('{}'),
  sentAt: AT,
  receivedAt: AT,
  masked: [],
};

const told = (shown: boolean): Observation => ({
  type: 'visibility',
  ref: REF,
  evidence: { exchange: 0, range: null },
  shown,
  by: 'by-account',
  at: null,
});

function found(hidden: boolean): FoundItem {
  return {
    itemId: 'item',
    accountId: 'account',
    state: 'present',
    version: 1,
    contentHash: Buffer.alloc(32),
    key: { kek: '2026-05', wrapped: Buffer.alloc(0) },
    parentId: null,
    rootId: null,
    quotedId: null,
    repostedId: null,
    postedAt: null,
    lastSeenAt: new Date(AT),
    lastSeenIn: null,
    firstMissing: null,
    missingIn: null,
    missingCanary: null,
    mediaMissing: false,
    hidden,
    isLookedFor: true,
  };
}

function turns(observations: readonly Observation[], item: FoundItem | null): unknown[] {
  const known: Known = {
    known: new Map(item ? [[refText(REF), item]] : []),
    suppressed: new Set(),
    again: new Map(),
    before: new Map(),
  };
  const page: Page = { exchanges: [PUSHED], observations, next: null, done: true };
  const options = {
    contentHash: (body: unknown) => createHash('sha256').update(JSON.stringify(body)).digest(),
    newId: () => 'new',
    accountUri: '',
    unseen: [],
  };
  return judgePage(page, known, options).turned.map(({ itemId, shown, by }) => [itemId, shown, by]);
}

describe('What a platform says of who may see an item', () => {
  it('is a finding where it turns, and nothing where it is as it was', () => {
    expect(turns([told(false)], found(false))).toEqual([['item', false, 'by-account']]);
    expect(turns([told(true)], found(true))).toEqual([['item', true, 'by-account']]);
    expect(turns([told(true)], found(false))).toEqual([]);
    expect(turns([told(false)], found(true))).toEqual([]);
  });

  it('turns as often as one page says, each beside the one before', () => {
    const page = [told(false), told(false), told(true), told(true), told(false)];
    expect(turns(page, found(false))).toEqual([false, true, false].map((shown) => ['item', shown, 'by-account']));
  });

  it('says nothing of an item that is not here', () => {
    expect(turns([told(false)], null)).toEqual([]);
  });
});
