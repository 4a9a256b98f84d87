import type { ItemBody, Observation, RawExchange } from '../../src/connectors/index.js';
import { observeFeed } from '../../src/connectors/feed/map-feed.js';
import { readFeedBody } from '../../src/connectors/feed/read-feed-body.js';

const ACCOUNT = { canonicalUri: 'https://h.example/feed', handle: 'h.example/feed', url: 'https://h.example/feed' };

function exchange(body: string | Uint8Array, contentType = 'application/xml'): RawExchange {
  return {
    method: 'GET',
    url: ACCOUNT.url,
    requestHeaders: [],
    status: 200,
    responseHeaders: [['Content-Type', contentType]],
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    sentAt: '',
    receivedAt: '',
    masked: [],
  };
}

function observe(body: string | Uint8Array, contentType?: string): Observation[] {
  const from = exchange(body, contentType);
  return observeFeed(readFeedBody(from), ACCOUNT, { exchange: 0, length: from.body.length, archive: true });
}

function bodies(observations: readonly Observation[]): ItemBody[] {
  return observations.flatMap((one) => ('body' in one ? [one.body] : []));
}

function slices(body: string, observations: readonly Observation[]): unknown[] {
  const bytes = Buffer.from(body);
  return observations.map((one) => {
    const range = one.type === 'gap' ? null : one.evidence.range;
    return range === null || range === 'whole' ? range : bytes.subarray(range[0], range[1]).toString();
  });
}

const stone = (id: string): string => `<at:deleted-entry ref="${id}" when="2026-05-19T12:00:00Z"/>`;
const ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><id>u:f</id>';

describe('a feed document', () => {
  it('gives each entry with the bytes it stands in, past comments, CDATA and prefixes', () => {
    const first = '<a:entry><a:id>u:1</a:id><a:title><![CDATA[</a:entry> <b> & łódź]]></a:title></a:entry>';
    const second = '<a:entry x=">"><!-- </a:entry> --><a:id>u:2</a:id><a:title>two</a:title></a:entry>';
    const body = `<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:id>u:f</a:id>${first}\n${second}</a:feed>`;
    const found = observe(body);
    expect(bodies(found).map(({ title }) => title)).toEqual(['</a:entry> <b> & łódź', 'two']);
    expect(slices(body, found)).toEqual([first, second]);
  });

  it('pairs entries with their bytes where the parser passes over an empty one', () => {
    const item = '<item><guid isPermaLink="false">7</guid><title>seven</title></item>';
    const body = `<rss version="2.0"><channel><title>t</title><item></item>${item}<item/></channel></rss>`;
    const found = observe(body);
    expect(slices(body, found)).toEqual([item]);
    expect(found).toMatchObject([{ ref: { canonicalUri: 'https://h.example/feed#7' } }]);
  });

  it('is not cut where its bytes are not UTF-8, and read all the same', () => {
    const latin2 = Buffer.from(
      `<?xml version="1.0" encoding="ISO-8859-2"?>${ATOM}<entry><id>u:1</id><title>Powód\xbc</title></entry></feed>`,
      'latin1',
    );
    const found = observe(latin2);
    expect(bodies(found)[0]?.title).toBe('Powódź');
    expect(found).toMatchObject([{ evidence: { range: 'whole' } }]);
    const utf16 = Buffer.from(`\ufeff${ATOM}<entry><id>u:1</id><title>ł</title></entry></feed>`, 'utf16le');
    expect(bodies(observe(utf16))[0]?.title).toBe('ł');
    const lying = Buffer.from(`${ATOM}<entry><id>u:1</id><title>caf\xe9</title></entry></feed>`, 'latin1');
    expect(bodies(observe(lying, 'application/xml; charset=utf-8'))[0]?.title).toBe('café');
  });

  it('tells of a deleted entry when it says so itself, unless the entry is newer', () => {
    const newer = '<entry><id>u:2</id><title>back</title><updated>2026-05-19T13:00:00Z</updated></entry>';
    const body = `${ATOM}${stone('u:1')}${stone('u:2')}${newer}</feed>`;
    const gone = observe(body).filter(({ type }) => type === 'gone');
    expect(gone).toMatchObject([{ ref: { canonicalUri: 'u:1' }, ground: 'asserted', cause: 'unknown' }]);
    expect(slices(body, gone)).toEqual([stone('u:1')]);
  });

  it('gives media once, with the alt text whichever element carries it', () => {
    const body =
      '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>t</title><item><guid>u:1</guid>' +
      '<enclosure url="https://h/a.png?sig=1" type="image/png" length="1"/><media:content url="https://h/a.png?sig=1">' +
      '<media:description>A map</media:description></media:content></item></channel></rss>';
    expect(bodies(observe(body))[0]?.media).toEqual([
      { key: 'https://h/a.png', url: 'https://h/a.png?sig=1', mime: 'image/png', alt: 'A map' },
    ]);
  });

  it.each([
    [
      'an entity bomb',
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel>&b;</channel></rss>',
    ],
    ['an external entity', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><feed>&a;</feed>'],
    ['nesting without end', `<rss><channel>${'<a>'.repeat(100_000)}`],
    [
      'nesting without end after a fault',
      `<rss></b><channel>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</channel></rss>`,
    ],
    ['a page of HTML', '<!DOCTYPE html><html><body><item>no</item></body></html>'],
    ['JSON that is no feed', '{"items":[{"id":"1"}]}'],
    ['3 MB of JSON nonsense', `{"version":${'[1,'.repeat(1_000_000)}`],
    ['half a feed', `${ATOM}<entry><id>u:1</id><title>x`],
    ['nothing', ''],
    ['bytes', '\u0000\u0001\u0002<<<<>>>>'],
  ])('refuses %s', (_, body) => {
    const started = cpuSeconds();
    expect(() => observe(body)).toThrow(expect.objectContaining({ fault: 'protocol' }));
    expect(cpuSeconds() - started).toBeLessThan(10);
  });

  it('reads thousands of entries in moments', () => {
    const entries = Array.from({ length: 1000 }, (_, i) => `<entry><id>u:${i}</id><title>t${i}</title></entry>`);
    const started = cpuSeconds();
    expect(observe(`${ATOM}${entries.join('')}</feed>`)).toHaveLength(1000);
    expect(observe(`${ATOM}<entry/>${entries.join('')}</feed>`)).toHaveLength(1000);
    expect(cpuSeconds() - started).toBeLessThan(10);
  });
});

/** Of this process, so that a busy machine makes no difference. */
function cpuSeconds(): number {
  return process.cpuUsage().user / 1e6;
}
