import { ReadItems, ReadResidual } from '../../src/archive/index.js';
import type { Command } from '../../src/platform/index.js';
import { CaptureAgainCommand, ApproveAgainCommand } from '../../src/retention/disposition/capture-again.command.js';
import { CaptureAgain, type ListView } from '../../src/retention/index.js';
import { DispositionOffice, putPolicy } from '../support/disposition-office.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { refused } from '../support/people.js';
import { policy, series } from '../support/policies.js';

describe('what was destroyed by a disposition', () => {
  let office: DispositionOffice;
  let gone: string[] = [];
  /** Of the first of them in the world of the lab. */
  let key = '';

  beforeAll(async () => {
    office = await DispositionOffice.open(['One', 'Two']);
    const rule = series('B5', { period: 'P5Y', cutoff: 'end-of-calendar-year', match: [{ itemTypes: ['post'] }] });
    await putPolicy(office.archive, office.bodyId, policy('jrwa', [rule]));
    gone = await office.items();
    const [view] = await office.archive.get(ReadItems).views(office.marta, gone);
    key = view?.versions[0]?.text === 'One' ? 'post 0' : 'post 1';
    await office.until('2030-01-05T12:00:00Z');
    const list: ListView = await office.propose();
    await office.approved(list);
    expect(await office.execute(list)).toMatchObject({ counts: { destroyed: 2 } });
  }, 120_000);

  afterEach(() => expectArchiveSound(office.archive));

  afterAll(() => office.close());

  const look = async (): Promise<string[]> => {
    for (let looks = 0; looks < 4; looks += 1) await office.look(12 * 60);
    await office.daysPass(0);
    const views = await office.archive.get(ReadItems).views(office.marta, await office.items());
    return views.map(({ versions }) => versions.at(-1)?.text ?? '');
  };
  const command = async (which: Parameters<typeof office.archive.get<Command>>[0], more: object): Promise<string> => {
    const call = {
      options: {},
      language: 'en',
      signal: new AbortController().signal,
      readSecret: async () => '',
    } as const;
    const answer = await office.archive
      .get<Command>(which)
      .run({ actor: office.marta, args: [], progress: () => undefined, ...call, ...more });
    return answer.text.join(' ');
  };

  it('stays away by itself, however often the source shows it', async () => {
    expect(await look()).toEqual([]);
  });

  it('comes back as another item when one person says so, and nothing else does', async () => {
    const [first = ''] = gone;
    const args = [first.toUpperCase()];
    const nobody = await refused(office.archive.get(CaptureAgain).decide(office.adam, { itemId: first, reason: 'x' }));
    expect(nobody.problem).toBe('not-allowed');
    const said = await command(CaptureAgainCommand, { args, options: { reason: 'Wanted for the inquiry' } });
    expect(said).toMatch(/^From now on it may be captured again, as another item/);
    const twice = await refused(office.archive.get(CaptureAgain).decide(office.marta, { itemId: first, reason: 'x' }));
    expect(twice.sentence).toContain('It was decided before that this item is captured again');
    const late = await refused(command(ApproveAgainCommand, { args, actor: office.adam }));
    expect(late.sentence).toContain('It is in force already');
    expect(await look()).toHaveLength(1);
    const [again = ''] = await office.items();
    expect(gone).not.toContain(again);
    expect(await office.archive.get(ReadResidual).look(office.marta, first)).toMatchObject({
      erased: false,
      recapture: { reason: 'Wanted for the inquiry', by: 'Marta Zielinski', inForceBy: 'Marta Zielinski' },
    });
    // Looked at again it is the same item: no second copy, and its edits are versions of it.
    office.lab.world.edit(office.lab.world.postNamed(key), 'Corrected');
    expect(await look()).toEqual(['Corrected']);
    expect(await office.items()).toEqual([again]);
  });

  it('is destroyed again as any other, and then stays away again', async () => {
    const before = await office.items();
    await office.until('2037-01-05T12:00:00Z');
    const list = await office.propose();
    await office.approved(list);
    expect(await office.execute(list)).toMatchObject({ counts: { destroyed: 1 } });
    expect(await look()).toEqual([]);
    const [again = ''] = before;
    await office.archive.get(CaptureAgain).decide(office.marta, { itemId: again, reason: 'Once more' });
    expect(await look()).toEqual(['Corrected']);
    expect(await office.items()).not.toEqual(before);
  });

  it('is no matter for what was not destroyed, or was never here', async () => {
    const [living = ''] = await office.items();
    for (const itemId of [living, '01900000-0000-7000-8000-000000000000']) {
      const { problem } = await refused(office.archive.get(CaptureAgain).decide(office.marta, { itemId, reason: 'x' }));
      expect(problem).toBe('not-found');
    }
    expect((await refused(command(CaptureAgainCommand, { args: ['x'] }))).problem).toBe('invalid-input');
    const [first = ''] = gone.slice(1);
    const silent = await refused(office.archive.get(CaptureAgain).decide(office.marta, { itemId: first, reason: ' ' }));
    expect(silent.sentence).toBe('The reason is missing. Write it in a few words.');
  });
});
