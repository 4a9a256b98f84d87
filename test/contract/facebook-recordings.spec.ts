import { readdirSync } from 'node:fs';
import path from 'node:path';
import { feedDelivery, type Lab, startLab } from '../../lab/index.js';
import { FacebookConnector } from '../../src/connectors/facebook/facebook.connector.js';
import { mapComment, mapPost } from '../../src/connectors/facebook/map-facebook.js';
import { graphVerdict } from '../../src/connectors/graph/graph-errors.rules.js';
import { nextPage } from '../../src/connectors/graph/graph-paging.rules.js';
import type { JsonObject } from '../../src/connectors/json.rules.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { dataOf, faultsIn, readRecorded, RECORDED, isRecorded } from './graph-recordings.js';
import { isRecord } from './lab-shapes.js';

const GRAPH = path.join(RECORDED, 'python-facebook/testdata');
const WEBHOOKS = path.join(RECORDED, 'restfb/src/test/resources/json/webhooks');
const HOST = 'facebook.example';

const feedPayloads = (): readonly (readonly [name: string, payload: JsonObject])[] =>
  readdirSync(WEBHOOKS)
    .filter((name) => name.startsWith('feed-'))
    .map((name) => [name, readRecorded(WEBHOOKS, name)] as const);

/** In api_specs/specs/{PagePost,Comment}.json of facebook-business-sdk-codegen, and in no recording. */
const POST_SPEC = ['updated_time', 'permalink_url', 'from', 'status_type', 'is_hidden', 'is_published', 'attachments'];
const COMMENT_SPEC = ['from', 'parent', 'attachment', 'is_hidden', 'is_private', 'permalink_url'];

async function livelyLab(): Promise<{ lab: Lab; ask: (rest: string) => Promise<JsonObject>; payloads: JsonObject[] }> {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  const lab = await startLab({ clock, prepare: (world) => void world.openServer(HOST, { software: 'facebook' }) });
  const { world } = lab;
  const payloads: JsonObject[] = [];
  const happen = <T>(what: () => T): T => {
    clock.advance(1_000);
    const made = what();
    const line = world.diary.at(-1);
    const body = line ? feedDelivery(world, line) : null;
    if (body !== null) payloads.push(JSON.parse(body));
    return made;
  };
  const page = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
  const carol = world.openAccount(`carol@${HOST}`, { displayName: 'Carol Jensen' });
  const token = world.issueToken(HOST, page);
  const post = happen(() => world.post(page, 'Flood warning', { media: [{ scene: 'map', alt: '' }] }));
  const plain = happen(() => world.post(page, 'No picture'));
  const visitors = happen(() => world.post(carol, 'On your page', { page }));
  const comment = happen(() => world.reply(carol, post, 'Shame.'));
  happen(() => world.reply(page, comment, 'Thank you.'));
  happen(() => world.edit(comment, 'Shame!'));
  happen(() => world.edit(visitors, 'On your page!'));
  happen(() => world.edit(plain, 'No picture at all'));
  happen(() => world.hide(comment));
  happen(() => world.show(comment));
  happen(() => world.hide(visitors));
  const headers = { authorization: `Bearer ${token.value}` };
  const base = lab.facebook(HOST).replace(/\/[^/]+$/, '');
  const ask = async (rest: string): Promise<JsonObject> => {
    const value: JsonObject = JSON.parse(await (await fetch(`${base}/${rest}`, { headers })).text());
    return value;
  };
  return { lab, ask, payloads };
}

(isRecorded ? describe : describe.skip)('recordings of the Graph API', () => {
  it('are read as posts and comments, whole, with the times they bear', () => {
    const posts = dataOf(readRecorded(GRAPH, 'facebook/apidata/posts/feed_fields_p1.json'));
    expect(posts.map((post) => mapPost(post)?.body.postedAt)).toContain('2021-07-04T19:50:58.000Z');
    const comments = ['comment_info.json'].map((name) => readRecorded(GRAPH, 'facebook/apidata/comments', name));
    expect(comments.map((comment) => mapComment(comment, null)?.body)).toEqual([
      expect.objectContaining({ kind: 'reply', postedAt: '2021-07-21T21:05:14.000Z', text: 'This is really nice' }),
    ]);
  });

  it('lead on to a next page without the token their address bears', () => {
    const list = readRecorded(GRAPH, 'facebook/apidata/comments/comments_p1.json');
    expect(nextPage(list, 'https://graph.facebook.com/v26.0')).toEqual({ after: 'after' });
    const older = nextPage(
      readRecorded(GRAPH, 'facebook/apidata/posts/feed_fields_p1.json'),
      'https://graph.facebook.com/v26.0',
    );
    expect(older).toEqual({ until: '1624385168', __paging_token: '__paging_token' });
    expect(nextPage(list, 'https://elsewhere.example/v26.0')).toBe('foreign');
  });

  it('of errors are refusals of access, never an absence', () => {
    expect(graphVerdict(readRecorded(GRAPH, 'error.json'))).toBe('access-refused');
    expect(graphVerdict(readRecorded(GRAPH, 'base/error_data.json'))).toBe('access-refused');
  });

  it('of deliveries are each understood, or known to be about no item', () => {
    const connector = new FacebookConnector();
    const told = feedPayloads().map(([name, payload]) => {
      const body = Buffer.from(JSON.stringify(payload));
      const page = connector.webhook.about({ method: 'POST', path: '', query: {}, headers: {}, body, receivedAt: '' });
      const news = connector.webhook.read({ body }, page?.nativeIds[0] ?? '');
      return [name.replace(/^feed-|\.json$/g, ''), news.map(({ what }) => what).join(' ')] as const;
    });
    const verbs = {
      add: 'added',
      edit: 'edited',
      edited: 'edited',
      remove: 'removed',
      hide: 'hidden',
      unhide: 'shown',
    };
    const items = /^(post|status|comment|photo|video|share)-(add|edited|edit|remove|hide|unhide)\b/;
    for (const [name, what] of told) {
      const [, , verb = ''] = items.exec(name) ?? [];
      expect([name, what]).toEqual([name, Object.entries(verbs).find(([known]) => known === verb)?.[1] ?? '']);
    }
    expect(told.filter(([, what]) => what !== '').length).toBeGreaterThan(25);
  });
});

(isRecorded ? describe : describe.skip)('the page of the lab', () => {
  it('answers in the shapes that were recorded, and with what the API says it has', async () => {
    const { lab, ask } = await livelyLab();
    const fields =
      'id,message,created_time,updated_time,permalink_url,from,status_type,is_hidden,is_published,attachments';
    const posts = dataOf(await ask(`newford/published_posts?fields=${fields}`));
    const recorded = [
      ...dataOf(readRecorded(GRAPH, 'facebook/apidata/posts/feed_fields_p1.json')),
      readRecorded(GRAPH, 'facebook/models/post.json'),
    ];
    expect(posts.length).toBe(2);
    expect(faultsIn(posts, recorded, POST_SPEC)).toEqual([]);
    const [first] = posts.toReversed();
    const all = 'id,message,created_time,from,parent{id},is_hidden,is_private,like_count,comment_count,permalink_url';
    const comments = dataOf(await ask(`${String(first?.['id'])}/comments?filter=stream&fields=${all}`));
    expect(comments.length).toBe(2);
    const known = [
      ...dataOf(readRecorded(GRAPH, 'facebook/apidata/comments/comments_p1.json')),
      readRecorded(GRAPH, 'facebook/apidata/comments/comment_info.json'),
    ];
    expect(faultsIn(comments, known, COMMENT_SPEC)).toEqual([]);
    const error = (await ask('100000000099999'))['error'];
    const { error: recordedError } = readRecorded(GRAPH, 'base/error_data.json');
    expect(Object.keys(Object(error))).toEqual(expect.arrayContaining(Object.keys(Object(recordedError))));
    await lab.close();
  });

  it('delivers what was recorded: the same fields, of the same types, for the same verbs', async () => {
    const { lab, payloads } = await livelyLab();
    const valueOf = (payload: JsonObject): JsonObject => {
      const [entry] = Array.isArray(payload['entry']) ? payload['entry'] : [];
      const value: unknown = Object(Object(entry)['changes'])[0]?.value;
      return isRecord(value) ? value : {};
    };
    const recorded = feedPayloads().map(([, payload]) => valueOf(payload));
    for (const payload of payloads) {
      const value = valueOf(payload);
      const like = recorded.filter(({ item, verb }) => item === value['item'] && verb === value['verb']);
      expect([value['item'], value['verb'], like.length > 0]).toEqual([value['item'], value['verb'], true]);
      // A comment names its author by `from` since version 2.11, by `sender_id` before (recorded: feed-comment-add-211).
      expect(
        faultsIn(
          [value],
          recorded.filter(({ item }) => item === value['item']),
          ['from'],
        ),
      ).toEqual([]);
    }
    expect(new Set(payloads.map((payload) => valueOf(payload)['verb']))).toEqual(
      new Set(['add', 'edited', 'edit', 'hide', 'unhide']),
    );
    await lab.close();
  });
});
