import { type Lab, startLab } from '../../lab/index.js';
import type { ServerSettings } from '../../lab/index.js';
import { LAB_APP } from '../../lab/world/make.rules.js';
import { startTestApp, type TestApp } from './app.js';
import { NEWFORD_HOST } from './newford.js';
import { ForwardClock, Scenario } from './scenario.js';

export const FACEBOOK_HOST = 'facebook.newford.example';
export const INSTAGRAM_HOST = 'instagram.newford.example';

/** The query with which a platform sends the owner's browser back. */
export type BroughtBack = Readonly<Record<string, string>>;

/** An office that connects accounts: a Mastodon, a Facebook and an Instagram of the lab, and owners who say yes or no there. */
export class ConnectOffice {
  readonly scenario: Scenario;

  private constructor(
    readonly lab: Lab,
    readonly app: TestApp,
    readonly body: string,
    readonly clock: ForwardClock,
  ) {
    this.scenario = new Scenario(app);
  }

  static async open(
    server: Partial<ServerSettings> = {},
    publicUrl: string | null = 'https://records.newford.example',
  ): Promise<ConnectOffice> {
    const clock = new ForwardClock();
    const lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(NEWFORD_HOST, { software: 'mastodon', ...server });
        world.post(world.openAccount(`newford@${NEWFORD_HOST}`), 'A Flood Watch starts at noon.');
        world.post(world.openAccount(`mayor@${NEWFORD_HOST}`), 'I am at the river.');
        world.openServer(FACEBOOK_HOST, { software: 'facebook' });
        const page = world.openAccount(`newford@${FACEBOOK_HOST}`, { displayName: 'City of Newford' });
        world.reply(
          world.openAccount(`resident@${FACEBOOK_HOST}`),
          world.post(page, 'Sandbags at the depot.'),
          'Thanks',
        );
        world.openServer(INSTAGRAM_HOST, { software: 'instagram' });
        world.post(world.openAccount(`newford@${INSTAGRAM_HOST}`), 'The river at noon.');
      },
    });
    const app = await startTestApp({
      clock,
      settings: {
        ...(publicUrl === null ? {} : { PUBLIC_URL: publicUrl }),
        FACEBOOK_APP_ID: LAB_APP.id,
        FACEBOOK_APP_SECRET: LAB_APP.secret,
      },
    });
    return new ConnectOffice(lab, app, await new Scenario(app).addBody(), clock);
  }

  /** Answers its id. */
  addCity(): Promise<string> {
    return this.scenario.addAccount(this.body, `${this.lab.mastodon(NEWFORD_HOST)}/@newford`);
  }

  /** With a token that reads its posts alone, as somebody may have given by hand. */
  async addPage(host = FACEBOOK_HOST): Promise<string> {
    const { world } = this.lab;
    const token = world.issueToken(host, world.account(`newford@${host}`));
    const account = { address: this.lab.facebook(host), bodyId: this.body, character: 'official' };
    const body = { ...account, privateAllowed: true, token: token.value };
    return (await this.scenario.send<{ id: string }>('POST', '/accounts', body)).id;
  }

  async begin(
    account: string,
    body: object = {},
    key?: string,
  ): Promise<{ status: number; address: string; detail: string }> {
    const asked = { body, ...(key === undefined ? {} : { key }) };
    const answer = await this.app.ask('POST', `/api/v1/accounts/${account}/connection`, asked);
    const { address = '', detail = '' } = Object(await answer.json());
    return { status: answer.status, address, detail };
  }

  /** What the owner does in the platform's own page; empty `as`: says no. */
  async consent(address: string, as: string, more: Readonly<Record<string, string>> = {}): Promise<BroughtBack> {
    const url = new URL(address);
    expect((await fetch(url)).status).toBe(200);
    const body = new URLSearchParams({ ...Object.fromEntries(url.searchParams), as, ...more });
    const answer = await fetch(url.origin + url.pathname, { method: 'POST', body, redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe('https://records.newford.example/connect/answer');
    return Object.fromEntries(back.searchParams);
  }

  async bring(answer: BroughtBack, key?: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const asked = { body: answer, ...(key === undefined ? {} : { key }) };
    const response = await this.app.ask('POST', '/api/v1/connection-answers', asked);
    return { status: response.status, body: Object(await response.json()) };
  }

  /** Connects the city's Mastodon account as its owner does. */
  async connect(account: string): Promise<void> {
    const { address } = await this.begin(account);
    expect((await this.bring(await this.consent(address, 'newford'))).status).toBe(200);
  }

  /** Types of the events of the log about connections, the oldest first, with why one was refused. */
  async events(): Promise<string[]> {
    const rows: { what: string }[] = await this.app.database.query(
      `SELECT type || coalesce(' ' || (facts->>'why'), '') AS what FROM audit_event
        WHERE type ~ '^(connect|account.(connected|access)|clauses|access-notice)' ORDER BY id`,
    );
    return rows.map(({ what }) => what);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.lab.close();
  }
}
