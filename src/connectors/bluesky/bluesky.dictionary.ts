/**
 * What the answers of the network are made of: field names of its records in JSON and in CBOR (where a text is preceded by
 * its length), and its fixed words. No content. Sealed slices are deflated against it, so a change of one byte is a new
 * connector version.
 */
const NAMES = [
  'text', '$type', 'langs', 'reply', 'root', 'parent', 'cid', 'uri', 'embed', 'facets', 'features', 'index', 'byteStart',
  'byteEnd', 'createdAt', 'images', 'image', 'alt', 'ref', 'size', 'mimeType', 'blob', 'aspectRatio', 'width', 'height',
  'external', 'title', 'description', 'thumb', 'record', 'media', 'video', 'captions', 'labels', 'values', 'val', 'tags',
  'subject', 'via', 'displayName', 'avatar', 'banner', 'pinnedPost', 'post', 'allow', 'hiddenReplies', 'did', 'rev', 'sig',
  'data', 'prev', 'version', 'image/jpeg', 'image/png', 'app.bsky.feed.post', 'app.bsky.feed.repost',
  'app.bsky.feed.threadgate', 'app.bsky.actor.profile', 'app.bsky.embed.images', 'app.bsky.embed.external',
  'app.bsky.embed.record', 'app.bsky.embed.recordWithMedia', 'app.bsky.embed.video', 'app.bsky.richtext.facet',
  'app.bsky.richtext.facet#link', 'app.bsky.richtext.facet#mention', 'app.bsky.richtext.facet#tag',
  'com.atproto.label.defs#selfLabels', '2026-01-01T00:00:00.000Z', 'at://did:plc:', '/app.bsky.feed.post/', 'bafyrei', 'bafkrei',
]; // prettier-ignore

/** A text as CBOR has it: its length within the first byte, or in the second. */
function cbor(name: string): string {
  return name.length < 24
    ? String.fromCharCode(0x60 + name.length) + name
    : `x${String.fromCharCode(name.length)}${name}`;
}

const IDENTITY =
  '{"did":"did:plc:","operation":{"sig":"","prev":"","type":"plc_operation","services":{"atproto_pds":{"type":"AtprotoPersonalDataServer",' +
  '"endpoint":"https://.host.bsky.network"}},"alsoKnownAs":["at://"],"rotationKeys":["did:key:zQ3sh","did:key:zQ3sh"],' +
  '"verificationMethods":{"atproto":"did:key:zQ3sh"}},"cid":"bafyrei","nullified":false,"createdAt":"2026-01-01T00:00:00.000Z"},';
const VIEW =
  '{"post":{"uri":"at://did:plc:/app.bsky.feed.post/","cid":"bafyrei","author":{"did":"did:plc:","handle":".bsky.social","displayName":"",' +
  '"avatar":"https://cdn.bsky.app/img/avatar/plain/did:plc:/bafkrei@jpeg","associated":{"chat":{"allowIncoming":"all"},' +
  '"activitySubscription":{"allowSubscriptions":"followers"}},"labels":[],"createdAt":"2026-01-01T00:00:00.000Z"},' +
  '"record":{"$type":"app.bsky.feed.post","createdAt":"2026-01-01T00:00:00.000Z","langs":["en"],"reply":{"parent":{"cid":"bafyrei","uri":"at://did:plc:/app.bsky.feed.post/"},' +
  '"root":{"cid":"bafyrei","uri":"at://did:plc:/app.bsky.feed.post/"}},"embed":{"$type":"app.bsky.embed.images","images":[{"alt":"","aspectRatio":{"height":0,"width":0},' +
  '"image":{"$type":"blob","ref":{"$link":"bafkrei"},"mimeType":"image/jpeg","size":0}}]},"facets":[{"features":[{"$type":"app.bsky.richtext.facet#link","uri":"https://"}],' +
  '"index":{"byteEnd":0,"byteStart":0}}],"text":""},"embed":{"$type":"app.bsky.embed.images#view","images":[{"thumb":"https://cdn.bsky.app/img/feed_thumbnail/plain/did:plc:/bafkrei@jpeg",' +
  '"fullsize":"https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:/bafkrei@jpeg","alt":"","aspectRatio":{"height":0,"width":0}}]},"bookmarkCount":0,"replyCount":0,"repostCount":0,' +
  '"likeCount":0,"quoteCount":0,"indexedAt":"2026-01-01T00:00:00.000Z","labels":[],"threadgate":{"uri":"at://did:plc:/app.bsky.feed.threadgate/","cid":"bafyrei","record":{}}}},';

export const BLUESKY_DICTIONARY: Uint8Array = Buffer.from(NAMES.map(cbor).join('') + IDENTITY + VIEW, 'latin1');
