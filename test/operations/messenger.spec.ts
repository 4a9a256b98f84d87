import { type AccessToken, type Account, type Lab, startLab } from '../../lab/index.js';
import { EndMessages, GrantMessages, ProbeAgain, ProbeDue, ReadLimits } from '../../src/accounts/index.js';
import { ReadItems } from '../../src/archive/index.js';
import { OpenMessage } from '../../src/capture/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { heldBy } from '../support/expect-truth.js';

const HOST = 'facebook.example';
const setup = system('setup');
const HOUR = 3_600_000;

describe('what people write to a page of Facebook', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let accountId: string;
  let token: AccessToken;
  let city: Account;
  let carol: Account;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T12:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'facebook', rateLimit: null });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`carol@${HOST}`, { displayName: 'Carol Jensen' });
      },
    });
    const { world } = lab;
    [city, carol] = [world.account(`newford@${HOST}`), world.account(`carol@${HOST}`)];
    token = world.issueToken(HOST, city);
    world.reply(carol, world.post(city, 'In the open'), 'My number is 555 0199', { isPrivate: true });
    write('My address is 4 Elm Street', carol);
    archive = await openArchive(clock);
    accountId = await archive.addAccount(lab.facebook(HOST), { token: token.value });
    await archive.settle();
  }, 60_000);

  afterEach(async () => {
    await expectArchiveSound(archive);
    await archive.close();
    await lab.close();
  });

  const write = (text: string, from: Account) =>
    lab.world.things.message(text, { page: city, person: carol, from, at: clock.now() });
  const texts = async (): Promise<string[]> =>
    [...(await heldBy(archive.database)).values()].flatMap((known) => [...known.texts]).toSorted();
  const grant = () =>
    archive.get(GrantMessages).run(setup, { accountId, grantedBy: 'Marta Zielinski', ground: 'Resolution 26-41' });
  const later = async (ms = HOUR): Promise<void> => {
    clock.advance(ms);
    await archive.get(ProbeDue).run(new AbortController().signal);
    await archive.settle();
  };
  /** As each day: here every few hours, so that the archive's own nightly work is not missed. */
  const look = async (): Promise<void> => {
    await later(4 * HOUR);
    await archive.get(ProbeAgain).run(accountId);
  };
  /** Key of each limit about messages that holds, or held, with from when. */
  const limits = async (): Promise<string[]> =>
    (await archive.get(ReadLimits).run(setup, accountId)).items
      .filter(({ key }) => /messages/.test(key))
      .map(({ key, from, to }) => `${key} ${from.slice(11, 16)}${to === null ? '' : ` to ${to.slice(11, 16)}`}`)
      .toSorted();
  const direct = async (): Promise<string[]> =>
    (await archive.database.query<{ item_id: string }[]>(`SELECT item_id FROM direct_message`)).map(
      ({ item_id: id }) => id,
    );

  it('is not kept, nor left in kept answers, before somebody agrees to it; the limit says so, and since when', async () => {
    await later();
    expect(await texts()).toEqual(['In the open']);
    expect(await limits()).toEqual(['messages-not-granted 12:00']);
    expect(await direct()).toEqual([]);
  });

  it('is kept closed once it is agreed to, open by a decision, and ends when that ends', async () => {
    await grant();
    await later(2 * HOUR);
    expect(await texts()).toEqual(['', 'In the open', 'My address is 4 Elm Street', 'My number is 555 0199']);
    expect(await limits()).toEqual(['messages-not-granted 12:00 to 12:00']);
    const ids = await direct();
    // The conversation, a message in it, and the comment that only its author and the page see.
    expect(ids).toHaveLength(3);
    const exporter = system('export');
    const closed = await archive.get(ReadItems).views(exporter, ids, { withhold: true });
    expect(closed.map(({ restricted, versions }) => [restricted, versions.length])).toEqual(ids.map(() => [true, 0]));
    const address = (await archive.get(ReadItems).views(setup, ids)).find(({ versions }) =>
      versions.some(({ text }) => text.includes('Elm')),
    );
    await archive.get(OpenMessage).run(setup, { itemId: address?.id ?? '', reason: 'Asked for by request 2026-014' });
    const opened = await archive.get(ReadItems).views(exporter, [address?.id ?? ''], { withhold: true });
    expect(opened.map(({ restricted, versions }) => [restricted, versions.length])).toEqual([[false, 1]]);
    await archive.get(EndMessages).run(setup, { accountId, reason: 'Repealed' });
    write('Too late', carol);
    await later(2 * HOUR);
    expect(await texts()).not.toContain('Too late');
    expect(await limits()).toEqual(['messages-not-granted 12:00 to 12:00', 'messages-not-granted 14:00']);
    expect(await archive.database.query(`SELECT FROM finding WHERE kind = 'gone'`)).toEqual([]);
  });

  it('is not captured where the permission lacks, which is a limit of its own and never a removal', async () => {
    await grant();
    await later();
    token.readsMessages = false;
    write('Unseen', carol);
    await look();
    await look();
    expect(await texts()).toContain('My address is 4 Elm Street');
    expect(await texts()).not.toContain('Unseen');
    expect((await limits()).filter((limit) => !limit.includes(' to '))).toEqual([
      expect.stringMatching(/^no-scope-messages/),
    ]);
    expect(await archive.database.query(`SELECT FROM finding WHERE kind = 'gone'`)).toEqual([]);
    token.readsMessages = true;
    await look();
    expect(await texts()).toContain('Unseen');
    expect((await limits()).filter((limit) => !limit.includes(' to '))).toEqual([]);
  });
});
