/** Names of the AT Protocol: DIDs, handles and `at://` addresses; atproto.com/specs/{did,handle,at-uri-scheme}. */
export interface AtUri {
  readonly did: string;
  readonly collection: string;
  readonly rkey: string;
}

/** The parts of the record a repository has at one place. */
export const POST = 'app.bsky.feed.post';
export const REPOST = 'app.bsky.feed.repost';
export const PROFILE = 'app.bsky.actor.profile';
export const THREADGATE = 'app.bsky.feed.threadgate';

/** The two methods the protocol knows: `plc` with its 24 letters, `web` with a host name and nothing after it. */
const DID = /^did:(?:plc:[a-z2-7]{24}|web:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:%3A\d{1,5})?)$/;
const HANDLE = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const COLLECTION = /^[a-zA-Z][a-zA-Z0-9-]*(?:\.[a-zA-Z0-9-]+)+$/;
const RKEY = /^(?!\.\.?$)[A-Za-z0-9._:~-]{1,512}$/;

export function isDid(text: string): boolean {
  return text.length <= 2048 && DID.test(text);
}

/** In lower case, as handles are compared; null for what is none. */
export function handleOf(text: string): string | null {
  const handle = text.toLowerCase();
  return handle.length <= 253 && HANDLE.test(handle) ? handle : null;
}

export function atUri(did: string, collection: string, rkey: string): string {
  return `at://${did}/${collection}/${rkey}`;
}

/** Null for anything but the permanent address of a record: by DID, with collection and key. */
export function parseAtUri(text: string): AtUri | null {
  const [, did = '', collection = '', rkey = ''] = /^at:\/\/([^/]+)\/([^/]+)\/([^/?#]+)$/.exec(text) ?? [];
  return isDid(did) && COLLECTION.test(collection) && RKEY.test(rkey) ? { did, collection, rkey } : null;
}
