import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadItems } from '../../src/archive/index.js';
import { CaptureByHand, type HandedIn } from '../../src/capture/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('a picture of the screen')]);
const actor = system('setup');

describe('capturing by hand', () => {
  let archive: ArchiveUnderTest;
  let folder: string;
  let account: string;

  const file = (name: string, content: Buffer | string): HandedIn['files'][number] => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return { path, name, role: name.endsWith('.png') ? 'screenshot' : name.endsWith('.wacz') ? 'web-archive' : 'file' };
  };
  const handed = (more: Partial<HandedIn> = {}): HandedIn => ({
    accountId: account,
    url: 'https://nextdoor.com/p/abc',
    files: [file('seen.png', PNG)],
    seenBy: 'Marta Zielinski',
    seenAt: new Date('2026-05-18T14:00:00Z'),
    device: 'office phone',
    manner: 'scrolled to the post and pressed both buttons',
    ...more,
  });
  const handIn = (more: Partial<HandedIn> = {}): ReturnType<CaptureByHand['run']> =>
    archive.get(CaptureByHand).run(actor, handed(more));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'akta-hand-'));
    archive = await openArchive(new SimulatedClock(new Date('2026-05-18T15:00:00Z')));
    account = await archive.addAccount('https://nextdoor.com/agency/newford');
  });
  afterEach(async () => {
    try {
      await expectArchiveSound(archive);
    } finally {
      await archive.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('keeps the files and says who saw it, when, how and with what', async () => {
    const view = await handIn({ text: 'The bridge is open.' });
    expect(view.files).toMatchObject([{ name: 'seen.png', role: 'screenshot', bytes: PNG.length }]);
    const [item] = await archive.get(ReadItems).views(actor, [view.itemId ?? '']);
    expect(item?.versions).toMatchObject([
      {
        text: 'The bridge is open.',
        media: [{ alt: 'seen.png', mime: 'image/png', bytes: PNG.length }],
        brought: {
          how: 'hand',
          seenBy: 'Marta Zielinski',
          seenAt: '2026-05-18T14:00:00.000Z',
          device: 'office phone',
          manner: 'scrolled to the post and pressed both buttons',
          typed: true,
        },
      },
    ]);
  });

  it('counts the 20 days of a post from a personal account in local days', async () => {
    const forward = (postedAt: string, receivedAt: string): ReturnType<typeof handIn> =>
      handIn({
        url: `https://x.com/chief/status/${Date.parse(postedAt)}`,
        postedAt: new Date(postedAt),
        forwarded: { receivedAt: new Date(receivedAt) },
      });
    expect((await forward('2026-04-28T03:00:00Z', '2026-05-18T04:00:00Z')).forwarded).toMatchObject({
      dueOn: '2026-05-17',
      daysLate: 0,
    });
    expect((await forward('2026-04-20T17:00:00Z', '2026-05-15T17:00:00Z')).forwarded).toMatchObject({
      dueOn: '2026-05-10',
      daysLate: 5,
    });
  });

  it('adds nothing when exactly the same is handed in again', async () => {
    const first = await handIn();
    expect(first.itemId).not.toBeNull();
    expect((await handIn()).itemId).toBeNull();
  });

  it('keeps what another person saw of the same page beside it', async () => {
    const first = await handIn();
    expect((await handIn({ seenBy: 'Lena Fox' })).itemId).toBe(first.itemId);
    const [item] = await archive.get(ReadItems).views(actor, [first.itemId ?? '']);
    expect(item?.versions.map(({ brought }) => brought?.how === 'hand' && brought.seenBy)).toEqual([
      'Marta Zielinski',
      'Lena Fox',
    ]);
  });

  it.each<[string, () => Partial<HandedIn>, RegExp]>([
    ['without a file', () => ({ files: [], text: 'Trust me.' }), /at least one file/],
    ['that was seen tomorrow', () => ({ seenAt: new Date('2026-05-19T15:00:00Z') }), /after now/],
    ['of no page', () => ({ url: 'javascript:alert(1)' }), /no address of a page/],
    ['with an empty file', () => ({ files: [file('empty.txt', '')] }), /empty/],
    ['whose picture of the screen is none', () => ({ files: [file('text.png', 'words')] }), /no picture/],
    ['whose web archive is none', () => ({ files: [file('page.wacz', 'words')] }), /no web archive/],
    ['from a personal account, with no day', () => ({ forwarded: { receivedAt: new Date() } }), /when it was posted/],
  ])('refuses something %s in one sentence', async (_, more, sentence) => {
    await expect(handIn(more())).rejects.toThrow(sentence);
    expect(await archive.database.query(`SELECT FROM item`)).toEqual([]);
  });
});
