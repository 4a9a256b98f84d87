import type { Command } from '../../src/platform/index.js';
import {
  ExcludeItemsCommand,
  ListDispositionsCommand,
  ProposeDispositionsCommand,
  ShowDispositionCommand,
} from '../../src/retention/disposition/dispositions.command.js';
import {
  ApproveListCommand,
  ExecuteListCommand,
  FileConsentCommand,
  ReviewListCommand,
  WithdrawListCommand,
} from '../../src/retention/disposition/list-steps.command.js';
import { DispositionOffice, evaluate, putPolicy } from '../support/disposition-office.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { refused } from '../support/people.js';
import { policy, series } from '../support/policies.js';

describe('the command line', () => {
  let office: DispositionOffice;

  beforeAll(async () => {
    office = await DispositionOffice.open(['One', 'Two']);
    await putPolicy(
      office.archive,
      office.bodyId,
      policy('jrwa', [
        series('B5', {
          period: 'P5Y',
          cutoff: 'end-of-calendar-year',
          match: [{ itemTypes: ['post'] }],
          consents: ['archive-director'],
        }),
      ]),
    );
    office.clock.advance(Date.parse('2030-01-05T12:00:00Z') - office.clock.now().getTime());
    await evaluate(office.archive);
  }, 120_000);

  afterAll(() => office.close());

  it('sees a list through, in both languages', async () => {
    const { archive, marta, adam } = office;
    const call = async (
      command: Parameters<typeof archive.get<Command>>[0],
      options: object = {},
      more: object = {},
    ) => {
      const told: string[] = [];
      const { text, json } = await archive.get<Command>(command).run({
        actor: marta,
        args: ['2030-D-001'],
        options: { ...options },
        language: 'en',
        signal: new AbortController().signal,
        readSecret: async () => '',
        progress: (line) => told.push(line),
        ...more,
      });
      return [...told, ...text].join('\n') || JSON.stringify(json);
    };
    const [one = ''] = await office.items();
    expect(await call(ProposeDispositionsCommand, { again: true })).toBe('2030-D-001: 2 items added.');
    expect(await call(ProposeDispositionsCommand)).toMatch(/^Nothing is due/);
    expect(await call(ListDispositionsCommand, { state: 'proposed' })).toBe(
      '2030-D-001  proposed  2 items  A test (A test)',
    );
    expect(await call(ShowDispositionCommand, { items: true }, { language: 'pl' })).toMatch(
      /Brak jeszcze w aktach: zgoda dyrektora archiwum państwowego\.[^]*post +@newford/,
    );
    expect(await call(ExcludeItemsCommand, { item: [one], reason: 'Still wanted' })).toMatch(/^Excluded: 1 item\./);
    expect((await refused(call(ReviewListCommand))).sentence).toContain('--seen');
    expect(await call(ReviewListCommand, { seen: '1' })).toMatch(/gone through\. It can be approved from/);
    const paper = { name: 'archive-director', number: 'AP.9', date: '2030-01-02' };
    expect(await refused(call(FileConsentCommand, { ...paper, file: '/nowhere/zgoda.pdf' }))).toEqual({
      problem: 'invalid-input',
      sentence: 'The file /nowhere/zgoda.pdf cannot be read. Nothing was changed.',
    });
    expect(await call(FileConsentCommand, { ...paper, file: 'package.json' })).toContain(
      'Filed with the list 2030-D-001',
    );
    await office.daysPass(16);
    expect(await call(ApproveListCommand, {}, { actor: adam })).toContain('Nothing is destroyed yet');
    expect(await call(ExecuteListCommand)).toMatch(
      /^1 of 1 settled\nThe list 2030-D-001 was carried out: 1 item destroyed, 0 kept\./,
    );
    expect((await refused(call(WithdrawListCommand, { reason: 'Too late' }))).problem).toBe('wrong-state');
    await expectArchiveSound(archive);
  });
});
