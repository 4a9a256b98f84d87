import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tweetId, writeXArchive } from '../../lab/downloads/x-archive.js';
import type { HandView, ImportView } from '../../src/capture/index.js';
import { WorkImports } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { startTestApp } from '../support/app.js';
import { Scenario } from '../support/scenario.js';

const POSTED = new Date('2026-03-01T12:00:00Z');

describe('bringing what no interface gives, by HTTP', () => {
  let story: Scenario;
  let folder: string;
  let account: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akta-bring-'));
    story = new Scenario(await startTestApp({ clock: new SimulatedClock(new Date('2026-06-02T00:00:00Z')) }));
    account = await story.addAccount(await story.addBody(), 'https://x.com/newford');
  });
  afterAll(async () => {
    await story.expectSound();
    await story.app.close();
    await rm(folder, { recursive: true, force: true });
  });

  const send = async (path: string, body: Buffer | FormData, type?: string): Promise<Response> =>
    fetch(`${story.app.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${story.app.key}`, ...(type === undefined ? {} : { 'content-type': type }) },
      body,
    });

  it('takes a download as it comes, says how far it is, and lets nothing lie about once it is done', async () => {
    const path = join(folder, 'x.zip');
    const tweets = [{ id: tweetId(POSTED), text: 'The bridge is closed.', at: POSTED }];
    const owner = { handle: 'newford', accountId: '4711', displayName: 'City of Newford' };
    await writeXArchive(path, { ...owner, madeAt: new Date('2026-06-01T00:00:00Z'), tweets });
    const asked = await send(
      `/accounts/${account}/imports?file=x.zip`,
      await readFile(path),
      'application/octet-stream',
    );
    expect(asked.status).toBe(202);
    const view: ImportView = JSON.parse(await asked.text());
    expect(view).toMatchObject({ status: 'waiting', format: 'x', fileName: 'x.zip' });
    expect(view.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    await story.get(WorkImports).tick();
    expect(await story.read<ImportView>(`/imports/${view.id}`)).toMatchObject({
      status: 'done',
      percent: 100,
      counts: { new: 1 },
    });
    const lying = story.get(WorkImports);
    expect(await lying.tick()).toBe(false);
    await expect(readFile(join(story.app.dataDir, 'imports', view.id, 'upload'))).rejects.toThrow(/ENOENT/);
  });

  it('refuses what is no download in one sentence', async () => {
    const refused = await send(
      `/accounts/${account}/imports?file=x.zip`,
      Buffer.from('PK nonsense'),
      'application/octet-stream',
    );
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ detail: expect.stringMatching(/cannot be opened/) });
    expect((await story.read<{ items: unknown[] }>(`/accounts/${account}/imports`)).items).toHaveLength(1);
  });

  it('takes in what somebody saw, with its files and its form', async () => {
    const form = new FormData();
    form.set('url', 'https://x.com/newford/status/1');
    form.set('seenBy', 'Marta Zieliński');
    form.set('seenAt', '2026-05-18T14:00:00Z');
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('a picture')]);
    form.append('screenshot', new Blob([png]), 'zrzut–ekranu.png');
    const answer = await send(`/accounts/${account}/by-hand`, form);
    expect(answer.status).toBe(201);
    const view: HandView = JSON.parse(await answer.text());
    expect(view.files).toMatchObject([{ name: 'zrzut–ekranu.png', role: 'screenshot', bytes: png.length }]);
    const item = await story.item(view.itemId ?? '');
    expect(item.versions[0]?.brought).toMatchObject({ how: 'hand', seenBy: 'Marta Zieliński' });
  });
});
