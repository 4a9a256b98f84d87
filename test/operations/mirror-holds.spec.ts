import { Refusal } from '../../src/platform/index.js';
import { MirrorHolds, OpenMatter, PlaceHold, ReleaseHold } from '../../src/retention/index.js';
import { ExamineInstallation } from '../../src/integrity/index.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { approver, person, type PersonActor } from '../support/people.js';
import { ACTOR, DAY, forever, QuietArchive } from '../support/quiet-archive.js';

describe('holds in the object store', () => {
  let quiet: QuietArchive;
  let marta: PersonActor;
  let adam: PersonActor;

  beforeEach(async () => {
    quiet = await QuietArchive.open();
    marta = await person(quiet.archive, 'Marta Zielinski', 'records-officer');
    adam = await approver(quiet.archive, 'Adam Okafor', 'legal');
  }, 120_000);

  afterEach(() => quiet.close());

  const mirror = (): Promise<{ told: number; waiting: number }> => quiet.archive.get(MirrorHolds).run(forever);
  const held = (): string[] => [...quiet.store.objects].flatMap(([name, one]) => (one.held ? [name] : [])).toSorted();
  /** What an item has bytes in, and what it shows. */
  const objectsOf = async (itemId: string): Promise<string[]> => {
    const rows = await quiet.rows<{ object: string }>(
      `SELECT x.object FROM exchange x JOIN exchange_item o ON o.exchange_id = x.id WHERE o.item_id = $1
       UNION SELECT m.object FROM medium m JOIN snapshot_medium s ON s.medium_id = m.id WHERE s.item_id = $1 ORDER BY 1`,
      [itemId],
    );
    return rows.map(({ object }) => object);
  };
  const withPicture = async (): Promise<string> =>
    (await quiet.rows<{ id: string }>(`SELECT item_id AS id FROM snapshot_medium`))[0]?.id ?? '';
  const place = async (itemId: string): Promise<string> => {
    const [body] = await quiet.rows<{ id: string }>(`SELECT id FROM body`);
    const kowalczyk = { bodyId: body?.id ?? '', number: `2026-CV-${itemId}`, name: 'Kowalczyk', kind: 'litigation' } as const; // prettier-ignore
    const { id: matterId } = await quiet.archive.get(OpenMatter).run(marta, kowalczyk);
    const hold = { matterId, reason: 'A claim', triggerAt: '2026-05-19T13:00:00Z', scope: { itemIds: [itemId] } };
    const id = await quiet.archive.get(PlaceHold).run(marta, hold);
    await quiet.archive.settle();
    return id;
  };
  const release = async (holdId: string): Promise<void> => {
    await quiet.archive.get(ReleaseHold).propose(marta, { holdId, reason: 'Settled' });
    await quiet.archive.get(ReleaseHold).approve(adam, { holdId });
    await quiet.archive.settle();
  };

  it('follow ours: on what a held item has bytes in or shows, until the last hold is released', async () => {
    const item = await withPicture();
    const objects = await objectsOf(item);
    expect(objects.some((name) => name.startsWith('m/'))).toBe(true);
    const other = (await quiet.itemIds()).find((id) => id !== item) ?? '';
    const [first, second] = [await place(item), await place(other)];
    const both = new Set([...objects, ...(await objectsOf(other))]);
    expect(await mirror()).toEqual({ told: both.size, waiting: 0 });
    expect(held()).toEqual([...both].toSorted());
    expect(await mirror()).toEqual({ told: 0, waiting: 0 });
    await expectArchiveSound(quiet.archive);

    await release(second);
    await mirror();
    expect(held()).toEqual(objects);
    await release(first);
    await mirror();
    expect([held(), await quiet.count('object_hold')]).toEqual([[], 0]);
    await expectArchiveSound(quiet.archive);
  });

  it('that the store could not be told of wait, are ill after an hour, and are told when it answers', async () => {
    const hold = quiet.store.hold.bind(quiet.store);
    quiet.store.hold = () => Promise.reject(new Refusal('store-unavailable', 'The object store did not answer.'));
    const item = await withPicture();
    await place(item);
    await expect(mirror()).rejects.toThrow('did not answer');
    const ill = async (): Promise<string[]> =>
      (await quiet.archive.get(ExamineInstallation).run(ACTOR)).flatMap(({ is, says }) => (is === 'ill' ? [says] : []));
    expect(await ill()).not.toContain('holds.waiting');
    quiet.clock.advance(2 * 3_600_000);
    expect(await ill()).toContain('holds.waiting');
    quiet.store.hold = hold;
    expect(await mirror()).toEqual({ told: (await objectsOf(item)).length, waiting: 0 });
    expect(await ill()).not.toContain('holds.waiting');
  });

  it('that somebody took off in the store are found', async () => {
    const item = await withPicture();
    await place(item);
    await mirror();
    await quiet.store.hold((await objectsOf(item))[0] ?? '', false);
    expect(await quiet.wrongs()).toEqual(['hold-lost']);
  });

  it('keep an object whose lock has ended and of which nothing lives, until the store was told otherwise', async () => {
    const item = await withPicture();
    const id = await place(item);
    await mirror();
    await release(id);
    const all = await quiet.itemIds();
    await quiet.destroy(all);
    const [medium = ''] = (await objectsOf(item)).filter((name) => name.startsWith('m/'));
    quiet.clock.advance(450 * DAY);
    await quiet.daily();
    expect(quiet.store.objects.has(medium)).toBe(true);
    await mirror();
    await quiet.daysPass(1);
    expect(quiet.store.objects.has(medium)).toBe(false);
  });
});
