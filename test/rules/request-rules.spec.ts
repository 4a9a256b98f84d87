import type { ItemRecord } from '../../src/archive/index.js';
import { groundFault } from '../../src/requests/review/ground.rules.js';
import {
  type AskedTarget,
  clashOf,
  settleTarget,
  type Target,
} from '../../src/requests/review/redaction-target.rules.js';
import { remindersOf } from '../../src/requests/reminders.rules.js';
import { ACTIONS, actionsOf, judgeStep, type Standing, STATES, TRANSITIONS } from '../../src/requests/states.rules.js';
import { bodyOf } from '../support/given-archive.js';
import { TWIN_CODES } from '../support/twin-laws.js';

const RECORD: ItemRecord = {
  ref: { platform: 'mastodon', canonicalUri: 'https://a.example/1', lineage: '' },
  ...bodyOf('Water 🌊 is in my basement at 18 Mill St.', null),
  contentWarning: 'flood',
  media: [{ key: '1', url: 'https://a.example/1.png', mime: 'image/png', alt: 'A wet cellar' }],
};
const settle = (asked: AskedTarget): Target => {
  const settled = settleTarget(RECORD, asked);
  if ('fault' in settled) throw new Error(settled.fault);
  return settled.target;
};
const faultOf = (part: string, rest: Partial<AskedTarget> = {}): string => {
  const settled = settleTarget(RECORD, { version: 1, part, ...rest });
  return 'fault' in settled ? settled.fault : 'none';
};

describe('the table of states', () => {
  const standing: Standing = {
    kind: 'foia', state: 'received', paused: false, hasDeadline: true, hasScope: true, undecided: 3,
  }; // prettier-ignore

  it('has a row for every action, and leads only where there is a state', () => {
    expect(TRANSITIONS.map(({ action }) => action)).toEqual([...ACTIONS]);
    for (const { to, from } of TRANSITIONS) {
      expect([...STATES, 'same']).toContain(to);
      expect(from).not.toContain('closed');
      expect(from).not.toContain('withdrawn');
    }
  });

  it('lets nothing happen to what has ended', () => {
    for (const state of ['closed', 'withdrawn'] as const) expect(actionsOf({ ...standing, state })).toEqual([]);
  });

  it('offers what is possible, and nothing else', () => {
    expect(actionsOf(standing)).toEqual(['acknowledge', 'collect', 'pause', 'extend', 'withdraw']);
    expect(actionsOf({ ...standing, state: 'collected', paused: true })).toEqual([
      'collect',
      'freeze',
      'resume',
      'withdraw',
    ]);
    expect(actionsOf({ ...standing, state: 'in-review' })).not.toContain('close');
    expect(actionsOf({ ...standing, state: 'in-review', undecided: 0 })).toContain('close');
    expect(actionsOf({ ...standing, kind: 'erasure', hasScope: false })).toEqual([
      'acknowledge',
      'collect',
      'pause',
      'extend',
      'withdraw',
    ]);
  });

  it.each(['pause', 'extend', 'withdraw'] as const)('asks of "%s" its ground and its letter', (action) => {
    expect(judgeStep(action, standing, { letter: 'L-1' })).toEqual({ is: 'missing', need: 'ground' });
    expect(judgeStep(action, standing, { ground: 'because', letter: ' ' })).toEqual({ is: 'missing', need: 'letter' });
    expect(judgeStep(action, standing, { ground: 'because', letter: 'L-1' }).is).toBe('possible');
  });
});

describe('reminders', () => {
  it('come when half, three quarters and nine tenths of the days have gone, and on the day before', () => {
    expect(remindersOf('2026-05-20', '2026-05-28')).toEqual([
      { kind: 'half', onDay: '2026-05-24' },
      { kind: 'three-quarters', onDay: '2026-05-26' },
      { kind: 'nine-tenths', onDay: '2026-05-27' },
      { kind: 'day-before', onDay: '2026-05-27' },
    ]);
  });

  it('do not come on the day of receipt', () => {
    expect(remindersOf('2026-05-20', '2026-05-20')).toEqual([]);
    expect(remindersOf('2026-05-20', '2026-05-21')).toEqual([]);
    expect(remindersOf('2026-05-20', '2026-05-22').map(({ onDay }) => onDay)).toEqual(Array(4).fill('2026-05-21'));
  });
});

describe('a place that is covered', () => {
  it('is counted in code points of the stored text, and is the whole part unless told', () => {
    expect(settle({ version: 1, part: 'text', start: 6, end: 7 })).toMatchObject({ range: { start: 6, end: 7 } });
    expect(settle({ version: 1, part: 'text' }).range).toEqual({ start: 0, end: 40 });
    expect(settle({ version: 1, part: 'alt-1' }).range).toEqual({ start: 0, end: 12 });
    expect(settle({ version: 1, part: 'author-handle' })).toMatchObject({ range: null, region: null });
  });

  it.each([
    ['past the end', 'text', { start: 30, end: 41 }, 'has 40 characters; the range ends at 41, past its end'],
    ['empty', 'text', { start: 4, end: 4 }, 'ends after it begins'],
    ['backwards', 'text', { start: 9, end: 4 }, 'from 9 to 4'],
    ['before the beginning', 'text', { start: -1, end: 4 }, 'from 0 on'],
    ['broken', 'text', { start: 0.5, end: 4 }, 'whole numbers'],
    ['of a part that is none', 'soul', {}, 'has no part "soul"'],
    ['of a part that is empty', 'title', {}, 'has nothing in its part "title"'],
    ['of a place nobody named', 'place', {}, 'has nothing in its part "place"'],
    ['of half a name', 'author-name', { start: 0, end: 2 }, 'is covered whole'],
    ['of a medium that is not there', 'medium-2', {}, 'shows 1 media; there is no medium-2'],
    ['of words in a picture', 'medium-1', { start: 0, end: 2 }, 'alternative text is alt-1'],
    ['of a region in a text', 'text', { region: { x: 0, y: 0, width: 1, height: 1 } }, 'Only a picture has regions'],
    [
      'past the edge',
      'medium-1',
      { region: { x: 9_000, y: 0, width: 1_001, height: 1 } },
      'past the edge of the picture',
    ],
    ['of no size', 'medium-1', { region: { x: 0, y: 0, width: 0, height: 1 } }, 'is not empty'],
  ])('is refused when it is %s', (_, part, rest, sentence) => {
    expect(faultOf(part, rest)).toContain(sentence);
  });

  it('goes together with another where both are the same on different grounds, or apart', () => {
    const one = { ...settle({ version: 1, part: 'text', start: 5, end: 10 }), code: 'a' };
    const at = (start: number, end: number, code: string): string | null =>
      clashOf({ ...settle({ version: 1, part: 'text', start, end }), code }, [one]);
    expect(at(10, 12, 'a')).toBeNull();
    expect(at(0, 5, 'b')).toBeNull();
    expect(at(5, 10, 'b')).toBeNull();
    expect(at(5, 10, 'a')).toContain('covered already, on the same ground');
    expect(at(6, 9, 'b')).toContain('overlaps another that is covered (a)');
    expect(at(4, 11, 'a')).toContain('overlaps another');
    expect(clashOf({ ...settle({ version: 1, part: 'alt-1' }), code: 'a' }, [one])).toBeNull();
  });

  it('in a picture is apart only where no edge crosses', () => {
    const region = (x: number, y: number): AskedTarget => ({
      version: 1,
      part: 'medium-1',
      region: { x, y, width: 1000, height: 1000 },
    });
    const one = { ...settle(region(0, 0)), code: 'a' };
    expect(clashOf({ ...settle(region(1000, 0)), code: 'a' }, [one])).toBeNull();
    expect(clashOf({ ...settle(region(999, 999)), code: 'a' }, [one])).toContain('overlaps');
    expect(clashOf({ ...settle({ version: 1, part: 'medium-1' }), code: 'a' }, [one])).toContain('overlaps');
  });
});

describe('a ground', () => {
  const fault = (law: string | null, code: string, rest: { statute?: string; harm?: string } = {}): string | null =>
    groundFault(TWIN_CODES, law, { code, statute: rest.statute ?? null, harm: rest.harm ?? null });

  it('is a code of the law the request is under, with what that code needs', () => {
    expect(fault('us-il', '7(1)(b)')).toBeNull();
    expect(fault('us-foia', '(b)(3)')).toContain('Name the statute and its section');
    expect(fault('us-foia', '(b)(3)', { statute: ' ' })).toContain('Name the statute and its section');
    expect(fault('us-foia', '(b)(3)', { statute: '13 U.S.C. 9' })).toBeNull();
    expect(fault('us-foia', '(b)(6)')).toContain('State what would be harmed and how');
    expect(fault('us-foia', '(b)(6)', { harm: 'She would be called at home' })).toBeNull();
  });

  it('is refused when it belongs to another law, to none, or is missing', () => {
    expect(fault('us-il', '(b)(6)')).toBe(
      'The code (b)(6) belongs to us-foia, and this request is answered under us-il. Choose a code of us-il.',
    );
    expect(fault('us-il', '9')).toBe('The code 9 is not in the library of us-il. Choose one from the list.');
    expect(fault('pl-udip', 'art. 5')).toContain('There is no library of codes for pl-udip');
    expect(fault('us-il', '')).toContain('needs its code');
    expect(fault(null, 'privileged')).toBeNull();
    expect(fault(null, 'x'.repeat(61))).toContain('at most 60 characters');
  });
});
