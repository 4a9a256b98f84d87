import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import { type Lab, startLab } from '../../lab/index.js';
import type { ItemView } from '../../src/archive/index.js';
import { type Draft, DraftCheck, type ExportView, WorkExports } from '../../src/exports/index.js';
import { newId, Refusal, SimulatedClock } from '../../src/platform/index.js';
import { type ItemRuling, type Release, ReleaseSource, type Ruling, type Target } from '../../src/requests/index.js';
import { startTestApp } from './app.js';
import { Scenario } from './scenario.js';

const HOST = 'social.newford.example';
export const CODE = '7(1)(b)';
export const REQUEST = newId();

export const hasPdfText = spawnSync('pdftotext', ['-v']).error === undefined;
if (!hasPdfText) console.warn('Skipped: pdftotext is not on this machine, so the text of the PDF is not searched.');

/** The rulings a test hands over, kept in memory. */
class RulingsInHand extends ReleaseSource {
  release: Release | null = null;
  rulings: readonly ItemRuling[] = [];

  async releaseOf(requestId: string): Promise<Release> {
    if (requestId === REQUEST && this.release) return this.release;
    throw new Refusal('not-found', 'There is no such request.');
  }

  async *rulingsOf(): AsyncGenerator<ItemRuling> {
    yield* this.rulings;
  }
}

/** Remembers every draft it was shown, and finds fault where it is told to. */
class SeenDrafts extends DraftCheck {
  readonly drafts: Draft[] = [];
  fault: Refusal | null = null;

  async run(draft: Draft): Promise<void> {
    expect(existsSync(join(draft.folder, draft.name, 'tagmanifest-sha256.txt'))).toBe(true);
    this.drafts.push(draft);
    if (this.fault) throw this.fault;
  }
}

const POSTS = {
  watch: 'A Flood Watch starts at noon.',
  lou: 'Mrs. Greta Olsen, 22 Mill St, is 84 and alone. Call her: 555-0142!!',
  karl: 'I know where the mayor sleeps: Elm Court 9',
  dana: 'I can bring sandbags.',
  thanks: 'Thank you, Dana Kowalska, that helps.',
  shelter: 'The shelter is open.',
  river: 'The river at dusk.',
  library: 'Library hours are unchanged.',
} as const;

/** A town's account of eight items, and a request in which something was decided of each. */
export class ReleaseStory extends Scenario {
  readonly ruledItems = new Map<string, ItemView>();
  account = '';

  // oxlint-disable-next-line max-params -- what tell() opened
  private constructor(
    app: Scenario['app'],
    private readonly lab: Lab,
    readonly folder: string,
    readonly source: RulingsInHand,
    readonly seen: SeenDrafts,
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
    const [source, seen] = [new RulingsInHand(), new SeenDrafts()];
    const ports = [
      { provide: ReleaseSource, useValue: source },
      { provide: DraftCheck, useValue: seen },
    ];
    const folder = await mkdtemp(join(tmpdir(), 'akta-release-'));
    const story = new ReleaseStory(await startTestApp({ clock, ports }), lab, folder, source, seen);
    await story.happen(clock);
    story.decide();
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
    this.account = await this.addAccount(await this.addBody(), `${this.lab.mastodon(HOST)}/@newford`);
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
    for (let i = 0; i < 8; i += 1) await minute();
    for (const [name, text] of Object.entries(POSTS))
      this.ruledItems.set(name, await this.itemSaying(this.account, text));
  }

  private decide(): void {
    this.source.release = {
      law: 'us-il',
      title: 'Request 2026-0031',
      question: 'All posts and replies about the flood.',
      accountIds: [this.account],
      window: { from: '2026-05-19', to: '2026-05-20' },
      thirdParties: [
        {
          uri: `https://${HOST}/users/dana_k`,
          handles: [this.named('dana').author?.handle ?? ''],
          names: ['Dana Kowalska'],
          ground: { code: CODE, harm: 'A private person.' },
        },
      ],
    };
    const personal = ['Greta Olsen', '22 Mill St', '555-0142'];
    this.source.rulings = [
      this.rule('watch', 'released'),
      this.rule(
        'lou',
        'in-part',
        personal.map((said) => this.stretch('lou', said)),
      ),
      this.rule('karl', 'withheld'),
      this.rule('dana', 'released'),
      this.rule('thanks', 'released'),
      this.rule('shelter', 'in-part', [{ kind: 'medium', ordinal: 1 }]),
      this.rule('river', 'in-part', [{ kind: 'region', ordinal: 1, x: 16, y: 16, width: 40, height: 40 }]),
      this.rule('library', 'not-responsive'),
    ];
  }

  private named(name: string): ItemView {
    const found = this.ruledItems.get(name);
    if (!found) throw new Error(`There is no item ${name}`);
    return found;
  }

  /** A ruling on an item of one version. */
  rule(name: string, decision: Ruling['decision'], targets: readonly Target[] = []): ItemRuling {
    const { id, versions } = this.named(name);
    const snapshotId = versions.at(-1)?.snapshotId ?? '';
    const isTaken = decision === 'in-part' || decision === 'withheld';
    return {
      itemId: id,
      ruling: {
        decision,
        codes: decision === 'withheld' ? [CODE] : [],
        redactions: targets.map((target) => ({ snapshotId, code: CODE, target })),
      },
      grounds: isTaken ? [{ code: CODE, harm: 'It names a private home.' }] : [],
    };
  }

  stretch(name: keyof typeof POSTS, said: string): Target {
    const text = POSTS[name];
    const start = Array.from(text.slice(0, text.indexOf(said))).length;
    return { kind: 'text', field: 'text', start, end: start + Array.from(said).length };
  }

  work(): Promise<boolean> {
    return this.get(WorkExports).tick();
  }

  /** The answer to the request, made; whatever came of it. */
  async made(more: object = {}): Promise<ExportView> {
    const asked = { profile: 'foia', requestId: REQUEST, language: 'en', ...more };
    const { id } = await this.send<ExportView>('POST', '/exports', asked);
    await this.work();
    return this.read<ExportView>(`/exports/${id}`);
  }

  /** Every file of a bundle, unpacked, and unpacked once more where something is packed in it. */
  async filesOf(zip: string): Promise<Map<string, Buffer>> {
    const into = await mkdtemp(join(this.folder, 'unpacked-'));
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

  async close(): Promise<void> {
    await this.app.close();
    await this.lab.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The one file of a bundle whose path ends so, as text. */
export function onlyFile(files: ReadonlyMap<string, Buffer>, ending: string): string {
  const found = [...files].filter(([path]) => path.endsWith(ending));
  expect(found).toHaveLength(1);
  return found[0]?.[1].toString('utf8') ?? '';
}
