import { type Lab, startLab } from '../../lab/index.js';
import { EndIncident, NoteIncident, readIncidents } from '../../src/accounts/index.js';
import { AuditTrail } from '../../src/audit/index.js';
import { RecordSearch } from '../../src/search/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

const HOST = 'social.newford.example';
const NAME = `newford@${HOST}`;
const actor = system('setup');

describe('a stretch that was not an account’s own doing', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let accountId: string;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(NAME, { displayName: 'Newford' });
      },
    });
    for (const [hour, text] of [
      ['08', 'Good morning'],
      ['10', 'Cheap coins here'],
      ['12', 'We are back'],
    ])
      lab.world.post(lab.world.account(NAME), text ?? '', { at: new Date(`2026-05-19T${hour ?? ''}:00:00Z`) });
    archive = await openArchive(clock);
    accountId = await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await archive.settle();
  });

  afterEach(async () => {
    await archive.close();
    await lab.close();
  });

  const found = async (query: string): Promise<number> => {
    const { count } = await archive.get(RecordSearch).count(actor, { text: query });
    return count;
  };

  const hijacked = {
    kind: 'hijacked',
    from: '2026-05-19T09:00:00Z',
    reason: 'Password stolen; report 26-113',
  } as const;

  it('is noted with its reason, marks what was posted in it, and can be left out of a search', async () => {
    const noted = await archive.get(NoteIncident).run(actor, { accountId, ...hijacked });
    expect(noted).toMatchObject({ kind: 'hijacked', to: null, reason: hijacked.reason, endReason: null });
    expect([await found('incident:*'), await found('incident:hijacked'), await found('incident:platform-bug')]).toEqual(
      [2, 2, 0],
    );
    const to = '2026-05-19T11:00:00Z';
    const ended = await archive
      .get(EndIncident)
      .run(actor, { accountId, incidentId: noted.id, to, reason: 'Access won back' });
    expect(ended).toMatchObject({ to: '2026-05-19T11:00:00.000Z', endReason: 'Access won back' });
    expect([await found('incident:hijacked'), await found('NOT incident:*'), await found('type:post')]).toEqual([
      1, 2, 3,
    ]);
    expect(await readIncidents(archive.database, [accountId])).toEqual([ended]);
    const events = await archive.database.query(
      `SELECT type, facts FROM audit_event WHERE type LIKE 'incident.%' ORDER BY id`,
    );
    expect(events).toMatchObject([
      { type: 'incident.noted', facts: { kind: 'hijacked', from: '2026-05-19T09:00:00.000Z' } },
      { type: 'incident.ended', facts: { to: '2026-05-19T11:00:00.000Z' } },
    ]);
    expect(JSON.stringify(events)).not.toContain('Password');
    await archive.settle();
    await expectArchiveSound(archive);
  });

  it('is refused without a reason, in the future, backwards, twice ended and for no account', async () => {
    const note = (input: object): Promise<unknown> =>
      archive.get(NoteIncident).run(actor, { accountId, ...hijacked, ...input });
    await expect(note({ reason: ' ' })).rejects.toThrow('The reason is missing');
    await expect(note({ from: '2026-05-20T09:00:00Z' })).rejects.toThrow('does not begin in the future');
    await expect(note({ to: '2026-05-19T08:00:00Z' })).rejects.toThrow('cannot end before it begins');
    await expect(note({ accountId: '0192f1a0-0000-7000-8000-000000000001' })).rejects.toThrow('no such account');
    const { id } = await archive.get(NoteIncident).run(actor, { accountId, ...hijacked, to: '2026-05-19T11:00:00Z' });
    const end = archive.get(EndIncident).run(actor, { accountId, incidentId: id, reason: 'Once more' });
    await expect(end).rejects.toThrow('ended already');
    await expect(archive.database.query(`UPDATE incident SET kind = 'platform-bug'`)).rejects.toThrow(
      'only through the audit trail',
    );
    await expect(
      archive.get(AuditTrail).write(actor, async (tx) => void (await tx.rows.query(`DELETE FROM incident`))),
    ).rejects.toThrow('incident');
  });
});
