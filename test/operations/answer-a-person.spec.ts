import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/index.js';
import { type ExportView, WorkExports } from '../../src/exports/index.js';
import type { LetterPreview } from '../../src/exports/letters/letter-views.types.js';
import { SimulatedClock } from '../../src/platform/index.js';
import type { IssuedCode, RequestView, ReviewItem } from '../../src/requests/index.js';
import { startTestApp } from '../support/app.js';
import { filesOf, onlyFile } from '../support/release-story.js';
import { Scenario } from '../support/scenario.js';

const HOST = 'social.newford.example';
const DANA = `@dana_k@${HOST}`;

/** A town, Dana who asks for her data, and others who are spoken with and of. */
const SAID = {
  first: 'I can bring sandbags.',
  toKarl: `@karl_h you said so yourself. See https://${HOST}/@karl_h`,
  taken: 'I wish I had not said this.',
  thanks: '@dana_k thank you; so did Karl Heller.',
  lou: '@dana_k is wrong, and so is @newford.',
  karl: 'I know where the mayor sleeps.',
  library: 'Library hours are unchanged.',
} as const;
type Said = keyof typeof SAID;
/** What Dana wrote, and what addresses her. */
const HERS: readonly Said[] = ['first', 'toKarl', 'taken', 'thanks', 'lou'];

describe('the answer to a person about their own data', () => {
  let lab: Lab;
  let story: Scenario;
  let clock: SimulatedClock;
  let folder: string;
  let body: string;
  let request: string;
  let answer: ExportView;
  let zip: string;
  let found: ReadonlyMap<string, Buffer>;
  const items = new Map<string, Said>();

  const minutes = async (count: number, each = 60_000): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      clock.advance(each);
      await story.settle();
    }
  };
  const opened = async (kind = 'gdpr-access'): Promise<string> => {
    const letter = { name: 'Dana Kowalska', contact: 'dana@mail.example', text: 'Everything you hold about me.' };
    const asked = { bodyId: body, kind, law: 'eu-gdpr', channel: 'email', letter, scope: { query: 'sandbags' } };
    const { id } = await story.send<{ id: string }>('POST', '/requests', {
      ...asked,
      receivedAt: clock.now().toISOString(),
    });
    return id;
  };
  const collect = (id: string, person: object): Promise<{ found: number; request: RequestView }> =>
    story.send('POST', `/requests/${id}/collection`, { person });
  const refused = async (id: string, sent: object): Promise<string> => {
    const said = await story.app.ask('POST', `/api/v1/requests/${id}/collection`, { body: sent });
    return `${said.status} ${String(Object(JSON.parse(await said.text())).detail)}`;
  };
  const reviewed = async (id: string): Promise<readonly ReviewItem[]> =>
    (await story.read<{ items: ReviewItem[] }>(`/requests/${id}/items?limit=200`)).items;

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`neighbor_lou@${HOST}`, { displayName: 'Lou Marsh' });
        world.openAccount(`karl_h@${HOST}`, { displayName: 'Karl Heller' });
        world.openAccount(`dana_k@${HOST}`, { displayName: 'Dana Kowalska' });
      },
    });
    folder = await mkdtemp(join(tmpdir(), 'akta-person-'));
    story = new Scenario(await startTestApp({ clock }));
    const { world } = lab;
    const who = (name: string): ReturnType<typeof world.account> => world.account(`${name}@${HOST}`);
    world.post(who('newford'), 'A Flood Watch starts at noon.', { key: 'watch' });
    body = await story.addBody();
    const account = await story.addAccount(body, `${lab.mastodon(HOST)}/@newford`);
    await story.stateBasis(account);
    await minutes(1);
    const watch = world.postNamed('watch');
    world.reply(who('karl_h'), watch, SAID.karl, { key: 'karl' });
    world.reply(who('dana_k'), watch, SAID.first);
    world.reply(who('dana_k'), world.postNamed('karl'), SAID.toKarl);
    world.reply(who('dana_k'), watch, SAID.taken, { key: 'taken' });
    world.reply(who('newford'), watch, SAID.thanks);
    world.reply(who('neighbor_lou'), watch, SAID.lou);
    world.post(who('newford'), SAID.library);
    await minutes(9);
    for (const { id, latest } of await story.items(account)) {
      const said = Object.entries(SAID).find(([, text]) => text === latest.text)?.[0];
      const named = HERS.find((one) => one === said) ?? (said === 'karl' || said === 'library' ? said : undefined);
      if (named) items.set(id, named);
    }
    expect([...items.values()].toSorted()).toEqual(Object.keys(SAID).toSorted());
    world.remove(world.postNamed('taken'));
    await minutes(30, 15 * 60_000);
    request = await opened();
  }, 180_000);

  afterEach(() => story.expectSound());

  afterAll(async () => {
    await story.app.close();
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is collected for nobody whose handle is not proved, unless an officer says on what ground', async () => {
    expect(await refused(request, { person: {} })).toMatch(
      /^409 No handle is proved for request \S+, so nobody’s data is collected: have a code posted, or name the handles with the ground/,
    );
    const handles = [{ platform: 'mastodon', handle: DANA }];
    expect(await refused(request, { person: { handles } })).toMatch(/^422 The ground on which .+ is missing\./);
    expect(await refused(request, { person: { ground: 'Passport' } })).toMatch(/^422 A ground is given for handles/);
    const starred = [{ platform: 'mastodon', handle: '@dana_k@social*' }];
    expect(await refused(request, { person: { handles: starred, ground: 'Passport' } })).toContain(
      'would find others too',
    );
    expect(await refused(request, { person: {}, scope: { query: 'x' } })).toMatch(/^422 .+ Give no scope beside\.$/);
    expect(await refused(await opened('internal'), { person: {} })).toMatch(/^422 Request \S+ is not about a person/);

    const ground = 'Passport seen at the counter; the handle is printed on her card';
    const other = await opened();
    const collected = await collect(other, { handles, ground });
    expect(collected.found).toBe(HERS.length);
    expect(collected.request.steps.at(-1)).toMatchObject({ action: 'collect', ground, person: handles });
  });

  it('finds what the proved handle wrote and what addresses it, what is gone too, and says so in its certificate', async () => {
    const issued = await story.send<IssuedCode>('POST', `/requests/${request}/handles`, {
      platform: 'mastodon',
      handle: DANA,
    });
    const seen = { code: issued.code, path: 'message', note: 'Message to the mayor' };
    await story.send('POST', `/requests/${request}/handles/proof`, seen);
    expect(await collect(request, {})).toMatchObject({
      found: HERS.length,
      request: { scope: { kind: 'living', accountIds: null, from: null, to: null } },
    });
    const certificate = await story.send<{ scope: { query: string } }>('POST', `/requests/${request}/freeze`, {});
    expect(certificate.scope.query).toBe(`author:dana_k@${HOST} OR mention:dana_k@${HOST}`);
    const frozen = await reviewed(request);
    expect(frozen.map(({ itemId }) => String(items.get(itemId))).toSorted()).toEqual(HERS.toSorted());
  });

  it('names nobody but the requester and the body, in no file, and is authentic to both verifiers', async () => {
    for (const { itemId, revision } of await reviewed(request)) {
      const decided = { items: [{ itemId, revision }], decision: 'responsive' };
      await story.send('POST', `/requests/${request}/decisions`, decided);
    }
    const { id } = await story.send<ExportView>('POST', '/exports', { requestId: request, language: 'en' });
    await story.get(WorkExports).tick();
    answer = await story.read<ExportView>(`/exports/${id}`);
    expect({ status: answer.status, fault: answer.fault }).toEqual({ status: 'ready', fault: null });
    expect(answer.name).toMatch(/-access$/);
    zip = await story.download(id);
    found = await filesOf(zip, folder);
    const strangers = [
      'karl_h',
      'neighbor_lou',
      'Karl Heller',
      'Lou Marsh',
      'Heller',
      'where the mayor sleeps',
      SAID.library,
    ];
    const leaks = [...found].flatMap(([path, bytes]) =>
      strangers.filter((text) => bytes.includes(text)).map((text) => `${text} in ${path}`),
    );
    expect(leaks).toEqual([]);
    const index = onlyFile(found, 'index.csv');
    for (const text of [SAID.first, SAID.taken, DANA, '@dana_k is wrong, and so is @newford.'])
      expect(index).toContain(text);
    expect([...found.values()].some((bytes) => bytes.includes('Dana Kowalska'))).toBe(true);
    expect(index).toMatch(/@dana_k thank you; so did \[Person [AB]\]\./);
    expect(index).toMatch(/\[Person [AB]\] you said so yourself\. See \[Art\. 15\(4\)\]/);
    const { counts } = await story.expectAuthentic(zip);
    expect(counts).toMatchObject({ items: HERS.length, gone: 1 });
  }, 120_000);

  it('says in its exemption log where somebody else is not named, on which ground', () => {
    const rows = onlyFile(found, 'exemptions.csv').split('\r\n').slice(1, -1);
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(rows.every((row) => row.includes('Art. 15(4)') && row.includes('Article 15(4) GDPR'))).toBe(true);
    expect(rows.some((row) => row.includes('author-name') && row.includes('pseudonym'))).toBe(true);
  });

  it('goes with a notice that says what the archive knows, and names to the officer what it does not', async () => {
    const asked = { kind: 'access-notice' };
    const seen = await story.send<LetterPreview>('POST', `/requests/${request}/letters/preview`, asked);
    expect(seen.law).toBe('eu-gdpr');
    expect(seen.text).toContain('keeping the records of our official accounts, under 50 ILCS 205.');
    expect(seen.text).toContain('How long it is kept: as long as the retention schedule says: 14-012.');
    expect(seen.text).toContain(`A copy of the data is in the bundle ${answer.name}`);
    const wanted = seen.wanted.map(({ name }) => name);
    expect(wanted).toEqual(expect.arrayContaining(['dataRecipients', 'dataTransfers', 'dataAutomated']));
    expect(wanted).not.toContain('purposes');
    expect(seen.objections.join(' ')).toContain('the recipients of personal data');
  });
});
