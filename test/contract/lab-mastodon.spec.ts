import { type Account, type Lab, type Post, startLab } from '../../lab/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { ask as askHost, type Entity, linkTo, type Told } from './lab-client.js';

const HOST = 'social.example';
const MINUTE = 60_000;

describe('the Mastodon façade', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let city: Account;
  let bob: Account;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        city = world.openAccount(`city@${HOST}`, { displayName: 'City' });
        bob = world.openAccount('bob@elsewhere.example');
      },
    });
  });

  afterEach(async () => {
    await lab.close();
  });

  function ask<Body = Entity>(where: string, headers: Record<string, string> = {}): Promise<Told<Body>> {
    return askHost<Body>(lab, HOST, where, headers);
  }

  function post(text: string, options = {}): Post {
    clock.advance(1000);
    return lab.world.post(city, text, options);
  }

  function idOf(one: Post): string {
    return lab.world.idOn(lab.world.server(HOST), one);
  }

  function statuses(query = ''): string {
    return `/api/v1/accounts/${city.id}/statuses${query}`;
  }

  async function walk(first: string, rel: string, between: () => void = () => undefined): Promise<string[][]> {
    const pages: string[][] = [];
    for (let url: string | undefined = first; url !== undefined;) {
      const page: Told<Entity[]> = await ask<Entity[]>(url);
      if (page.body.length > 0) pages.push(page.body.map(({ content }) => content.replace(/<[^>]+>/g, '')));
      between();
      url = linkTo(rel, page.headers);
    }
    return pages;
  }

  it('pages newest first by rel=next until the list ends, whatever is posted in between', async () => {
    for (const text of ['1', '2', '3', '4', '5', '6', '7']) post(text);
    const pages = await walk(statuses('?limit=3'), 'next', () => post('in between'));
    expect(pages).toEqual([['7', '6', '5'], ['4', '3', '2'], ['1']]);
  });

  it('pages forward by min_id and rel=prev: the page right above comes first', async () => {
    const [oldest] = ['1', '2', '3', '4', '5', '6'].map((text) => post(text));
    const pages = await walk(statuses(`?limit=2&min_id=${oldest ? idOf(oldest) : ''}`), 'prev');
    expect(pages).toEqual([['3', '2'], ['5', '4'], ['6']]);
  });

  it('gives by since_id the newest page, which may leave a hole', async () => {
    const [oldest] = ['1', '2', '3', '4', '5', '6'].map((text) => post(text));
    const { body } = await ask<Entity[]>(statuses(`?limit=2&since_id=${oldest ? idOf(oldest) : ''}`));
    expect(body.map(({ content }) => content)).toEqual(['<p>6</p>', '<p>5</p>']);
  });

  it('pages on from an id that is gone', async () => {
    const [, second] = ['1', '2', '3'].map((text) => post(text));
    if (second) lab.world.remove(second);
    const { body } = await ask<Entity[]>(statuses(`?max_id=${second ? idOf(second) : ''}`));
    expect(body.map(({ content }) => content)).toEqual(['<p>1</p>']);
  });

  it('never gives more than 40, and 20 unless asked', async () => {
    for (let i = 0; i < 50; i++) post(String(i));
    expect((await ask<Entity[]>(statuses())).body).toHaveLength(20);
    expect((await ask<Entity[]>(statuses('?limit=80'))).body).toHaveLength(40);
  });

  it('lists a post that was indexed late behind ids already seen', async () => {
    const late = lab.world.post(city, 'late', { listedAt: new Date(clock.now().getTime() + MINUTE) });
    const early = post('on time');
    expect((await ask<Entity[]>(statuses())).body.map(({ id }) => id)).toEqual([idOf(early)]);
    clock.advance(MINUTE);
    expect((await ask<Entity[]>(statuses())).body.map(({ id }) => id)).toEqual([idOf(early), idOf(late)]);
    expect((await ask<Entity[]>(statuses(`?min_id=${idOf(late)}`))).body.map(({ id }) => id)).toEqual([idOf(early)]);
  });

  it('has one entry of history before any edit; after one, the last entry is of edited_at', async () => {
    const one = post('Tusday');
    const history = (): Promise<Told<Entity[]>> => ask<Entity[]>(`/api/v1/statuses/${idOf(one)}/history`);
    expect((await history()).body.map(({ content }) => content)).toEqual(['<p>Tusday</p>']);
    clock.advance(MINUTE);
    lab.world.edit(one, 'Tuesday');
    const { body } = await history();
    const status = await ask(`/api/v1/statuses/${idOf(one)}`);
    expect(body.map(({ content }) => content)).toEqual(['<p>Tusday</p>', '<p>Tuesday</p>']);
    expect(body.at(-1)?.created_at).toBe(status.body.edited_at);
    expect(status.body.uri).toBe(one.uri);
  });

  it('shows an edit of the alt text alone as an edit, and keeps the old text in the history', async () => {
    const one = post('Map', { media: [{ scene: 'map', alt: 'before' }] });
    clock.advance(MINUTE);
    lab.world.editAltText(one, 'after');
    const { body } = await ask<Entity[]>(`/api/v1/statuses/${idOf(one)}/history`);
    expect(body.map(({ media_attachments: [medium] }) => medium?.description)).toEqual(['before', 'after']);
    expect(new Set(body.map(({ media_attachments: [medium] }) => medium?.id)).size).toBe(1);
  });

  it('gives the source to the author alone', async () => {
    const one = post('as typed #tag');
    const token = lab.world.issueToken(HOST, city);
    const own = await ask(`/api/v1/statuses/${idOf(one)}/source`, { authorization: `Bearer ${token.value}` });
    expect(own.body.text).toBe('as typed #tag');
    expect((await ask(`/api/v1/statuses/${idOf(one)}/source`)).status).toBe(401);
  });

  it('leaves out of a batch what is not there, and refuses more than twenty', async () => {
    const [one, two] = [post('1'), post('2')];
    lab.world.remove(two);
    const query = [one, two].map((each) => `id[]=${idOf(each)}`).join('&');
    expect((await ask<Entity[]>(`/api/v1/statuses?${query}`)).body.map(({ id }) => id)).toEqual([idOf(one)]);
    const many = Array.from({ length: 21 }, (_, i) => `id[]=${String(i)}`).join('&');
    expect((await ask(`/api/v1/statuses?${many}`)).status).toBe(422);
  });

  it('shows a thread from its root down; without a token twenty deep and sixty long', async () => {
    const root = post('root');
    let parent = root;
    for (let i = 0; i < 25; i++) parent = lab.world.reply(bob, parent, `deep ${String(i)}`);
    for (let i = 0; i < 70; i++) lab.world.reply(bob, root, `wide ${String(i)}`);
    const where = `/api/v1/statuses/${idOf(root)}/context`;
    const stranger = await ask(where);
    expect(stranger.body.descendants).toHaveLength(60);
    expect(stranger.body.descendants.filter(({ content }) => content.includes('deep'))).toHaveLength(20);
    const token = lab.world.issueToken(HOST, city);
    expect((await ask(where, { authorization: `Bearer ${token.value}` })).body.descendants).toHaveLength(95);
    expect((await ask(`/api/v1/statuses/${idOf(parent)}/context`)).body.ancestors).toHaveLength(25);
  });

  it('leaves a limited author out of threads, while each of his posts is still found by its id', async () => {
    const root = post('root');
    const reply = lab.world.reply(bob, root, 'Is it true?');
    lab.world.limitAuthor(bob);
    expect((await ask(`/api/v1/statuses/${idOf(root)}/context`)).body.descendants).toEqual([]);
    expect((await ask(`/api/v1/statuses/${idOf(reply)}`)).status).toBe(200);
  });

  it('lets replies outlive their parent, without saying any more what they answered', async () => {
    const root = post('root');
    const reply = lab.world.reply(bob, root, 'a reply');
    lab.world.remove(root);
    const { status, body } = await ask(`/api/v1/statuses/${idOf(reply)}`);
    expect([status, body.in_reply_to_id]).toEqual([200, null]);
    expect((await ask(`/api/v1/statuses/${idOf(root)}`)).status).toBe(404);
  });

  it('nests what a boost and a quote show, until the original goes', async () => {
    const original = lab.world.post(bob, 'original');
    const boost = lab.world.repost(city, original);
    const quote = lab.world.quote(city, original, 'as he says');
    expect((await ask(`/api/v1/statuses/${idOf(boost)}`)).body.reblog?.uri).toBe(original.uri);
    expect((await ask(`/api/v1/statuses/${idOf(quote)}`)).body.quote?.quoted_status?.uri).toBe(original.uri);
    expect((await ask<Entity[]>(statuses('?exclude_reblogs=true'))).body.map(({ uri }) => uri)).toEqual([quote.uri]);
    lab.world.remove(original);
    expect((await ask(`/api/v1/statuses/${idOf(quote)}`)).body.quote).toEqual({
      state: 'deleted',
      quoted_status: null,
    });
    expect((await ask(`/api/v1/statuses/${idOf(boost)}`)).status).toBe(404);
  });

  it('closes a poll when its hour comes, with no edit', async () => {
    const one = post('Shall we?', {
      poll: { options: ['yes', 'no'], closesAt: new Date(clock.now().getTime() + MINUTE) },
    });
    lab.world.vote(one, [3, 4]);
    const where = `/api/v1/statuses/${idOf(one)}`;
    expect((await ask(where)).body.poll?.expired).toBe(false);
    clock.advance(MINUTE);
    const { body } = await ask(where);
    expect(body.poll?.expired).toBe(true);
    expect(body.poll?.options.map((option) => option.votes_count)).toEqual([3, 4]);
    expect(body.edited_at).toBeNull();
  });

  it('keeps a suspended account, emptied, while its posts answer 404; both come back', async () => {
    const one = post('still here');
    lab.world.suspend(city);
    const shown = await ask(`/api/v1/accounts/${city.id}`);
    expect([shown.status, shown.body.suspended, shown.body.display_name]).toEqual([200, true, '']);
    expect((await ask<Entity[]>(statuses())).body).toEqual([]);
    expect((await ask(`/api/v1/statuses/${idOf(one)}`)).status).toBe(404);
    lab.world.suspend(city, false);
    expect((await ask(`/api/v1/statuses/${idOf(one)}`)).status).toBe(200);
  });
});
