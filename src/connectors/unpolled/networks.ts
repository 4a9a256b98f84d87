import { X_DICTIONARY } from '../downloads/x/x.dictionary.js';
import { FORM_DICTIONARY } from './form.dictionary.js';
import type { Network } from './unpolled.connector.js';

const NAME = /^[\w.-]{1,100}$/u;

/** `/name` or `/@name` right under the host, where the network has accounts there. */
function named(path: RegExp): Network['handleAt'] {
  return ({ pathname }) => {
    const [, name] = path.exec(pathname) ?? [];
    return name !== undefined && NAME.test(name) ? `@${name}` : null;
  };
}

/** Paths of x.com that are no accounts (assumed: those a signed-out visitor meets). */
const X_OWN = /^@(?:i|home|explore|search|settings|login|intent|share|hashtag|notifications|messages)$/i;

/** The shapes of an account's address on each network are assumed from what people copy out of their browsers. */
export const NETWORKS: readonly Network[] = [
  {
    platform: 'x',
    name: 'X',
    hosts: ['x.com', 'www.x.com', 'mobile.x.com', 'twitter.com', 'www.twitter.com', 'mobile.twitter.com'],
    home: 'https://x.com',
    handleAt: (url) => {
      const handle = named(/^\/(\w{1,15})\/?$/)(url);
      return handle === null || X_OWN.test(handle) ? null : handle;
    },
    folds: true,
    dictionary: X_DICTIONARY,
  },
  {
    platform: 'threads',
    name: 'Threads',
    hosts: ['threads.net', 'www.threads.net', 'threads.com', 'www.threads.com'],
    home: 'https://www.threads.com',
    handleAt: named(/^\/@([\w.]+)\/?$/),
    folds: true,
    dictionary: FORM_DICTIONARY,
  },
  {
    platform: 'tiktok',
    name: 'TikTok',
    hosts: ['tiktok.com', 'www.tiktok.com'],
    home: 'https://www.tiktok.com',
    handleAt: named(/^\/@([\w.]+)\/?$/),
    folds: true,
    dictionary: FORM_DICTIONARY,
  },
  {
    platform: 'linkedin',
    name: 'LinkedIn',
    hosts: ['linkedin.com', 'www.linkedin.com'],
    home: 'https://www.linkedin.com',
    handleAt: ({ pathname }) =>
      /^\/((?:company|school|showcase|in)\/[\p{L}\p{N}_%-]{1,200})\/?$/u.exec(pathname)?.[1] ?? null,
    folds: true,
    dictionary: FORM_DICTIONARY,
  },
  {
    platform: 'youtube',
    name: 'YouTube',
    hosts: ['youtube.com', 'www.youtube.com', 'm.youtube.com'],
    home: 'https://www.youtube.com',
    handleAt: ({ pathname }) =>
      /^\/(@[\p{L}\p{N}._-]{1,100}|(?:channel|c|user)\/[\w-]{1,100})\/?$/u.exec(pathname)?.[1] ?? null,
    folds: false,
    dictionary: FORM_DICTIONARY,
  },
  {
    platform: 'nextdoor',
    name: 'Nextdoor',
    hosts: ['nextdoor.com', 'www.nextdoor.com'],
    home: 'https://nextdoor.com',
    handleAt: ({ pathname }) =>
      /^\/((?:agency|agency-detail|pages|city)\/[\w/-]{1,200}?)\/?$/.exec(pathname)?.[1] ?? null,
    folds: true,
    dictionary: FORM_DICTIONARY,
  },
];
