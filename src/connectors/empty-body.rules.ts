import type { ItemBody } from './observation.types.js';

/** An item of which nothing is known: what a platform does not have is spread from here, in one order of fields. */
export const EMPTY_BODY: ItemBody = {
  kind: 'entry',
  nativeId: '',
  url: null,
  author: null,
  text: '',
  contentWarning: null,
  lang: null,
  title: null,
  postedAt: null,
  editedAt: null,
  audience: 'public',
  inReplyTo: null,
  quoted: null,
  reposted: null,
  media: [],
  links: [],
  tags: [],
  mentions: [],
  emoji: [],
  poll: null,
  profile: null,
};
