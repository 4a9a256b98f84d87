import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type ConnectorContext, type KnownItem, type Observation } from '../../src/connectors/index.js';
import type { OutboundAnswer } from '../../src/platform/index.js';
import { isObject, type JsonObject, textAt } from '../../src/connectors/json.rules.js';
import { mapStatus } from '../../src/connectors/mastodon/map-status.js';
import { MastodonConnector } from '../../src/connectors/mastodon/mastodon.connector.js';
import { MastodonPage, readList, readOne, readThread } from '../../src/connectors/mastodon/mastodon-page.js';
import { pagingLinks } from '../../src/connectors/mastodon/link-header.rules.js';
import { all, assertEvidence, faultOf } from './connector.contract.js';

interface Recorded {
  readonly label: string;
  readonly request: { readonly method: string; readonly path: string };
  readonly response: { readonly status: number; readonly headers: Record<string, string>; readonly body: unknown };
}

const BASE = 'http://127.0.0.1:58080';
const ROOT = '01M81MR96ECSPPWX1WJ2S17J7Y';
const REPLY = '01M81MR96RW7NGGS12D2W930WV';
const session: readonly Recorded[] = JSON.parse(
  readFileSync(new URL('../fixtures/mastodon/gotosocial-session.json', import.meta.url), 'utf8'),
);

function exchangeOf({ request, response }: Recorded): OutboundAnswer {
  return {
    method: 'GET',
    url: BASE + request.path,
    requestHeaders: [],
    status: response.status,
    responseHeaders: Object.entries(response.headers),
    body: new TextEncoder().encode(JSON.stringify(response.body)),
    sentAt: '2026-11-22T12:47:32.000Z',
    receivedAt: '2026-11-22T12:47:32.000Z',
    masked: [],
  };
}

/** The server as it was: answers by path from the recordings named, and anything else is a test's mistake. */
function replaying(labels: readonly string[], asked: string[] = []): ConnectorContext {
  const recordings = session.filter(({ label }) => labels.includes(label));
  return {
    account: {
      canonicalUri: `${BASE}/@city`,
      handle: '@city@127.0.0.1:58080',
      nativeId: '01BPBA4WNS4H89XQ61N8897BC4',
      url: `${BASE}/@city`,
      settings: { apiBase: BASE, batch: false, history: true },
    },
    addedAt: new Date('2026-11-22T12:47:32.000Z'),
    http: {
      get: (url) => {
        asked.push(url.slice(BASE.length));
        const bare = url.slice(BASE.length).split('?')[0];
        const page = url.includes('max_id') ? 'statuses page 2 (rel=next)' : 'statuses page 1';
        const found = recordings.find(
          ({ label, request }) =>
            request.path.split('?')[0] === bare && (!label.startsWith('statuses page') || label === page),
        );
        return found ? Promise.resolve(exchangeOf(found)) : Promise.reject(new Error(`Nothing recorded for ${url}`));
      },
    },
    now: () => new Date('2026-11-22T12:47:32.000Z'),
    signal: new AbortController().signal,
  };
}

const known = (id: string, by: string): KnownItem => ({
  ref: { platform: 'mastodon', canonicalUri: `${BASE}/users/${by}/statuses/${id}`, lineage: '' },
  nativeId: id,
  kind: by === 'city' ? 'post' : 'reply',
  editedAt: null,
});

const short = (one: Observation): string =>
  one.type === 'gap' ? 'gap' : `${one.type} ${'body' in one ? one.body.text : 'ground' in one ? one.ground : ''}`;

describe('the recorded session of a real GoToSocial', () => {
  it('gives the edited post with both versions of its complete history, and then its present state', async () => {
    const pages = await all(
      new MastodonConnector().recheck(replaying(['status after edit', 'history']), [known(ROOT, 'city')], null),
    );
    const observations = pages.flatMap((page) => page.observations);
    expect(observations.map(short)).toEqual([
      'version City council meets Tusday at 7pm.',
      'version City council meets Tuesday at 7pm.',
      'snapshot City council meets Tuesday at 7pm.',
    ]);
    expect(observations[0]).toMatchObject({ ordinal: 1, total: 2, complete: true, body: { editedAt: null } });
    const [, last, present] = observations;
    expect(last && 'body' in last && last.body).toEqual(present && 'body' in present && present.body);
    pages.forEach(assertEvidence);
  });

  it('gives the thread with each reply under its parent', async () => {
    const pages = await all(new MastodonConnector().replies(replaying(['context']), [known(ROOT, 'city')]));
    expect(pages[0]?.observations).toMatchObject([
      {
        type: 'snapshot',
        body: {
          kind: 'reply',
          text: '@city is it streamed?',
          author: { handle: '@bob@127.0.0.1:58080' },
          mentions: ['@city@127.0.0.1:58080'],
          inReplyTo: known(ROOT, 'city').ref,
        },
      },
      { type: 'snapshot', body: { text: '@bob yes, on channel 8', inReplyTo: known(REPLY, 'bob').ref } },
    ]);
    pages.forEach(assertEvidence);
  });

  it('pages back by the Link header as it was recorded', () => {
    const page = session.find(({ label }) => label === 'statuses page 1');
    const links = pagingLinks(page?.response.headers['link'] ?? null, BASE);
    expect(links).toMatchObject({ foreign: false, older: '01M81MR7JZF1BME46VPD5ED5XB' });
    expect(pagingLinks('<https://evil.example/api?max_id=1>; rel="next"', BASE).foreign).toBe(true);
  });

  it('takes the deleted reply for missing by look-up, beside its readable parent', async () => {
    const labels = ['status after edit', 'history', 'get deleted reply', 'statuses page 1'];
    const context = replaying(labels);
    const item = known(REPLY, 'bob');
    const pages = await all(new MastodonConnector().recheck(context, [item], known(ROOT, 'city')));
    const gone = pages.flatMap((page) => page.observations).filter(({ type }) => type === 'gone');
    expect(gone).toMatchObject([{ ref: item.ref, ground: 'lookup', cause: 'unknown', evidence: { range: null } }]);
    const evidence = gone.map((one) => (one.type === 'gone' ? pages[0]?.exchanges[one.evidence.exchange]?.status : 0));
    expect(evidence).toEqual([404]);
  });

  it('takes 401 for refused access and 429 for a wait until the time the server names', async () => {
    const connector = new MastodonConnector();
    const refused = await faultOf(all(connector.backfill(replaying(['unauthenticated statuses']), null)));
    expect(refused.fault).toBe('access-refused');
    const limited = session.find(({ label }) => label === 'rate limited');
    if (!limited) throw new Error('Not recorded');
    const context = { ...replaying([]), http: { get: () => Promise.resolve(exchangeOf(limited)) } };
    const error = await faultOf(all(connector.backfill(context, null)));
    expect(error.fault).toBe('rate-limited');
    expect(error.details.retryAt?.toISOString()).toBe(limited.response.headers['x-ratelimit-reset']);
  });
});

const CASSETTES = new URL('../../../shared/data/mastodon/mastodonpy-cassettes/', import.meta.url);

const whereRecorded = existsSync(CASSETTES) ? describe : describe.skip;

whereRecorded('every answer recorded from a real Mastodon (skipped where the recordings are not at hand)', () => {
  const files = existsSync(CASSETTES) ? readdirSync(CASSETTES).filter((name) => name.endsWith('.json')) : [];
  const interactions = files.flatMap((file): Interaction[] =>
    JSON.parse(readFileSync(new URL(file, CASSETTES), 'utf8')),
  );

  it('maps each status it holds, wherever it stands', () => {
    const statuses = interactions.flatMap(({ response }) => statusesIn(response.body));
    expect(statuses.length).toBeGreaterThan(200);
    for (const status of statuses) {
      const mapped = mapStatus(status, { domain: 'localhost:3000', uris: new Map() });
      expect(mapped?.ref.canonicalUri).toBe(textAt(status, 'uri'));
      expect(mapped?.body.author?.handle).toMatch(/^@[^@]+@[^@]+$/);
      expect(mapped?.body.text).not.toMatch(/<[a-z/]/);
    }
  });

  it('cuts lists, threads and single statuses at the bytes of each', () => {
    let seen = 0;
    for (const { request, response } of interactions) {
      const read = readerOf(request.uri, response.body);
      if (!read || request.method !== 'GET' || response.status !== 200) continue;
      const body = new TextEncoder().encode(JSON.stringify(response.body));
      const page = new MastodonPage({ domain: 'localhost:3000', keepsMessages: true });
      page.addStatuses(read({ ...exchangeOf({ label: '', request: { method: 'GET', path: '' }, response }), body }));
      const finished = page.finish(null, true);
      assertEvidence(finished);
      seen += finished.observations.length;
    }
    expect(seen).toBeGreaterThan(200);
  });
});

interface Interaction {
  readonly request: { readonly method: string; readonly uri: string };
  readonly response: Recorded['response'];
}

function readerOf(uri: string, body: unknown): typeof readList | null {
  const { pathname } = new URL(uri);
  if (Array.isArray(body) && body.length > 0 && body.every(isStatus)) return readList;
  if (/\/statuses\/\d+$/.test(pathname) && isStatus(body)) return readOne;
  return pathname.endsWith('/context') ? readThread : null;
}

function isStatus(value: unknown): value is JsonObject {
  return isObject(value) && 'uri' in value && 'content' in value && 'account' in value;
}

function statusesIn(value: unknown): JsonObject[] {
  const inside = typeof value === 'object' && value !== null ? Object.values(value).flatMap(statusesIn) : [];
  return isStatus(value) ? [value, ...inside] : inside;
}
