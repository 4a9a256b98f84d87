import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FilesystemObjectStore } from '../../src/archive/index.js';
import { AskPackage, WorkPackages } from '../../src/exports/index.js';
import { BuildPackage } from '../../src/exports/transfers/build-package.js';
import { TransferFolders } from '../../src/exports/transfers/transfer-folders.js';
import { type ListView, RefuseReceipt } from '../../src/retention/index.js';
import { freshDatabase, urlsOf } from '../support/database.js';
import { DispositionOffice, putPolicy } from '../support/disposition-office.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { policy, series } from '../support/policies.js';
import { ARCHIVE, handedOver, hasReader, readPackage, takeFile } from '../support/transfer-desk.js';
import { compileWorker, startWorker } from '../support/worker-process.js';

const ITEMS = 300;
/** Longer than a lease. */
const LATER_MS = 2 * 60_000;

describe('a package whose workers die', () => {
  let office: DispositionOffice;
  let url: string;
  let list: ListView;
  const folder = mkdtempSync(join(tmpdir(), 'akta-transfer-'));
  const worker = compileWorker('transfer-worker');

  beforeAll(async () => {
    const database = await freshDatabase();
    url = (await urlsOf(database)).akta_app;
    const store = new FilesystemObjectStore(join(folder, 'objects'));
    const texts = Array.from({ length: ITEMS }, (_, i) => `Post number ${i}`);
    office = await DispositionOffice.open(texts, { database, folder, store, exports: true });
    for (let i = 0; (await office.items()).length < ITEMS && i < 40; i += 1) await office.look();
    const rule = series('A', {
      period: 'permanent',
      transferAfter: 'P1Y',
      action: 'transfer',
      match: [{ itemTypes: ['post'] }],
    });
    await putPolicy(office.archive, office.bodyId, policy('jrwa', [rule]));
    await office.until('2025-06-01T12:00:00Z');
    list = await office.propose();
    expect(list.counts.listed).toBe(ITEMS);
    await office.approved(list);
  }, 300_000);

  afterAll(async () => {
    await office.close();
    worker.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (): Promise<{ readonly packageId: string }> =>
    office.archive.get(AskPackage).run(office.marta, { listId: list.id, profile: 'bagit-premis', archive: ARCHIVE });
  const built = async (): Promise<number> => {
    const [row] = await office.archive.database.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM audit_event WHERE type = 'transfer.built'`,
    );
    return row?.n ?? 0;
  };

  it('is begun again by another after a kill in its middle, and is whole', async () => {
    const { packageId } = await ask();
    const killed = startWorker(worker.script, [url, folder, office.clock.now().toISOString()]);
    await killed.ready;
    killed.kill();
    const { said } = await killed.ended;
    expect(said).toBe('ready');
    const files = office.archive.get(TransferFolders).of(packageId);
    expect(readdirSync(files)).toEqual(['draft.zip']);
    expect(await office.read(list.id)).toMatchObject({ state: 'packaging', package: { status: 'waiting' } });
    expect(await built()).toBe(0);

    // Nobody else takes it before its lease has ended.
    expect(await office.archive.get(WorkPackages).tick()).toBe(false);
    office.clock.advance(LATER_MS);
    expect(await office.archive.get(WorkPackages).tick()).toBe(true);
    expect(await office.read(list.id)).toMatchObject({ state: 'packaged', package: { status: 'ready', done: ITEMS } });
    expect(await built()).toBe(1);
    expect(readdirSync(files)).toEqual([`${(await office.read(list.id)).package?.name}.zip`]);
    if (hasReader) expect(readPackage(await takeFile(office, list))).toMatchObject({ wrong: [], items: ITEMS });
    await expectArchiveSound(office.archive);
  }, 120_000);

  it('is taken up as it was recorded where a worker died after that: the log holds it once', async () => {
    const { archive } = office;
    await handedOver(office, list);
    await archive.get(RefuseReceipt).run(office.marta, { listId: list.id, reason: 'Once more' });
    const { packageId } = await ask();
    const row = async (): Promise<Parameters<BuildPackage['run']>[1]> => {
      const [found] = await archive.database.query(`SELECT * FROM transfer_package WHERE id = $1`, [packageId]);
      return found;
    };
    // Built, and nobody said so: the worker died before the last step.
    const once = await archive.get(BuildPackage).run(office.marta, await row(), async () => undefined);
    expect(await built()).toBe(2);
    await archive.get(WorkPackages).tick();
    expect(await office.read(list.id)).toMatchObject({
      state: 'packaged',
      package: { id: packageId, commit: once.commit, bytes: once.bytes },
    });
    expect(await built()).toBe(2);
    await expectArchiveSound(archive);
  }, 120_000);

  it('leaves the list approved and nothing behind where it cannot be made, and says why', async () => {
    const { archive } = office;
    await handedOver(office, list);
    await archive.get(RefuseReceipt).run(office.marta, { listId: list.id, reason: 'Once more' });
    const { packageId } = await ask();
    const [item = ''] = await office.items();
    const hold = await office.hold('2025-CV-9', { itemIds: [item] });
    expect(hold).not.toBe('');
    await archive.get(WorkPackages).tick();
    const after = await office.read(list.id);
    expect(after).toMatchObject({ state: 'approved', package: { status: 'failed' } });
    expect(after.steps.at(-1)).toMatchObject({
      action: 'fail-package',
      reason: expect.stringContaining('is under 2025-L-001'),
    });
    expect(existsSync(archive.get(TransferFolders).of(packageId))).toBe(false);
    expect(after.actions).toEqual(['exclude', 'package', 'withdraw']);
    await expectArchiveSound(archive);
  }, 120_000);
});
