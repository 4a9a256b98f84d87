import { type Lab, startLab } from '../../lab/index.js';
import type { ItemSummary } from '../../src/archive/index.js';
import { type PageOf, SimulatedClock } from '../../src/platform/index.js';
import type { RequestView, ReviewItem } from '../../src/requests/index.js';
import { membersOf, startTestApp, type TestApp } from './app.js';
import { Scenario } from './scenario.js';
import { TWIN_CODES, TwinRequestClock } from './twin-laws.js';

export const HOST = 'social.newford.example';
/** The reply with a third person's data. */
export const CALL_HER = 'Flood or not, Mrs. Olsen of 22 Mill St is alone. Call her: 555-0142!!';

export const LETTER = {
  name: 'Dana Whitlock',
  contact: 'dana@ledger.example',
  address: null,
  text: 'All posts about the flood from May 18 to 20.',
};

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly tag: string | null;
}

interface Sent {
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** An office with an archive of a day of flood, and its people by their keys: what they send is sent over HTTP. */
export class RequestOffice {
  /** The request at hand. */
  id = '';

  private constructor(
    readonly lab: Lab,
    readonly app: TestApp,
    private readonly opened: {
      readonly clock: SimulatedClock;
      readonly law: TwinRequestClock;
      readonly bodyId: string;
      readonly people: { readonly marta: string; readonly adam: string; readonly inez: string };
    },
  ) {}

  get clock(): SimulatedClock {
    return this.opened.clock;
  }

  get law(): TwinRequestClock {
    return this.opened.law;
  }

  get bodyId(): string {
    return this.opened.bodyId;
  }

  /** Their keys: records officer, legal, auditor. */
  get people(): { readonly marta: string; readonly adam: string; readonly inez: string } {
    return this.opened.people;
  }

  get scenario(): Scenario {
    return new Scenario(this.app);
  }

  static async open(): Promise<RequestOffice> {
    const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    const lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        const neighbour = world.openAccount(`lou@${HOST}`, { displayName: 'Lou' });
        const media = [{ scene: 'map', alt: 'Map of Newford' }] as const;
        const map = world.post(city, 'Flood watch: know your way out.', { media: [...media] });
        world.reply(neighbour, map, CALL_HER, { key: 'lou' });
        world.post(city, 'Flood warning. Leave Mill Street now.');
        world.post(city, 'A flood of thanks to our librarians.');
        world.post(city, 'Budget hearing on Monday.');
      },
    });
    const law = new TwinRequestClock();
    const app = await startTestApp({ clock, laws: { clock: law, codes: TWIN_CODES } });
    const scenario = new Scenario(app);
    const [marta, adam, inez] = [
      await app.keyOf('records-officer'),
      await app.keyOf('legal'),
      await app.keyOf('auditor'),
    ];
    const bodyId = await scenario.addBody();
    await scenario.stateBasis(await scenario.addAccount(bodyId, `${lab.mastodon(HOST)}/@newford`));
    for (let looks = 0; looks < 2; looks += 1) {
      clock.advance(2 * 60_000);
      await scenario.settle();
    }
    return new RequestOffice(lab, app, { clock, law, bodyId, people: { marta, adam, inez } });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.lab.close();
  }

  /** Puts the clock forward to a time. */
  go(at: string): void {
    this.clock.advance(new Date(at).getTime() - this.clock.now().getTime());
  }

  /** As Marta unless told. */
  async ask(method: string, path: string, { key = this.people.marta, body, headers = {} }: Sent = {}): Promise<Answer> {
    const answer = await fetch(`${this.app.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const members = answer.status === 204 ? {} : await membersOf(answer);
    return { status: answer.status, body: members, tag: answer.headers.get('etag') };
  }

  /** What is sent to register Dana's request, with other members where given. */
  asked(more: object = {}): object {
    return {
      bodyId: this.bodyId,
      kind: 'state-law',
      law: 'us-il',
      channel: 'email',
      letter: LETTER,
      receivedAt: '2026-05-20T16:40:00-05:00',
      scope: { from: '2026-05-18', to: '2026-05-20', query: 'flood' },
      ...more,
    };
  }

  async request(): Promise<RequestView> {
    return Object((await this.ask('GET', `/requests/${this.id}`)).body);
  }

  step(name: string, body: unknown = {}): Promise<Answer> {
    return this.ask('POST', `/requests/${this.id}/${name}`, { body });
  }

  async items(query = ''): Promise<ReviewItem[]> {
    const page: PageOf<ReviewItem> = Object(
      (await this.ask('GET', `/requests/${this.id}/items?limit=200${query}`)).body,
    );
    return [...page.items];
  }

  /** The item of the set in which these words occur. */
  async saying(words: string): Promise<ReviewItem | undefined> {
    const found: PageOf<ItemSummary> = Object((await this.ask('GET', `/items?text=${encodeURIComponent(words)}`)).body);
    return (await this.items()).find(({ itemId }) => itemId === found.items[0]?.id);
  }

  decide(item: ReviewItem | undefined, body: object, key = this.people.marta): Promise<Answer> {
    const headers = { 'if-match': `"${item?.revision}"` };
    return this.ask('PUT', `/requests/${this.id}/items/${item?.itemId}/decision`, { key, body, headers });
  }

  cover(itemId: string | undefined, body: object): Promise<Answer> {
    return this.ask('POST', `/requests/${this.id}/items/${itemId}/redactions`, { body });
  }
}
