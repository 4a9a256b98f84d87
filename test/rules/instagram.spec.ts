import { ConnectorRegistry, numberOfFile } from '../../src/connectors/index.js';
import { BlueskyConnector } from '../../src/connectors/bluesky/bluesky.connector.js';
import { FacebookConnector } from '../../src/connectors/facebook/facebook.connector.js';
import { FeedConnector } from '../../src/connectors/feed/feed.connector.js';
import { INSTAGRAM_DICTIONARY } from '../../src/connectors/instagram/instagram.dictionary.js';
import { InstagramConnector } from '../../src/connectors/instagram/instagram.connector.js';
import { baseOf, instagramBase, recogniseInstagram } from '../../src/connectors/instagram/recognise-instagram.rules.js';
import { MastodonConnector } from '../../src/connectors/mastodon/mastodon.connector.js';
import { FORM_DICTIONARY } from '../../src/connectors/unpolled/form.dictionary.js';

const registry = new ConnectorRegistry(
  new MastodonConnector(),
  new FeedConnector(),
  new FacebookConnector(),
  new BlueskyConnector({ directory: 'https://directory.example', index: 'https://index.example' }),
  new InstagramConnector(),
);

describe('what Instagram is recognised by', () => {
  it.each([
    ['https://www.instagram.com/newford/', 'newford'],
    ['instagram.com/City.of_Newford', 'City.of_Newford'],
    ['https://m.instagram.com/newford/reels/?hl=pl', 'newford'],
  ])('%s is the account %s', (typed, handle) => {
    expect(recogniseInstagram(typed)).toEqual({ url: `https://graph.facebook.com/v26.0/${handle}`, handle });
  });

  it.each([
    'https://www.instagram.com/p/CSgf9BChwVq/',
    'https://www.instagram.com/stories/newford/1',
    'https://www.instagram.com/',
    'https://user@www.instagram.com/newford',
    'https://instagram.com.example/newford',
    'https://graph.facebook.com/v26.0/newford',
    'newford',
  ])('%s is none', (typed) => {
    expect(recogniseInstagram(typed)).toBeNull();
  });

  it('is looked for where its token is good, which the token says, unless it was found elsewhere', () => {
    const own = 'https://graph.instagram.com/v26.0';
    const pages = 'https://graph.facebook.com/v26.0';
    expect(recogniseInstagram('https://www.instagram.com/newford', 'IGAAabcdefgh')?.url).toBe(`${own}/newford`);
    expect(recogniseInstagram('https://www.instagram.com/newford', 'EAAabcdefgh')?.url).toBe(`${pages}/newford`);
    expect(instagramBase(pages, 'IGAAabcdefgh')).toBe(own);
    expect(instagramBase(own, 'EAAabcdefgh')).toBe(pages);
    expect(instagramBase('http://127.0.0.1:4000/v26.0', 'IGAAabcdefgh')).toBe('http://127.0.0.1:4000/v26.0');
    expect(baseOf(`${pages}/newford`, 'https://graph.instagram.com')).toBe(own);
    expect(baseOf('http://127.0.0.1:4000/v26.0/newford', 'http://127.0.0.1:4000')).toBe('http://127.0.0.1:4000/v26.0');
  });
});

describe('the dictionaries of Instagram', () => {
  it('are two: what was brought before it was captured by itself is opened with the one it was sealed with', () => {
    expect(registry.dictionaryOf('instagram/1')).toBe(FORM_DICTIONARY);
    expect(registry.dictionaryOf('instagram/2')).toBe(INSTAGRAM_DICTIONARY);
    expect(registry.dictionaryOf('threads/1')).toBe(FORM_DICTIONARY);
  });

  it.each(['instagram/3', 'instagram/0', 'facebook/99', 'myspace/1', 'instagram'])('and %s is none', (name) => {
    expect(() => registry.dictionaryOf(name)).toThrow(`No connector has the dictionary ${name}`);
  });
});

describe('the number a file of a download ends in', () => {
  it.each([
    ['364262519_1_n_17990246768110447.jpg', '17990246768110447'],
    ['17990246768110447.mp4', '17990246768110447'],
    ['17990246768110447', '17990246768110447'],
    ['a.jpg', null],
    ['IMG_20260501.jpg', null],
    ['x17990246768110447.jpg', null],
  ])('of %s is %s', (name, number) => {
    expect(numberOfFile(name)).toBe(number);
  });
});
