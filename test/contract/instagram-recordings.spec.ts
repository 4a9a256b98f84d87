import path from 'node:path';
import { instagramDelivery, type Lab, startLab } from '../../lab/index.js';
import { nextPage } from '../../src/connectors/graph/graph-paging.rules.js';
import { InstagramConnector } from '../../src/connectors/instagram/instagram.connector.js';
import { mapComment, mapMedia, mapStory, mapUser } from '../../src/connectors/instagram/map-instagram.js';
import type { JsonObject } from '../../src/connectors/json.rules.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { dataOf, faultsIn, readRecorded, RECORDED, isRecorded } from './graph-recordings.js';
import { isRecord } from './lab-shapes.js';

const API = path.join(RECORDED, 'python-facebook/testdata/instagram/apidata');
const RESTFB = path.join(RECORDED, 'restfb/src/test/resources/json/instagram');
const HOST = 'instagram.example';

const within = (object: JsonObject, name: string): JsonObject => {
  const inner = object[name];
  return isRecord(inner) ? inner : {};
};

const MEDIA = (): JsonObject[] => [
  ...dataOf(readRecorded(API, 'users/medias_p1.json')),
  ...dataOf(readRecorded(API, 'users/tagged_medias.json')),
  readRecorded(API, 'medias/media_default.json'),
  readRecorded(RESTFB, 'media-image.json'),
  readRecorded(RESTFB, 'media-carousel.json'),
];
const STORIES = (): JsonObject[] => [
  ...dataOf(readRecorded(API, 'users/stories.json')),
  readRecorded(API, 'stories/story_info.json'),
];
const COMMENTS = (): JsonObject[] => [
  ...dataOf(readRecorded(API, 'medias/comments_p1.json')),
  readRecorded(API, 'comments/comment_fields.json'),
  readRecorded(RESTFB, 'comment.json'),
  readRecorded(RESTFB, 'comment_missing_user.json'),
];
/** In api_specs/specs/{IGMedia,IGComment}.json of facebook-business-sdk-codegen, and in no recording. */
const MEDIA_SPEC = ['media_product_type', 'alt_text'];
const COMMENT_SPEC = ['from', 'parent_id'];

interface Lively {
  readonly lab: Lab;
  readonly ask: (rest: string) => Promise<JsonObject>;
  readonly payloads: readonly JsonObject[];
}

async function livelyLab(): Promise<Lively> {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  const lab = await startLab({ clock, prepare: (world) => void world.openServer(HOST, { software: 'instagram' }) });
  const { world } = lab;
  const payloads: JsonObject[] = [];
  const happen = <T>(what: () => T): T => {
    clock.advance(1_000);
    const made = what();
    const line = world.diary.at(-1);
    const body = line ? instagramDelivery(world, line) : null;
    if (body !== null) payloads.push(JSON.parse(body));
    return made;
  };
  const user = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
  const carol = world.openAccount(`carol@${HOST}`);
  const token = world.issueToken(HOST, user);
  const two = [
    { scene: 'map', alt: 'A map' },
    { scene: 'map', alt: 'Another' },
  ];
  const post = happen(() => world.post(user, 'Flood warning', { media: two }));
  happen(() => world.post(user, 'No picture'));
  happen(() => world.post(user, 'Now', { story: true, media: two.slice(1) }));
  const comment = happen(() => world.reply(carol, post, 'Shame.'));
  happen(() => world.reply(carol, comment, 'I mean it.'));
  const theirs = happen(() => world.post(carol, 'Thank you @newford', { media: two.slice(1) }));
  happen(() => world.reply(carol, theirs, 'Really, @newford'));
  happen(() => world.edit(post, 'Flood warning in force'));
  happen(() => world.hide(comment));
  const headers = { authorization: `Bearer ${token.value}` };
  const base = lab.facebook(HOST).replace(/\/[^/]+$/, '');
  const ask = async (rest: string): Promise<JsonObject> => {
    const value: JsonObject = JSON.parse(await (await fetch(`${base}/${rest}`, { headers })).text());
    return value;
  };
  return { lab, ask, payloads };
}

(isRecorded ? describe : describe.skip)('recordings of the Instagram API', () => {
  it('are read as media, stories, comments and accounts, with the times they bear', () => {
    const media = MEDIA().map((one) => mapMedia(one)?.body);
    expect(media.every((body) => body?.kind === 'post' && body.postedAt !== null)).toBe(true);
    expect(media.map((body) => body?.postedAt)).toContain('2021-08-13T08:25:28.000Z');
    const album = mapMedia(readRecorded(API, 'medias/media_default.json'))?.body;
    expect(album).toMatchObject({ text: 'ALBUM', media: [{ key: '17889214265226770' }, { key: '17886719108286032' }, { key: '17904922598025487' }] }); // prettier-ignore
    expect(STORIES().map((story) => mapStory(story)?.body.kind)).toEqual(STORIES().map(() => 'entry'));
    expect(mapComment(readRecorded(API, 'comments/comment_fields.json'), null)?.body).toMatchObject({
      kind: 'reply',
      postedAt: '2020-02-24T09:15:16.000Z',
      text: '@ikroskun Hey, guys',
      mentions: ['@ikroskun'],
    });
    expect(mapComment(readRecorded(RESTFB, 'comment.json'), null)?.shown).toBe(true);
    const user = readRecorded(API, 'users/user_fields.json');
    expect(mapUser(user, String(user['id']))?.body.profile).toMatchObject({ displayName: 'Facebook for Developers' });
    expect(mapMedia(within(readRecorded(API, 'users/mentioned_media.json'), 'mentioned_media'))?.body.text).toContain(
      'hey',
    );
  });

  it('lead on to a next page without the token their address bears', () => {
    for (const name of ['users/medias_p1.json', 'medias/comments_p1.json'])
      expect(nextPage(readRecorded(API, name), 'https://graph.facebook.com/v26.0')).toEqual({ after: 'after' });
    expect(nextPage(readRecorded(API, 'users/stories.json'), 'https://graph.facebook.com/v26.0')).toBeNull();
  });

  it('of deliveries tell of comments and mentions, and of nothing else', () => {
    const { webhook } = new InstagramConnector();
    const told = ['wh-comments', 'wh-comments-2021', 'wh-livecomments', 'wh-mentions', 'wh-story_insights'].map(
      (name) => {
        const body = Buffer.from(JSON.stringify(readRecorded(RESTFB, `${name}.json`)));
        const about = webhook.about({ method: 'POST', path: '', query: {}, headers: {}, body, receivedAt: '' });
        return webhook.read({ body }, about?.nativeIds[0] ?? '').map(({ what, ref }) => `${what} ${ref.canonicalUri}`);
      },
    );
    expect(told).toEqual([
      ['added https://www.instagram.com/123456789'],
      ['added https://www.instagram.com/123456789'],
      ['added https://www.instagram.com/123456789'],
      ['added https://www.instagram.com/17887498072083520'],
      [],
    ]);
  });
});

(isRecorded ? describe : describe.skip)('the Instagram of the lab', () => {
  it('answers in the shapes that were recorded, and with what the API says it has', async () => {
    const { lab, ask } = await livelyLab();
    const fields = 'id,caption,media_type,media_product_type,media_url,permalink,timestamp,username,alt_text,like_count,comments_count,children'; // prettier-ignore
    const media = dataOf(await ask(`newford/media?fields=${fields}`));
    const tags = dataOf(await ask(`newford/tags?fields=${fields}`));
    const stories = dataOf(await ask(`newford/stories?fields=${fields}`));
    expect([media.length, tags.length, stories.length]).toEqual([2, 1, 1]);
    expect(faultsIn([...media, ...tags], MEDIA(), MEDIA_SPEC)).toEqual([]);
    expect(faultsIn(stories, STORIES(), MEDIA_SPEC)).toEqual([]);
    const children = media.flatMap((one) => dataOf(one['children']));
    expect(children.length).toBe(2);
    expect(faultsIn(children, dataOf(readRecorded(API, 'medias/children.json')), MEDIA_SPEC)).toEqual([]);
    const [, album] = media;
    const all = 'id,text,timestamp,username,from,like_count,hidden,parent_id,replies';
    const comments = dataOf(await ask(`${String(album?.['id'])}/comments?fields=${all}`));
    const answers = comments.flatMap((comment) => dataOf(comment['replies']));
    expect([comments.length, answers.length]).toEqual([1, 1]);
    expect(faultsIn([...comments, ...answers], COMMENTS(), COMMENT_SPEC)).toEqual([]);
    const user = await ask('me?fields=id,biography,name,username,profile_picture_url,followers_count,media_count');
    expect(faultsIn([user], [readRecorded(API, 'users/user_fields.json')], [])).toEqual([]);
    await lab.close();
  });

  it('shows what mentions the account as it was recorded', async () => {
    const { lab, ask } = await livelyLab();
    const id = (text: string): string => {
      const post = lab.world.posts.find((one) => one.versions[0]?.text === text);
      return post?.uri.split('/').at(-1) ?? '';
    };
    const comment = await ask(`newford?fields=mentioned_comment.comment_id(${id('Really, @newford')}){id,text,timestamp,username,like_count}`); // prettier-ignore
    const media = await ask(`newford?fields=mentioned_media.media_id(${id('Thank you @newford')}){id,caption,media_type,media_url,timestamp,like_count,comments_count}`); // prettier-ignore
    for (const [answer, name] of [
      [comment, 'mentioned_comment'],
      [media, 'mentioned_media'],
    ] as const) {
      const recorded = readRecorded(API, `users/${name}.json`);
      expect(Object.keys(answer)).toEqual(Object.keys(recorded));
      expect(faultsIn([within(answer, name)], [within(recorded, name)], [])).toEqual([]);
      expect(Object.keys(within(answer, name)).length).toBeGreaterThan(4);
    }
    await lab.close();
  });

  it('delivers what was recorded: the same fields, of the same types', async () => {
    const { lab, payloads } = await livelyLab();
    const changeOf = (payload: JsonObject): JsonObject => {
      const [entry] = Array.isArray(payload['entry']) ? payload['entry'] : [];
      const change: unknown = Object(Object(entry)['changes'])[0];
      return isRecord(change) ? change : {};
    };
    expect(payloads.map((payload) => changeOf(payload)['field'])).toEqual([
      'comments',
      'comments',
      'mentions',
      'mentions',
    ]);
    for (const payload of payloads) {
      const { field } = changeOf(payload);
      const recorded = readRecorded(RESTFB, field === 'comments' ? 'wh-comments-2021.json' : 'wh-mentions.json');
      expect(Object.keys(payload).toSorted()).toEqual(Object.keys(recorded).toSorted());
      expect(faultsIn([within(changeOf(payload), 'value')], [within(changeOf(recorded), 'value')], [])).toEqual([]);
    }
    await lab.close();
  });
});
