import { type Lab, startLab } from '../../lab/index.js';
import type { ItemSummary, ItemView } from '../../src/archive/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import type { ErasureView, RequestView } from '../../src/requests/index.js';
import { startTestApp, type TestApp } from './app.js';
import { putPolicy } from './disposition-office.js';
import { policy, series } from './policies.js';
import { Scenario } from './scenario.js';

export const HOST = 'nowybrod.example';
export const MAREK = `@marek_z@${HOST}`;
export const EMAIL = 'marek@zielinski.example';
export const PESEL = '44051401359';

/** What Marek wrote, by where it stands. The schedule obliges to keep replies to the town's first account. */
export const SAID = {
  blankets: `Przywiozę dziesięć. Marek Zieliński, ${EMAIL}, PESEL ${PESEL}`,
  saturday: 'Czy mogę przyjechać w sobotę?',
  sunset: 'Zachód słońca nad rzeką.',
  taken: 'Jednak tylko osiem koców.',
  concert: 'Pójdę na koncert.',
  claim: 'Schody przed salą były oblodzone.',
} as const;
export type Said = keyof typeof SAID;
export const ALL_SAID: readonly Said[] = ['blankets', 'saturday', 'sunset', 'taken', 'concert', 'claim'];
/** What nobody asked to have erased. */
export const THANKS = 'Dziękujemy! Prosimy nie podawać tu numeru PESEL.';

/** What a letter of the town needs that no request knows. */
export const LETTERHEAD = {
  bodyAddress: ['Rynek 1', '22-400 Nowy Bród'],
  place: 'Nowy Bród',
  officerName: 'Marta Zielińska',
  officerTitle: 'Inspektor',
  officerContact: 'iod@nowybrod.example',
  authorityName: 'Prezes Urzędu Ochrony Danych Osobowych',
  authorityAddress: ['ul. Stawki 2', 'Warszawa'],
  courtName: 'sąd okręgowy',
};

/** What the letter to Marek says; `why`: the reason that was given with the refusals. */
export const LETTER_SAYS = (why: string): readonly string[] => [
  'Znaleziono 6 wpisów objętych żądaniem = usunięto 2 + ograniczono dostęp 1 + odmówiono usunięcia 3.',
  'adres e-mail, numer PESEL (odpowiedź z 19 maja 2026 r.',
  'widzą je wyłącznie pracownicy obsługi prawnej',
  'co najmniej do 1 stycznia 2032 r., ponieważ zobowiązuje nas do tego pl-jrwa 1, B5 (art. 17 ust. 3 lit. b RODO). ' +
    why,
  'art. 17 ust. 3 lit. e RODO: ',
  '2 wpisy, po raz pierwszy zapisane od 19 maja 2026 r. do 19 maja 2026 r.',
  'Przysługuje skarga do organu nadzorczego (art. 77 RODO): Prezes Urzędu Ochrony Danych Osobowych',
  'środek ochrony prawnej przed sądem (art. 79 RODO): sąd okręgowy',
];

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Nowy Bród with two accounts, and Marek Zieliński, who wrote to both and was boosted by one. */
export class ErasureOffice {
  request = '';
  private shown = 0;
  readonly ids = new Map<Said, string>();

  // oxlint-disable-next-line max-params -- what an office consists of
  private constructor(
    readonly clock: SimulatedClock,
    readonly lab: Lab,
    readonly app: TestApp,
    readonly bodyId: string,
    readonly accounts: { readonly town: string; readonly culture: string },
    readonly people: { readonly marta: string; readonly adam: string; readonly codes: readonly string[] },
  ) {}

  static async open(): Promise<ErasureOffice> {
    const clock = new SimulatedClock(new Date('2026-05-19T18:00:00Z'));
    const lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`um@${HOST}`, { displayName: 'Urząd Miejski' });
        world.openAccount(`kultura@${HOST}`, { displayName: 'Dom Kultury' });
        world.openAccount(`marek_z@${HOST}`, { displayName: 'Marek Zieliński' });
        world.openAccount(`ewa@${HOST}`, { displayName: 'Ewa' });
      },
    });
    const app = await startTestApp({ clock });
    const scenario = new Scenario(app);
    const [marta, adam] = [await app.keyOf('records-officer'), await app.keyOf('legal')];
    const codes = await app.enrol(adam);
    const { world } = lab;
    const who = (name: string): ReturnType<typeof world.account> => world.account(`${name}@${HOST}`);
    world.post(who('um'), 'Koce zbieramy w ratuszu do 22 maja.', { key: 'koce' });
    world.post(who('kultura'), 'Koncert w sobotę.', { key: 'koncert' });
    const body = { name: 'Nowy Bród', zone: 'Europe/Warsaw', languages: ['pl', 'en'], country: 'PL', prefix: 'NB' };
    const { id: bodyId } = await scenario.send<{ id: string }>('POST', '/bodies', body);
    const town = await scenario.addAccount(bodyId, `${lab.mastodon(HOST)}/@um`);
    const culture = await scenario.addAccount(bodyId, `${lab.mastodon(HOST)}/@kultura`);
    for (const id of [town, culture]) await scenario.stateBasis(id);
    const office = new ErasureOffice(clock, lab, app, bodyId, { town, culture }, { marta, adam, codes: [...codes] });
    const archive = { database: app.database, get: scenario.get.bind(scenario) };
    await putPolicy(
      Object.assign(archive),
      bodyId,
      policy('pl-jrwa', [
        series('B5', {
          period: 'P5Y',
          cutoff: 'end-of-calendar-year',
          match: [{ authors: ['others'], accounts: ['@um'], itemTypes: ['reply'] }],
        }),
      ]),
    );
    await office.minutes(1);
    const picture = [{ scene: 'map', alt: `Mój dom, ${EMAIL}` }] as const;
    world.reply(who('marek_z'), world.postNamed('koce'), SAID.blankets, { key: 'blankets', media: [...picture] });
    world.reply(who('marek_z'), world.postNamed('koce'), SAID.saturday);
    world.reply(who('marek_z'), world.postNamed('koce'), SAID.taken, { key: 'taken' });
    world.reply(who('marek_z'), world.postNamed('koncert'), SAID.concert);
    world.reply(who('marek_z'), world.postNamed('koncert'), SAID.claim);
    world.post(who('marek_z'), SAID.sunset, { key: 'sunset' });
    world.repost(who('um'), world.postNamed('sunset'));
    world.reply(who('um'), world.postNamed('blankets'), THANKS);
    world.reply(who('ewa'), world.postNamed('koce'), 'Ja też pomogę.');
    await office.minutes(8);
    world.remove(world.postNamed('taken'));
    await office.minutes(30, 15 * 60_000);
    return office;
  }

  get scenario(): Scenario {
    return new Scenario(this.app);
  }

  async minutes(count: number, each = 60_000): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      this.clock.advance(each);
      await this.scenario.settle();
    }
  }

  // oxlint-disable-next-line max-params -- what is sent, and as whom
  async ask(method: string, path: string, body?: unknown, key = this.people.marta, code?: string): Promise<Answer> {
    const answer = await this.app.ask(method, `/api/v1${path}`, {
      key,
      ...(body === undefined ? {} : { body }),
      ...(code === undefined ? {} : { code }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : Object(JSON.parse(text)) };
  }

  /** The next of Adam's recovery codes. */
  code(): string {
    const code = this.people.codes[this.shown] ?? '';
    this.shown += 1;
    return code;
  }

  /** `409 The sentence`. */
  async refused(method: string, path: string, body?: unknown, key = this.people.marta): Promise<string> {
    const answer = await this.ask(method, path, body, key);
    return `${answer.status} ${String(answer.body['detail'])}`;
  }

  async register(more: object = {}): Promise<string> {
    const letter = {
      name: 'Marek Zieliński',
      contact: 'marek@poczta.example',
      text: 'Proszę usunąć wszystko, co napisałem.',
    };
    const asked = { bodyId: this.bodyId, kind: 'erasure', law: 'eu-gdpr', channel: 'email', language: 'pl', letter };
    const { body } = await this.ask('POST', '/requests', {
      ...asked,
      receivedAt: this.clock.now().toISOString(),
      ...more,
    });
    return String(body['id']);
  }

  /** Registered, collected by the handle, frozen. */
  async frozen(): Promise<void> {
    this.request = await this.register();
    const person = { handles: [{ platform: 'mastodon', handle: MAREK }], ground: 'Code sent as a direct message' };
    await this.scenario.send('POST', `/requests/${this.request}/collection`, { person });
    await this.scenario.send('POST', `/requests/${this.request}/freeze`, {});
    for (const { itemId } of await this.erasures(this.people.adam)) {
      const { body } = await this.ask('GET', `/items/${itemId}`, undefined, this.people.adam);
      const view: ItemView = Object(body);
      const name = ALL_SAID.find((one) => SAID[one] === view.versions.at(-1)?.text);
      if (name) this.ids.set(name, itemId);
    }
  }

  id(said: Said): string {
    const id = this.ids.get(said);
    if (id === undefined) throw new Error(`Nothing says "${said}"`);
    return id;
  }

  async erasures(key = this.people.marta): Promise<readonly ErasureView[]> {
    const { body } = await this.ask('GET', `/requests/${this.request}/erasures?limit=200`, undefined, key);
    return Object(body).items;
  }

  async erasure(said: Said): Promise<ErasureView> {
    const found = (await this.erasures()).find(({ itemId }) => itemId === this.id(said));
    if (!found) throw new Error(`${said} is not in the set`);
    return found;
  }

  async seen(...said: readonly Said[]): Promise<{ itemId: string; revision: number }[]> {
    const all = await this.erasures();
    return said.map((one) => ({
      itemId: this.id(one),
      revision: all.find(({ itemId }) => itemId === this.id(one))?.revision ?? 0,
    }));
  }

  async decide(said: readonly Said[], input: object, key = this.people.marta): Promise<Answer> {
    const items = await this.seen(...said);
    return this.ask('POST', `/requests/${this.request}/erasures/decisions`, { items, ...input }, key);
  }

  async view(): Promise<RequestView> {
    return Object((await this.ask('GET', `/requests/${this.request}`)).body);
  }

  async found(words: string, key = this.people.marta): Promise<readonly ItemSummary[]> {
    return Object((await this.ask('GET', `/items?text=${encodeURIComponent(words)}`, undefined, key)).body).items;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.lab.close();
  }
}
