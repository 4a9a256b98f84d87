import { handleOf, readMarkup } from '../../src/connectors/read-markup.js';
import { retryAt, spentUntil } from '../../src/connectors/rate-limit.rules.js';
import { recogniseMastodon } from '../../src/connectors/mastodon/recognise-mastodon.rules.js';
import { FeedConnector } from '../../src/connectors/feed/feed.connector.js';

describe('plain text of a post', () => {
  it.each([
    ['<p>One<br>two</p><p>three &amp; four</p>', 'One\ntwo\n\nthree & four'],
    ['<p>a</p>\n  <ul><li>x</li><li>y</li></ul>', 'a\n\nx\ny'],
    ['no markup at all < 3', 'no markup at all < 3'],
    ['<p>kept</p><script>lost()</script><style>p{}</style>', 'kept'],
    ['<p class="quote-inline">RE: <a href="https://h/1">h/1</a></p><p>mine</p>', 'mine'],
    ['<p>Dziękuję <img alt=":heart:" src="x"> &#322;&#x141;</p>', 'Dziękuję :heart: łŁ'],
    ['<div><div><div>deep</div></div></div>', 'deep'],
    ['', ''],
  ])('of %s', (html, text) => {
    expect(readMarkup(html).text).toBe(text);
  });

  it('shows an address whole, although Mastodon hides both its ends', () => {
    const { text, links } = readMarkup(
      '<p>Gauge: <a href="https://newford.example/gauge/of/the/plank/river"><span class="invisible">https://</span>' +
        '<span class="ellipsis">newford.example/gauge/of/the/p</span><span class="invisible">lank/river</span></a></p>',
    );
    expect(text).toBe('Gauge: https://newford.example/gauge/of/the/plank/river');
    expect(links).toEqual([{ url: 'https://newford.example/gauge/of/the/plank/river', title: null }]);
  });

  it('reads tags and mentions from the markup alone', () => {
    const { tags, mentions, links } = readMarkup(
      '<p><span class="h-card"><a href="https://b.example/@bob" class="u-url mention">@<span>bob</span></a></span> ' +
        '<a href="https://h/tags/x" class="mention hashtag" rel="tag">#<span>NowyBródDlaNewford</span></a></p>',
    );
    expect([tags, mentions, links]).toEqual([['NowyBródDlaNewford'], ['@bob@b.example'], []]);
    expect(handleOf('https://h.example/users/caf%C3%A9')).toBe('@café@h.example');
    expect(handleOf('javascript:alert(1)')).toBeNull();
  });

  it('is not brought down by elements nested without end', () => {
    const started = cpuSeconds();
    expect(readMarkup(`${'<b>'.repeat(300_000)}${'<a href="https://x">'.repeat(100_000)}<p>words</p>`).text).toBe(
      'words',
    );
    expect(readMarkup('<'.repeat(1_000_000)).text).toContain('<<<');
    expect(readMarkup('<p>'.repeat(300_000)).text).toBe('');
    readMarkup(`<p>${'&'.repeat(1_000_000)}</p>`);
    readMarkup(`<p ${'a="'.repeat(300_000)}`);
    expect(cpuSeconds() - started).toBeLessThan(10);
  });
});

describe('what a person types', () => {
  it.each([
    ['@city@social.example', 'https://social.example/@city', '@city@social.example'],
    ['city@social.example', 'https://social.example/@city', '@city@social.example'],
    [' https://social.example/@city ', 'https://social.example/@city', '@city@social.example'],
    ['https://social.example/users/city/', 'https://social.example/@city', '@city@social.example'],
    ['http://127.0.0.1:8080/@city', 'http://127.0.0.1:8080/@city', '@city@127.0.0.1:8080'],
    ['https://a.example/@city@b.example', 'https://b.example/@city', '@city@b.example'],
    ['acct:city@social.example', 'https://social.example/@city', '@city@social.example'],
  ])('%s is an account of a Mastodon', (typed, url, handle) => {
    expect(recogniseMastodon(typed)).toEqual({ url, handle });
  });

  it.each([
    '',
    'city',
    '@city',
    'https://social.example/',
    'https://social.example/@city/1234',
    'javascript:x@y',
    '%%@%%',
    'https://u:p@h/@x',
    'https://h/@%ff',
  ])('%s is none', (typed) => {
    expect(recogniseMastodon(typed)).toBeNull();
  });

  it('a name right under a host is a guess; a file there is none', () => {
    expect(recogniseMastodon('https://snac.example/city')).toEqual({
      url: 'https://snac.example/@city',
      handle: '@city@snac.example',
      guessed: true,
    });
    expect(recogniseMastodon('https://snac.example/city.rss')).toBeNull();
    expect(recogniseMastodon('https://news.example/city/water')).toBeNull();
  });

  it('a web address may be a feed, another thing may not', () => {
    const feed = new FeedConnector();
    expect(feed.recognise('feed:https://h.example/a.atom#x')).toEqual({
      url: 'https://h.example/a.atom',
      handle: 'h.example/a.atom',
    });
    expect(feed.recognise('feed://h.example/a')?.url).toBe('https://h.example/a');
    for (const typed of ['@a@b.example', 'ftp://h/a', 'https://u:p@h/a', 'file:///etc/passwd'])
      expect(feed.recognise(typed)).toBeNull();
  });
});

describe('how long to wait', () => {
  const now = new Date('2026-05-19T12:00:00.000Z');
  it.each([
    [{ 'Retry-After': '120' }, '2026-05-19T12:02:00.000Z'],
    [{ 'retry-after': 'Tue, 19 May 2026 12:01:00 GMT' }, '2026-05-19T12:01:00.000Z'],
    [{ 'X-RateLimit-Reset': '2026-05-19T12:05:00.123456Z' }, '2026-05-19T12:05:00.123Z'],
    [{ 'x-ratelimit-reset': '1779192300' }, '2026-05-19T12:05:00.000Z'],
    [{ 'x-ratelimit-reset': '30' }, '2026-05-19T12:00:30.000Z'],
    [{ 'retry-after': 'soon', 'x-ratelimit-reset': 'later' }, undefined],
    [{ 'x-ratelimit-reset': '2026-05-19T11:00:00Z' }, undefined],
    [{ 'retry-after': '999999999' }, '2026-05-20T12:00:00.000Z'],
    [{}, undefined],
  ])('%j', (headers, at) => {
    expect(retryAt(Object.entries(headers), now)?.toISOString()).toBe(at);
  });

  it('is said beforehand when nothing is left', () => {
    const left = (remaining: string): Date | null =>
      spentUntil(
        [
          ['x-ratelimit-remaining', remaining],
          ['x-ratelimit-reset', '60'],
        ],
        now,
      );
    expect(left('0')?.toISOString()).toBe('2026-05-19T12:01:00.000Z');
    expect([left('1'), left(''), spentUntil([], now)]).toEqual([null, null, null]);
  });
});

/** Of this process, so that a busy machine makes no difference. */
function cpuSeconds(): number {
  return process.cpuUsage().user / 1e6;
}
