import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/index.js';
import { WorkExports, type WrittenLetterView } from '../../src/exports/index.js';
import { type Language, SimulatedClock } from '../../src/platform/index.js';
import type { RequestView, ReviewDecision, ReviewItem } from '../../src/requests/index.js';
import { membersOf, startTestApp, type TestApp } from './app.js';
import { Scenario } from './scenario.js';

/** One town's day, its law, and what the answer to a request about it comes to. */
export interface Town {
  readonly language: Language;
  readonly body: { readonly name: string; readonly zone: string; readonly country: string; readonly prefix: string };
  readonly host: string;
  readonly law: string;
  readonly kind: string;
  readonly code: string;
  /** In the words of the letter, as the archive counts it. */
  readonly days: {
    readonly begins: string;
    readonly received: string;
    readonly now: string;
    readonly due: string;
    readonly dueInWords: string;
    readonly extendBy: string;
    readonly extended: string;
    readonly extendedInWords: string;
    readonly answered: string;
  };
  readonly extension: { readonly kind: string; readonly until?: string };
  readonly query: string;
  readonly scope: { readonly from: string; readonly to: string };
  readonly posts: Readonly<Record<'watch' | 'call' | 'threat' | 'thanks' | 'later', string>>;
  /** Of the reply, what is covered. */
  readonly covered: readonly string[];
  readonly head: object;
  readonly withAnswer: object;
  readonly why: string;
  readonly counts: string;
  readonly profile: string;
}

const DECIDED: Readonly<Record<'watch' | 'call' | 'threat' | 'thanks', ReviewDecision>> = {
  watch: 'responsive',
  call: 'in-part',
  threat: 'withhold',
  thanks: 'not-about',
};

export const hasTools = ['pdftotext', 'unzip'].every((tool) => spawnSync(tool, ['-v']).error === undefined);
if (!hasTools)
  console.warn('Skipped: pdftotext or unzip is not on this machine, so the files of letters are not read.');

/** A town hall with an archive: its officer, its counsel, and a request by letter. What they do is done over HTTP. */
export class AnswerStory extends Scenario {
  request = '';

  // oxlint-disable-next-line max-params -- what open() opened
  private constructor(
    app: TestApp,
    readonly town: Town,
    readonly clock: SimulatedClock,
    readonly lab: Lab,
    readonly folder: string,
    private readonly keys: Readonly<Record<'marta' | 'adam', string>>,
    readonly bodyId: string,
  ) {
    super(app);
  }

  static async open(town: Town): Promise<AnswerStory> {
    const clock = new SimulatedClock(new Date(town.days.begins));
    const { host, posts } = town;
    const lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(host, { software: 'mastodon' });
        const hall = world.openAccount(`hall@${host}`, { displayName: town.body.name });
        const neighbour = world.openAccount(`lou@${host}`, { displayName: 'Lou' });
        const watch = world.post(hall, posts.watch);
        world.reply(neighbour, watch, posts.call);
        world.reply(neighbour, watch, posts.threat);
        world.post(hall, posts.thanks);
      },
    });
    const app = await startTestApp({ clock });
    const keys = { marta: await app.keyOf('records-officer'), adam: await app.keyOf('legal') };
    const folder = await mkdtemp(join(tmpdir(), 'akta-answer-'));
    const scenario = new Scenario(app);
    const { id } = await scenario.send<{ id: string }>('POST', '/bodies', { ...town.body, languages: [town.language] });
    await scenario.stateBasis(await scenario.addAccount(id, `${lab.mastodon(host)}/@hall`));
    const story = new AnswerStory(app, town, clock, lab, folder, keys, id);
    for (let looks = 0; looks < 2; looks += 1) await story.look();
    return story;
  }

  async look(): Promise<void> {
    this.clock.advance(2 * 60_000);
    await this.settle();
  }

  async go(at: string): Promise<void> {
    this.clock.advance(new Date(at).getTime() - this.clock.now().getTime());
    await this.settle();
  }

  /** As the officer unless told. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    { key = this.keys.marta, headers = {} }: { key?: string; headers?: Record<string, string> } = {},
  ): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
    const answer = await fetch(`${this.app.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await membersOf(answer) };
  }

  async work(): Promise<void> {
    while (await this.get(WorkExports).tick());
  }

  async register(more: object = {}): Promise<RequestView> {
    const { law, kind, language, days, scope, query } = this.town;
    const letter = { name: 'Dana Whitlock', contact: 'dana@ledger.example', text: this.town.posts.watch };
    const asked = { bodyId: this.bodyId, kind, law, language, channel: 'email', letter, receivedAt: days.received };
    const { status, body } = await this.ask('POST', '/requests', { ...asked, scope: { ...scope, query }, ...more });
    expect([status, body['detail']]).toEqual([201, undefined]);
    const request: RequestView = Object(body);
    this.request = request.id;
    return request;
  }

  async step(name: string, body: object = {}): Promise<RequestView> {
    const answer = await this.ask('POST', `/requests/${this.request}/${name}`, body);
    expect([answer.body['detail'], answer.status < 300]).toEqual([undefined, true]);
    return Object(answer.body);
  }

  /** Every item decided by two people, and what is covered covered. */
  async review(): Promise<void> {
    for (const [name, decision] of Object.entries(DECIDED)) {
      const ground = decision === 'withhold' ? { ground: { code: this.town.code } } : {};
      const item = await this.itemOf(name);
      if (decision === 'in-part') await this.cover(item);
      const { marta, adam } = this.keys;
      for (const [pass, key] of [
        ['first', marta],
        ['second', adam],
      ] as const) {
        const { revision } = await this.itemOf(name);
        const headers = { 'if-match': `"${revision}"` };
        const path = `/requests/${this.request}/items/${item.itemId}/decision`;
        const answer = await this.ask('PUT', path, { decision, pass, ...ground }, { key, headers });
        expect([answer.body['detail'], answer.status]).toEqual([undefined, 200]);
      }
    }
  }

  private async cover(item: ReviewItem): Promise<void> {
    const text = this.town.posts.call;
    for (const said of this.town.covered) {
      const start = Array.from(text.slice(0, text.indexOf(said))).length;
      const place = { version: 1, part: 'text', start, end: start + Array.from(said).length };
      const path = `/requests/${this.request}/items/${item.itemId}/redactions`;
      const answer = await this.ask('POST', path, { ...place, ground: { code: this.town.code } });
      expect([answer.body['detail'], answer.status]).toEqual([undefined, 201]);
    }
  }

  private async itemOf(name: string): Promise<ReviewItem> {
    const text = Object.entries(this.town.posts).find(([key]) => key === name)?.[1] ?? '';
    const { body } = await this.ask('GET', `/requests/${this.request}/items?limit=200`);
    const items: ReviewItem[] = Object(body['items']);
    for (const item of items) {
      const { versions } = await this.item(item.itemId);
      if (versions[0]?.text === text) return item;
    }
    throw new Error(`Nothing in the set says "${text}"`);
  }

  async letter(kind: string, more: object = {}): Promise<WrittenLetterView> {
    const { status, body } = await this.ask('POST', `/requests/${this.request}/letters`, { kind, ...more });
    expect([body['detail'], status]).toEqual([undefined, 201]);
    return Object(body);
  }

  /** The text of a letter's file as somebody else's program reads it, on one line. */
  async textOf({ files, name }: WrittenLetterView, format: 'docx' | 'pdf'): Promise<string> {
    const answer = await fetch(`${this.app.url}${files[format]}`, {
      headers: { authorization: `Bearer ${this.keys.marta}` },
    });
    expect(answer.headers.get('content-disposition')).toMatch(new RegExp(`filename="[A-Za-z0-9.-]+\\.${format}"`));
    const path = join(this.folder, `${name.replaceAll('/', '-')}.${format}`);
    await writeFile(path, Buffer.from(await answer.arrayBuffer()));
    const read =
      format === 'pdf'
        ? execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' })
        : execFileSync('unzip', ['-p', path, 'word/document.xml'], { encoding: 'utf8' })
            .replaceAll(/<\/w:p>/g, '\n')
            .replaceAll(/<[^>]+>/g, '')
            .replaceAll('&amp;', '&');
    return read.replaceAll(/\s+/g, ' ');
  }

  /** A file of a bundle by how its path ends. */
  fileIn(zip: string, ending: string): string {
    const names = execFileSync('unzip', ['-Z1', zip], { encoding: 'utf8' }).split('\n');
    const [found, ...others] = names.filter((name) => name.endsWith(ending));
    expect([ending, found === undefined, others]).toEqual([ending, false, []]);
    return execFileSync('unzip', ['-p', zip, found ?? ''], { encoding: 'utf8' });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.lab.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
