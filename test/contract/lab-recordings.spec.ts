import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Lab, startLab } from '../../lab/index.js';
import type { Software } from '../../lab/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { faults, isRecord, type Kind, learn, objectsIn, pathsOf, type Shape } from './lab-shapes.js';

const GOTOSOCIAL = path.join(import.meta.dirname, '../fixtures/mastodon/gotosocial-session.json');
const SHARED = path.join(import.meta.dirname, '../../../shared/data/mastodon');
const CASSETTES = path.join(SHARED, 'mastodonpy-cassettes');
const OPENAPI = path.join(SHARED, 'openapi/schema.json');
const HOST = 'social.example';

const whereShared = existsSync(CASSETTES) && existsSync(OPENAPI) ? describe : describe.skip;

interface Recorded {
  readonly request: { readonly method: string; readonly uri?: string; readonly path?: string };
  readonly response: { readonly status: number; readonly body: unknown };
}

function parse(text: string): Recorded[] {
  const recorded: Recorded[] = JSON.parse(text);
  return recorded;
}

function cassettes(): Recorded[] {
  return readdirSync(CASSETTES).flatMap((name) => parse(readFileSync(path.join(CASSETTES, name), 'utf8')));
}

function shapesOf(recordings: readonly Recorded[]): Map<Kind, Shape> {
  const shapes = new Map<Kind, Shape>();
  // Administrators' lists and account registration show more of an account than its public entity.
  for (const { request, response } of recordings) {
    const where = request.uri ?? request.path ?? '';
    if (!/admin|update_credentials|verify_credentials|search|timelines\/tag/.test(where)) learn(shapes, response.body);
  }
  return shapes;
}

/** A world with one of everything a status can hold. */
async function fullLab(software: Software): Promise<{ lab: Lab; headers: Record<string, string> }> {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  const lab = await startLab({
    clock,
    prepare: (world) => {
      world.openServer(HOST, { software, emojis: [{ shortcode: 'newford' }] });
      const city = world.openAccount(`city@${HOST}`, {
        displayName: 'City',
        note: 'Official',
        fields: [{ name: 'Web', value: 'city.example' }],
      });
      const bob = world.openAccount(`bob@${HOST}`);
      world.issueToken(HOST, city, 'secret');
      const first = world.post(city, 'Hello #Newford, see https://newford.example/a/rather/long/address/of/a/page', {
        key: 'first',
        media: [{ scene: 'map', alt: 'A map' }],
      });
      const poll = { options: ['yes', 'no'], closesAt: new Date('2026-05-20T12:00:00Z') };
      world.vote(world.post(city, 'Shall we? :newford:', { key: 'poll', poll }), [2, 1]);
      world.reply(bob, first, '@city thanks', { contentWarning: 'gratitude' });
      world.quote(city, first, 'As said');
      world.repost(city, first);
    },
  });
  clock.advance(60_000);
  lab.world.editAltText(lab.world.postNamed('first'), 'A better map');
  return { lab, headers: { authorization: 'Bearer secret' } };
}

async function everything(
  software: Software,
): Promise<{ bodies: unknown[]; instance: unknown; v1: unknown; nodeinfo: unknown; stranger: unknown[] }> {
  const { lab, headers } = await fullLab(software);
  const read = async (where: string, as = headers): Promise<unknown> =>
    (await fetch(lab.mastodon(HOST) + where, { headers: as })).json();
  const id = lab.world.idOn(lab.world.server(HOST), lab.world.postNamed('first'));
  const account = lab.world.account(`city@${HOST}`).id;
  const places = [
    `/api/v1/accounts/lookup?acct=city`,
    `/api/v1/accounts/${account}`,
    `/api/v1/accounts/${account}/statuses`,
    `/api/v1/statuses/${id}`,
    `/api/v1/statuses/${id}/context`,
    `/api/v1/statuses/${id}/history`,
  ];
  try {
    return {
      bodies: await Promise.all(places.map((place) => read(place))),
      stranger: await Promise.all(places.map((place) => read(place, {}))),
      instance: await read('/api/v2/instance'),
      v1: await read('/api/v1/instance'),
      nodeinfo: await read('/nodeinfo/2.0'),
    };
  } finally {
    await lab.close();
  }
}

/** Recorded servers had no custom emoji (checked against the documentation below) and no edited post with media. */
const EMOJI = /\.emojis\[\]/;
const ELSEWHERE = [EMOJI, /^edit\.media_attachments\[\]$/];

whereShared('the Mastodon façade against recordings and documentation (skipped where ../shared/data is absent)', () => {
  it('Mastodon: every field is recorded with its type, and none is missing', async () => {
    const shapes = shapesOf(cassettes());
    const { bodies } = await everything('mastodon');
    expect(faults(shapes, bodies, ELSEWHERE)).toEqual([]);
  });

  it('Mastodon: a stranger is told less, and nothing else', async () => {
    const { stranger } = await everything('mastodon');
    expect(faults(shapesOf(cassettes()), stranger, ELSEWHERE)).toEqual([]);
    const fields = new Set([...objectsIn(stranger)].flatMap(({ paths }) => [...paths.keys()]));
    const relation = ['bookmarked', 'favourited', 'filtered', 'muted', 'reblogged', 'own_votes', 'voted', 'pinned'];
    expect(relation.filter((name) => fields.has(name))).toEqual([]);
  });

  it('Mastodon: instance and nodeinfo answers hold recorded fields only', async () => {
    const recorded = cassettes();
    const answers = await everything('mastodon');
    const places = [
      { pattern: /\/api\/v2\/instance/, ours: answers.instance },
      { pattern: /\/api\/v1\/instance\/$/, ours: answers.v1 },
      { pattern: /\/nodeinfo\/2\.0/, ours: answers.nodeinfo },
    ];
    for (const { pattern, ours } of places) {
      const theirs = recorded.find(({ request }) => pattern.test(request.uri ?? ''))?.response.body;
      if (!isRecord(theirs) || !isRecord(ours)) throw new Error(`No recording of ${String(pattern)}`);
      const known = pathsOf(theirs);
      const unknown = [...pathsOf(ours).keys()].filter((one) => !known.has(one));
      expect(unknown).toEqual([]);
    }
  });

  it('every entity field is one the documentation knows', async () => {
    const { components }: { components: { schemas: Record<string, { properties: Record<string, unknown> }> } } =
      JSON.parse(readFileSync(OPENAPI, 'utf8'));
    const { bodies } = await everything('mastodon');
    const [, account, statuses] = bodies;
    const status = Array.isArray(statuses) ? statuses.find((one) => isRecord(one) && isRecord(one['poll'])) : undefined;
    if (!isRecord(account) || !isRecord(status) || !Array.isArray(status['emojis']))
      throw new Error('The lab gave no such entity');
    const emoji: unknown = status['emojis'][0];
    if (!isRecord(emoji)) throw new Error('The lab gave no custom emoji');
    const unknown = (name: string, entity: Record<string, unknown>): string[] =>
      Object.keys(entity).filter((field) => !(field in (components.schemas[name]?.properties ?? {})));
    expect(unknown('CustomEmoji', emoji)).toEqual([]);
    expect({ status: unknown('Status', status), account: unknown('Account', account) }).toEqual({
      status: [],
      account: [],
    });
  });
});

describe('the GoToSocial façade against our recording', () => {
  it('GoToSocial: every field is recorded with its type, and none is missing', async () => {
    const shapes = shapesOf(parse(readFileSync(GOTOSOCIAL, 'utf8')));
    const { bodies } = await everything('gotosocial');
    const notRecorded = [
      EMOJI,
      /^medium\./,
      /^poll\./,
      /\.poll/,
      /media_attachments\[\]/,
      /\.fields\[\]/,
      /^status\.reblog$/,
      /^status\.tags\[\]/,
    ];
    expect(
      faults(shapes, bodies, notRecorded).filter((fault) => !fault.startsWith('medium:') && !fault.startsWith('poll:')),
    ).toEqual([]);
  });

  it('GoToSocial: a stranger, a wrong token and an absent post are answered as recorded', async () => {
    const session = parse(readFileSync(GOTOSOCIAL, 'utf8'));
    const { lab, headers } = await fullLab('gotosocial');
    const recordedFor = (status: number): unknown[] =>
      session.filter(({ response }) => response.status === status).map(({ response }) => response.body);
    const ask = async (where: string, as: Record<string, string>): Promise<{ status: number; body: unknown }> => {
      const answer = await fetch(lab.mastodon(HOST) + where, { headers: as });
      return { status: answer.status, body: await answer.json() };
    };
    const stranger = await ask('/api/v1/accounts/1/statuses', {});
    const absent = await ask('/api/v1/statuses/01AAAAAAAAAAAAAAAAAAAAAAAA', headers);
    await lab.close();
    expect([stranger.status, absent.status]).toEqual([401, 404]);
    expect(recordedFor(401)).toContainEqual(stranger.body);
    expect(recordedFor(404)).toContainEqual(absent.body);
  });
});
