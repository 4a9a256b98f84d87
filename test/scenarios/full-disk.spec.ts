import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/index.js';
import { FilesystemObjectStore, type GapView } from '../../src/archive/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { Scenario } from '../support/scenario.js';

const HOST = 'social.newford.example';
const MINUTE = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'akta-disk-'));
const disk = join(folder, 'disk');
mkdirSync(disk);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status === 0;
const where = mounted ? describe : describe.skip;

where('a disk that is full (a real one of a megabyte; skipped where none may be mounted)', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  let lab: Lab;
  let app: TestApp;
  let scenario: Scenario;
  let account: string;
  const outcomes = new Set<string>();

  const minutes = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      clock.advance(MINUTE);
      await scenario.settle();
    }
  };
  const post = (text: string): void => {
    lab.world.post(lab.world.account(`newford@${HOST}`), text);
  };
  const texts = async (): Promise<string[]> =>
    (await scenario.items(account)).map(({ latest }) => latest.text).toSorted();
  const fill = (): void => {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'somebody-elses'), Buffer.alloc(bavail * bsize));
  };

  beforeAll(async () => {
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`newford@${HOST}`);
      },
    });
    app = await startTestApp({ clock, store: new FilesystemObjectStore(join(disk, 'objects')) });
    scenario = new Scenario(app);
    scenario.get(WorkQueue).onOutcome = ({ outcome, detail }) => outcomes.add(`${outcome} ${detail ?? ''}`.trim());
    post('before');
    account = await scenario.addAccount(await scenario.addBody(), `${lab.mastodon(HOST)}/@newford`);
    await scenario.settle();
    expect(await texts()).toEqual(['before']);
  }, 60_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
    execFileSync('umount', [disk]);
    rmSync(folder, { recursive: true });
  });

  it('stops nothing but what would be written: the reason is said, and nothing half-written is believed', async () => {
    outcomes.clear();
    fill();
    post('while it was full');
    await minutes(20);
    expect([...outcomes]).toContainEqual(
      expect.stringMatching(/^could-not-look The disk of the object store is full\..*Make room/),
    );
    expect(await texts()).toEqual(['before']);
    expect((await scenario.items(account))[0]?.latest.text).toBe('before');
  }, 60_000);

  it('once there is room again has cost nothing but time, and the time is told', async () => {
    rmSync(join(disk, 'somebody-elses'));
    outcomes.clear();
    await minutes(6);
    expect([...outcomes]).toEqual(['captured']);
    expect(await texts()).toEqual(['before', 'while it was full']);
    const { items } = await scenario.read<{ items: GapView[] }>('/gaps');
    expect(items).toMatchObject([{ accountId: account, to: expect.any(String) }]);
    expect(
      readdirSync(join(disk, 'objects'), { recursive: true })
        .map(String)
        .filter((name) => name.includes('.part-')),
    ).toEqual([]);
    await scenario.expectSound();
  }, 60_000);
});

if (!mounted) rmSync(folder, { recursive: true });
