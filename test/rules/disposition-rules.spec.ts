import { array, assert, boolean, constantFrom, property, uuid } from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { certificatePaper } from '../../src/exports/certificates/certificate-paper.js';
import {
  judgeListStep,
  LIST_ACTIONS,
  LIST_KINDS,
  LIST_STATES,
  type ListStanding,
} from '../../src/retention/disposition/disposition-states.rules.js';
import type { Certificate } from '../../src/retention/index.js';
import { approvableOn, keysGoneAfter } from '../../src/retention/disposition/notice.rules.js';
import { judgeEntry } from '../../src/retention/disposition/settle-entry.rules.js';
import type { ItemOutcome } from '../../src/retention/schedules/schedule.types.js';
import { facts } from '../support/policies.js';

const READY: ListStanding = {
  kind: 'destroy',
  state: 'reviewed',
  listed: 3,
  today: '2030-02-01',
  approvableOn: '2030-01-16',
  missingConsents: [],
};
const LIST = { kind: 'destroy', seriesRow: 'row', consents: ['archive-director'], today: '2030-01-01' } as const;
const DUE: ItemOutcome = {
  itemId: 'item',
  verdict: 'destroy',
  eligibleOn: Temporal.PlainDate.from('2030-01-01'),
  policyId: 'jrwa',
  version: '1',
  seriesId: 'B5',
  seriesRow: 'row',
  authority: null,
  consents: ['archive-director'],
  explanation: {
    createdAt: new Date(0),
    createdOn: Temporal.PlainDate.from('2024-03-11'),
    zone: 'Europe/Warsaw',
    facts: facts('2024-03-11T12:00:00Z'),
    rules: [],
    careful: null,
  },
};

describe('the life of a disposition list', () => {
  it('is approved only when something is left, its notice has ended and its consents are on file', () => {
    expect(judgeListStep('approve', READY, {})).toMatchObject({ is: 'possible', to: 'approved' });
    const lacking = { listed: { listed: 0 }, notice: { today: '2030-01-15' }, consents: { missingConsents: ['x'] } };
    for (const [need, lacks] of Object.entries(lacking)) {
      expect(judgeListStep('approve', { ...READY, ...lacks }, {})).toEqual({ is: 'missing', need });
    }
  });

  it('never leads from anything but an approved list to its execution, and nowhere from its ends', () => {
    const kinds = constantFrom(...LIST_KINDS);
    const before = { destroy: ['approved'], transfer: ['received'], review: [] };
    assert(
      property(kinds, constantFrom(...LIST_STATES), constantFrom(...LIST_ACTIONS), (kind, state, action) => {
        const verdict = judgeListStep(action, { ...READY, kind, state }, { reason: 'why', seen: 3 });
        if (verdict.is !== 'possible') return;
        expect(['certified', 'withdrawn', 'concluded']).not.toContain(state);
        if (verdict.to === 'executing' && state !== 'executing') expect(before[kind]).toContain(state);
        if (verdict.to === 'received') expect([kind, state]).toEqual(['transfer', 'handed-over']);
        if (verdict.to === 'withdrawn') {
          expect(['proposed', 'reviewed', 'approved', 'packaged', 'submitted']).toContain(state);
        }
      }),
    );
  });

  it('counts whole days of notice, the day of the review not among them', () => {
    expect(approvableOn('2030-01-01', 14)).toBe('2030-01-16');
    expect(approvableOn('2030-01-01', 0)).toBe('2030-01-01');
    expect(approvableOn('2028-02-28', 1)).toBe('2028-03-01');
  });

  it('names the day after which no key file holds the keys, in the zone of the body', () => {
    expect(keysGoneAfter(new Date('2030-01-16T12:00:00Z'), 'Europe/Warsaw')).toBe('2030-02-21');
    expect(keysGoneAfter(new Date('2030-01-16T23:30:00Z'), 'Europe/Warsaw')).toBe('2030-02-22');
    expect(keysGoneAfter(new Date('2030-01-16T23:30:00Z'), 'America/Chicago')).toBe('2030-02-21');
  });
});

describe('an entry at the moment of its execution', () => {
  it('goes where it is due by the rule that was approved', () => {
    expect(judgeEntry({ alive: true, holds: [], outcome: DUE }, LIST)).toEqual({ is: 'destroy' });
  });

  it('stays for any hold, whatever the schedules say', () => {
    assert(
      property(array(uuid(), { minLength: 1 }), boolean(), (holds, known) => {
        const verdict = judgeEntry({ alive: true, holds, outcome: known ? DUE : undefined }, LIST);
        expect(verdict).toEqual({ is: 'keep', why: 'held', about: { holds } });
      }),
    );
  });

  it.each([
    ['not-due', { verdict: 'keep' as const }],
    ['not-due', { verdict: 'transfer' as const }],
    ['not-due', { eligibleOn: Temporal.PlainDate.from('2030-01-02') }],
    ['not-due', { eligibleOn: null }],
    ['other-rule', { seriesRow: 'another' }],
    ['other-rule', { consents: ['archive-director', 'records-commission'] as const }],
  ])('stays as %s where the schedules say %p by now', (why, says) => {
    const verdict = judgeEntry({ alive: true, holds: [], outcome: { ...DUE, ...says } }, LIST);
    expect(verdict).toMatchObject({ is: 'keep', why });
  });

  it('stays where the schedules know nothing of it, and is settled where it was destroyed before', () => {
    expect(judgeEntry({ alive: true, holds: [], outcome: undefined }, LIST)).toMatchObject({ why: 'not-due' });
    expect(judgeEntry({ alive: false, holds: [], outcome: undefined }, LIST)).toMatchObject({
      why: 'destroyed-already',
    });
  });
});

describe('the certificate', () => {
  const person = {
    by: 'Marta Zielinski',
    at: '2030-01-01T10:00:00Z',
    credentials: [{ what: 'key', by: 'Akta' }],
  } as const;
  const certificate: Certificate = {
    id: 'c',
    list: 'l',
    number: '2030-D-001',
    body: 'Newford',
    zone: 'Europe/Warsaw',
    about: {
      policy: 'jrwa',
      version: '1',
      series: 'B5',
      title: { en: 'Social media', pl: 'Media społecznościowe' },
      action: 'destroy',
      authority: { citation: { en: 'An act', pl: 'Ustawa' }, url: 'https://law.example/' },
      consents: ['archive-director'],
    },
    counts: { listed: 0, excluded: 1, kept: 2, destroyed: 5, decided: 0 },
    destroyed: {
      byKind: { post: 5 },
      byAccount: [{ account: '@newford', items: 5 }],
      versions: 7,
      firstSeen: { from: '2024-03-11T12:00:00Z', to: '2024-03-12T12:00:00Z' },
    },
    kept: { held: 2 },
    consents: [
      {
        name: 'archive-director',
        number: 'AP.1',
        givenOn: '2030-01-02',
        fileName: 'zgoda.pdf',
        bytes: 9,
        sha256: 'ab'.repeat(32),
        filedAt: '2030-01-02T10:00:00Z',
        filedBy: 'Marta Zielinski',
      },
    ],
    exclusions: [{ items: 1, reason: 'The museum asked', at: '2030-01-01T10:00:00Z', by: 'Marta Zielinski' }],
    people: {
      proposed: { ...person, by: 'Akta', credentials: [] },
      reviewed: person,
      approved: person,
      executed: person,
    },
    log: {
      origin: 'akta.localhost/log',
      entries: [{ event: 'disposition.executed', seq: 12, at: '2030-01-16T10:00:00Z' }],
    },
    unreadableSince: '2030-01-16T10:00:00Z',
    noKeysAfter: '2030-02-21',
    at: '2030-01-16T10:01:00Z',
  };

  it.each([
    [
      'en',
      /5 items with 7 versions were destroyed; 2 stayed, 1 had been excluded before/,
      /No copy of the keys after 21 February 2030/,
    ],
    [
      'pl',
      /Zniszczono 5 wpisów \(7 wersji\); zachowano 2, wcześniej wyłączono 1/,
      /Kopii kluczy nie ma po 21 lutego 2030/,
    ],
  ] as const)('says in %s what went, by whose decision and from when on', (language, counts, keys) => {
    const { blocks } = certificatePaper(certificate, language, 'A4');
    const text = JSON.stringify(blocks);
    expect(text).toMatch(counts);
    expect(text).toMatch(keys);
    expect(text).toContain('AP.1');
    expect(text).toMatch(/not ours to destroy|nie możemy ich zniszczyć/);
    expect(text).not.toContain('undefined');
  });
});
