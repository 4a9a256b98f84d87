import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import { verifyBundle } from '../../src/exports/verify/verify-bundle.js';
import { BagWriter } from '../../src/exports/bundle/write-bag.js';
import { writeItems } from '../../src/exports/bundle/write-items.js';
import { type MessageCounts, writeMessages } from '../../src/exports/bundle/write-messages.js';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';
import { PIXEL, record, STORY } from '../support/bundle-story.js';
import { FixtureLog } from '../support/fixture-log.js';
import { hasPython, verifyByPython } from '../support/verify-py.js';

const SUPPORT = join(import.meta.dirname, '../support');
const fits = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(readFileSync(join(SUPPORT, 'rsmf.schema.json'), 'utf8')),
);

interface Read {
  readonly name: string;
  readonly text: string;
  readonly manifest: {
    readonly participants: readonly { id: string; display: string }[];
    readonly conversations: readonly Record<string, unknown>[];
    readonly events: readonly (Record<string, unknown> & { custom: { name: string; value: string }[] })[];
  };
}

async function readBack(folder: string): Promise<Read[]> {
  const { stdout } = await promisify(execFile)('python3', [join(SUPPORT, 'read-rsmf.py'), folder], {
    maxBuffer: 2 ** 26,
  });
  const files: Read[] = JSON.parse(stdout);
  for (const { name, manifest } of files) {
    fits(manifest);
    expect([name, fits.errors ?? []]).toEqual([name, []]);
  }
  return files;
}

const progress = async (): Promise<void> => undefined;
const whenPython = hasPython ? it : it.skip;

describe('threads as message files', () => {
  let fixture: Fixture;
  let bag: string;
  beforeAll(async () => {
    fixture = await buildFixture({ profile: 'litigation' });
    bag = join(fixture.unpacked, fixture.plan.name);
  });
  afterAll(() => removeFixture(fixture));

  whenPython('hold who said what when, with edits, what is gone and the pictures', async () => {
    const [file, ...others] = await readBack(join(bag, 'data/rsmf'));
    expect(others).toEqual([]);
    expect(file?.name).toBe('0001/00000001-2026-05-19.rsmf');
    expect(file?.text).toContain('A Flood Watch starts at 1 pm.');
    expect(file?.manifest.participants).toEqual([
      { id: '@newford', display: 'newford (@newford)', account_id: '@newford' },
      { id: '@river_rat77', display: 'river_rat77 (@river_rat77)', account_id: '@river_rat77' },
    ]);
    expect(file?.manifest.conversations).toMatchObject([
      { platform: 'mastodon', custodian: '@newford', display: 'Thread of item 1' },
    ]);
    const [post, rumour, check] = file?.manifest.events ?? [];
    expect(post).toMatchObject({
      body: 'A Flood Watch starts at 1 pm.',
      direction: 'outgoing',
      deleted: false,
      edits: [
        {
          timestamp: '2026-05-19T13:22:00.000Z',
          previous: 'A Flood Watch starts at noon.',
          new: 'A Flood Watch starts at 1 pm.',
        },
      ],
      attachments: [{ size: PIXEL.length }],
    });
    expect(rumour).toMatchObject({
      participant: '@river_rat77',
      deleted: true,
      parent: post?.['id'],
      direction: 'incoming',
    });
    const state = rumour?.custom.find(({ name }) => name === 'State')?.value;
    expect(state).toBe(
      'No longer at the source; first missing 19 May 2026, 14:32 (UTC−05:00). This does not say who removed it.',
    );
    expect(check).toMatchObject({
      body: 'RUMOR CHECK: Miller Dam has NOT been opened. Zażółć 😀',
      attachments: [],
      edits: [],
    });
    const scope = JSON.parse(await readFile(join(bag, 'data/scope.json'), 'utf8'));
    expect(scope.messages).toEqual({ files: 1, events: 3, attachments: 1, leftOut: 0, profiles: 0 });
  });

  it('leave the bundle authentic to both verifiers', async () => {
    const key = await readFile(join(bag, 'data/log/log.pub.pem'), 'utf8');
    const { verdict } = await verifyBundle({
      path: fixture.zip,
      key: { pem: key, name: 'log.pub.pem' },
      language: 'en',
    });
    expect(verdict).toBe('authentic');
    if (!hasPython) return;
    const second = await verifyByPython(fixture.zip, ['--key', join(bag, 'data/log/log.pub.pem')]);
    expect(second).toMatchObject({ code: 0, text: expect.stringContaining('The signing key is the one you named.') });
  });

  async function written(
    story: typeof STORY,
    limits?: { events: number; attached: number },
  ): Promise<{ files: Read[]; counts: MessageCounts; left: string[] }> {
    const folder = await mkdtemp(join(tmpdir(), 'akta-messages-'));
    const archive = join(folder, 'a.zip');
    const { content, plan } = record(new FixtureLog(), story, {});
    const writer = await BagWriter.create(archive, 'bag');
    const listing = await writeItems(writer, content, progress);
    const counts = await writeMessages(writer, {
      plan,
      listing,
      progress,
      beside: archive,
      ...(limits ? { limits } : {}),
    });
    await writer.finish({ organisation: 'x', name: 'bag', at: plan.at, description: null });
    const left = await readdir(folder);
    await unpackBundle(archive, folder);
    const files = await readBack(join(folder, 'bag/data/rsmf'));
    await rm(folder, { recursive: true, force: true });
    return { files, counts, left };
  }

  whenPython('are begun anew with each day of the body and each thread', async () => {
    const who = '@newford';
    const { files } = await written([
      { who, posted: '2026-05-20T03:00:00.000Z', texts: ['Tuesday evening in Newford.'] },
      { who, posted: '2026-05-20T06:00:00.000Z', texts: ['Wednesday, after midnight.'], reply: 0 },
      { who, posted: '2026-05-20T06:30:00.000Z', texts: ['Another thread.'] },
    ]);
    expect(files.map(({ name }) => name)).toEqual([
      '0001/00000001-2026-05-19.rsmf',
      '0001/00000001-2026-05-20.rsmf',
      '0001/00000003-2026-05-20.rsmf',
    ]);
    // What it answers stands in another file, so it says so itself.
    const [, reply] = files.map(({ manifest }) => manifest.events[0]);
    expect(reply).not.toHaveProperty('parent');
    expect(reply?.custom.map(({ name }) => name)).toContain('Answers item');
  });

  whenPython(
    'are cut where they would hold too many events or too many bytes, and say what is not attached',
    async () => {
      const who = '@newford';
      const posted = '2026-05-19T13:20:00.000Z';
      const replies = Array.from({ length: 9 }, (_, i) => ({
        who,
        posted,
        texts: [`Reply ${i}.`],
        reply: 0,
        picture: PIXEL,
      }));
      const story = [{ who, posted, texts: ['Post.'] }, ...replies];
      const byEvents = await written(story, { events: 4, attached: 10_000 });
      expect(byEvents.files.map(({ manifest }) => manifest.events.length).toSorted((a, b) => a - b)).toEqual([2, 4, 4]);
      expect(byEvents.files.map(({ name }) => name)).toContain('0001/00000001-2026-05-19-3.rsmf');
      const byBytes = await written(story, { events: 100, attached: 2 * PIXEL.length });
      expect(byBytes.files.map(({ manifest }) => manifest.events.length).toSorted((a, b) => a - b)).toEqual([
        1, 2, 2, 2, 3,
      ]);
      const without = await written(story, { events: 100, attached: PIXEL.length - 1 });
      expect(without.counts).toMatchObject({ files: 1, events: 10, attachments: 0, leftOut: 9 });
      const said = without.files[0]?.manifest.events[1]?.custom.find(({ name }) => name === 'Not attached')?.value;
      expect(said).toMatch(/^[\w-]+\.png \(\d+ bytes\) is too large for a message file; it is in the bundle\.$/);
      expect(without.left).toEqual(['a.zip']);
    },
  );
});
