import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import { type Lab, startLab } from '../../lab/index.js';
import type { ItemView } from '../../src/archive/index.js';
import { type ExportView, WorkExports } from '../../src/exports/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import type { AskedTarget, ReviewDecision, ReviewItem } from '../../src/requests/index.js';
import { startTestApp } from './app.js';
import { Scenario } from './scenario.js';

const HOST = 'social.newford.example';
export const CODE = '7(1)(b)';

export const hasPdfText = spawnSync('pdftotext', ['-v']).error === undefined;
if (!hasPdfText) console.warn('Skipped: pdftotext is not on this machine, so the text of the PDF is not searched.');

const POSTS = {
  watch: 'A Flood Watch starts at noon.',
  lou: 'Mrs. Greta Olsen, 22 Mill St, is 84 and alone. Call her: 555-0142!!',
  karl: 'I know where the mayor sleeps: Elm Court 9',
  dana: 'I can bring sandbags.',
  thanks: 'Thank you, Dana Kowalska, that helps.',
  shelter: 'The shelter is open.',
  river: 'The river at dusk.',
  library: 'Library hours are unchanged.',
  crew: 'A crew is at 22 Mill St. now.',
} as const;
type Post = keyof typeof POSTS;
/** A second version of the river, after the set was frozen. */
export const LATER = 'The river has risen to the fence.';
const GROUND = { code: CODE, harm: 'It names a private home.' };

/** A town's account of nine items, and a request by letter that was reviewed item by item. */
export class ReleaseStory extends Scenario {
  readonly ruledItems = new Map<string, ItemView>();
  body = '';
  account = '';
  request = '';

  // oxlint-disable-next-line max-params -- what tell() opened
  private constructor(
    app: Scenario['app'],
    readonly clock: SimulatedClock,
    private readonly lab: Lab,
    readonly folder: string,
  ) {
    super(app);
  }

  static async tell(): Promise<ReleaseStory> {
    const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    const lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`neighbor_lou@${HOST}`, { displayName: 'Lou' });
        world.openAccount(`karl_h@${HOST}`, { displayName: 'Karl Heller' });
        world.openAccount(`dana_k@${HOST}`, { displayName: 'Dana Kowalska' });
      },
    });
    const folder = await mkdtemp(join(tmpdir(), 'akta-release-'));
    const story = new ReleaseStory(await startTestApp({ clock }), clock, lab, folder);
    await story.happen(clock);
    story.request = await story.review();
    lab.world.edit(lab.world.postNamed('river'), LATER);
    clock.advance(3_600_000);
    await story.settle();
    return story;
  }

  private async happen(clock: SimulatedClock): Promise<void> {
    const { world } = this.lab;
    const who = (name: string): ReturnType<typeof world.account> => world.account(`${name}@${HOST}`);
    const minute = async (): Promise<void> => {
      clock.advance(60_000);
      await this.settle();
    };
    world.post(who('newford'), POSTS.watch, { key: 'watch' });
    this.body = await this.addBody();
    this.account = await this.addAccount(this.body, `${this.lab.mastodon(HOST)}/@newford`);
    await this.stateBasis(this.account);
    await minute();
    const watch = world.postNamed('watch');
    world.reply(who('neighbor_lou'), watch, POSTS.lou, { key: 'lou' });
    world.reply(who('karl_h'), watch, POSTS.karl, { key: 'karl' });
    world.reply(who('dana_k'), watch, POSTS.dana, { key: 'dana' });
    world.reply(who('newford'), watch, POSTS.thanks, { key: 'thanks' });
    world.post(who('newford'), POSTS.shelter, { key: 'shelter', media: [{ scene: 'map', alt: 'Cots at Saint Anne' }] });
    world.post(who('newford'), POSTS.river, { key: 'river', media: [{ scene: 'sunset', alt: 'The river' }] });
    world.post(who('newford'), POSTS.library, { key: 'library' });
    world.post(who('newford'), POSTS.crew, { key: 'crew' });
    for (let i = 0; i < 9; i += 1) await minute();
    for (const [name, text] of Object.entries(POSTS))
      this.ruledItems.set(name, await this.itemSaying(this.account, text));
  }

  /** From the letter to the last decision; answers the request. `other`: decided otherwise than usual. */
  async review(other: Partial<Record<Post, ReviewDecision>> = {}): Promise<string> {
    const request = await this.frozen();
    const decided: Record<Post, ReviewDecision> = {
      watch: 'responsive',
      lou: 'in-part',
      karl: 'withhold',
      dana: 'in-part',
      thanks: 'responsive',
      shelter: 'in-part',
      river: 'in-part',
      library: 'not-about',
      crew: 'not-about',
      ...other,
    };
    for (const [name, decision] of Object.entries(decided)) await this.decide(request, name, decision);
    for (const said of ['Greta Olsen', '22 Mill St', '555-0142'])
      await this.cover(request, 'lou', stretch('lou', said));
    await this.cover(request, 'dana', { version: 1, part: 'author-name' });
    await this.cover(request, 'shelter', { version: 1, part: 'medium-1' });
    const region = { x: 2_500, y: 2_500, width: 5_000, height: 5_000 };
    await this.cover(request, 'river', { version: 1, part: 'medium-1', region });
    return request;
  }

  /** A request for everything the account said, found and frozen. */
  async frozen(): Promise<string> {
    const letter = { name: 'Dana Whitlock', contact: 'dana@ledger.example', text: 'Everything about the flood.' };
    const { id } = await this.send<{ id: string }>('POST', '/requests', {
      bodyId: this.body,
      kind: 'state-law',
      law: 'us-il',
      channel: 'email',
      letter,
      receivedAt: this.clock.now().toISOString(),
      scope: { accountIds: [this.account], from: '2026-05-19', to: '2026-05-20' },
    });
    await this.send('POST', `/requests/${id}/collection`, {});
    await this.send('POST', `/requests/${id}/freeze`, {});
    return id;
  }

  async decide(request: string, name: string, decision: ReviewDecision): Promise<void> {
    const { itemId, revision } = await this.read<ReviewItem>(`/requests/${request}/items/${this.named(name).id}`);
    const ground = decision === 'withhold' ? { ground: GROUND } : {};
    await this.send('POST', `/requests/${request}/decisions`, { items: [{ itemId, revision }], decision, ...ground });
  }

  async cover(request: string, name: string, target: AskedTarget): Promise<void> {
    await this.send('POST', `/requests/${request}/items/${this.named(name).id}/redactions`, {
      ...target,
      ground: GROUND,
    });
  }

  named(name: string): ItemView {
    const found = this.ruledItems.get(name);
    if (!found) throw new Error(`There is no item ${name}`);
    return found;
  }

  work(): Promise<boolean> {
    return this.get(WorkExports).tick();
  }

  /** The answer to the request, made; whatever came of it. */
  async made(more: object = {}): Promise<ExportView> {
    const asked = { requestId: this.request, language: 'en', ...more };
    const { id } = await this.send<ExportView>('POST', '/exports', asked);
    await this.work();
    return this.read<ExportView>(`/exports/${id}`);
  }

  /** What comes of asking for an answer before it can be given. */
  async begun(requestId: string): Promise<Record<string, unknown>> {
    const answer = await this.app.ask('POST', '/api/v1/exports', { body: { requestId, language: 'en' } });
    return JSON.parse(await answer.text());
  }

  /** SHA-256 in hex. */
  async digestOfPicture(name: string): Promise<string> {
    const href = this.named(name).versions[0]?.media[0]?.href ?? '';
    return hash('sha256', Buffer.from(await (await this.app.ask('GET', href)).arrayBuffer()));
  }

  filesOf(zip: string): Promise<Map<string, Buffer>> {
    return filesOf(zip, this.folder);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.lab.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function stretch(name: Post, said: string): AskedTarget {
  const text = POSTS[name];
  const start = Array.from(text.slice(0, text.indexOf(said))).length;
  return { version: 1, part: 'text', start, end: start + Array.from(said).length };
}

/** Every file of a bundle, unpacked, and unpacked once more where something is packed in it. */
export async function filesOf(zip: string, folder: string): Promise<Map<string, Buffer>> {
  const into = await mkdtemp(join(folder, 'unpacked-'));
  await unpackBundle(zip, into);
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(into, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    files.set(path, path.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    if (!path.endsWith('.pdf') || !hasPdfText) continue;
    files.set(`${path} (text)`, spawnSync('pdftotext', ['-raw', path, '-']).stdout);
  }
  return files;
}

/** The one file of a bundle whose path ends so, as text. */
export function onlyFile(files: ReadonlyMap<string, Buffer>, ending: string): string {
  const found = [...files].filter(([path]) => path.endsWith(ending));
  expect(found).toHaveLength(1);
  return found[0]?.[1].toString('utf8') ?? '';
}
