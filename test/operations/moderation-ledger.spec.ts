import { type Account, type Lab, type Post, startLab } from '../../lab/index.js';
import { StateLegalBasis } from '../../src/accounts/index.js';
import { sectionCsv } from '../../src/reports/tables/make-reports.js';
import { MakeReports, type Report } from '../../src/reports/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

const HOST = 'facebook.example';
const MINUTE = 60_000;

describe('the moderation ledger', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let comment: Post;
  let withdrawn: Post;
  let accountId: string;

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T23:00:00.000Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'facebook' });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`carol@${HOST}`, { displayName: 'Carol Jensen' });
      },
    });
    const { world } = lab;
    const page: Account = world.account(`newford@${HOST}`);
    const carol = world.account(`carol@${HOST}`);
    const post = world.post(page, 'Flood warning in force.', { key: '22' });
    world.post(page, 'Another post.');
    comment = world.reply(carol, post, 'The mayor was fundraising while Mill Street went under. Shame.', { key: '23' });
    withdrawn = world.reply(carol, post, 'I take this back.', { key: '24' });
    archive = await openArchive(clock);
    accountId = await archive.addAccount(lab.facebook(HOST), { token: world.issueToken(HOST, page).value });
    await archive.settle();
  }, 60_000);

  afterAll(async () => {
    await archive.close();
    await lab.close();
  });

  const pass = async (minutes: number, what?: () => void): Promise<void> => {
    clock.advance(minutes * MINUTE);
    what?.();
    await archive.settle();
  };

  const ledger = (days?: { from?: string; to?: string }): Promise<Report> =>
    archive.get(MakeReports).run(system('setup'), 'moderation', days ? { months: 12, days } : { months: 12 });

  const told = async (days?: { from?: string; to?: string }): Promise<unknown[]> => {
    const { sections } = await ledger(days);
    const [first] = sections;
    const at = (name: string): number => first?.columns.findIndex(({ id }) => id === name) ?? -1;
    return (first?.rows ?? []).map((row) => [row[at('what')], row[at('hidden-for')], row[at('by')], row[at('text')]]);
  };

  it('tells what was hidden and shown again, for how long, what it says, and that nobody says by whom', async () => {
    await pass(10, () => lab.world.hide(comment));
    await pass(80, () => lab.world.show(comment));
    expect(await told()).toEqual([
      ['hidden', null, 'not-said', 'The mayor was fundraising while Mill Street went under. Shame.'],
      ['shown', 80, 'not-said', 'The mayor was fundraising while Mill Street went under. Shame.'],
    ]);
    const held = await archive.database.query(`SELECT count(*)::int AS n FROM snapshot_body b JOIN item i ON i.id = b.item_id WHERE i.kind = 'reply'`); // prettier-ignore
    expect(held).toEqual([{ n: 2 }]);
  });

  it('tells what is no longer at the source, and keeps its words back while no basis is stated', async () => {
    await pass(10, () => lab.world.remove(withdrawn));
    for (let looks = 0; looks < 12; looks += 1) await pass(5);
    expect((await told()).at(-1)).toEqual(['gone', null, 'not-said', null]);
    const basis = { accountId, statute: '50 ILCS 205', scheduleItem: '14-012', officer: 'Marta Zielinski' };
    await archive.get(StateLegalBasis).run(system('setup'), basis);
    expect((await told()).at(-1)).toEqual(['gone', null, 'not-said', 'I take this back.']);
    expect((await ledger()).sections[1]?.rows).toEqual([
      ['City of Newford', 'gone', 1, 0],
      ['City of Newford', 'hidden', 1, 0],
      ['City of Newford', 'shown', 1, 0],
    ]);
  }, 30_000);

  it('is about the days asked for, by the clock of the body, and says so of no other report', async () => {
    // Half past six in the evening of the 19th in Chicago.
    expect(await told({ from: '2026-05-19', to: '2026-05-19' })).toHaveLength(3);
    expect(await told({ from: '2026-05-20' })).toEqual([]);
    expect(await told({ to: '2026-05-18' })).toEqual([]);
    await expect(ledger({ from: '2026-05-20', to: '2026-05-19' })).rejects.toThrow(
      'ends (2026-05-19) before it begins',
    );
    const other = archive
      .get(MakeReports)
      .run(system('setup'), 'on-hold', { months: 12, days: { from: '2026-05-19' } });
    await expect(other).rejects.toThrow('does not tell of some days');
  });

  it('goes out as CSV, and the archive is sound', async () => {
    const [first] = (await ledger()).sections;
    const csv = first ? sectionCsv(first) : '';
    expect(csv.split('\r\n')[0]).toBe('body,account,what,happened,seen-until,found,hidden-for,by,author,text,item');
    expect(csv).toContain('Carol Jensen');
    await expectArchiveSound(archive);
  });
});
