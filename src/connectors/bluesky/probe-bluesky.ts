import type { Outbound, ReadTxt } from '../../platform/index.js';
import { ConnectorError, type LimitKey, type Probe } from '../connector.port.js';
import { isTrueAt, textAt } from '../json.rules.js';
import { isDid } from './at-uri.rules.js';
import { BlueskyApi, type BlueskyServers, jsonIn } from './bluesky-api.js';
import { authorOf } from './map-record.js';
import { type Identity, readIdentity } from './read-identity.js';
import { resolveHandle } from './resolve-handle.js';

interface ProbeInput {
  readonly handle: string;
  readonly http: Outbound;
  readonly signal: AbortSignal;
  readonly servers: BlueskyServers;
  readonly readTxt: ReadTxt;
}

const LIMITS: readonly LimitKey[] = [
  'replies-by-index-only',
  'messages-not-granted',
  'between-looks-unseen',
  'removals-proved-by-look',
];

/**
 * From a handle or a DID to the account: the handle leads to an identity, and the identity has to claim the handle in
 * turn, else anybody could point a name at an account that is not theirs.
 * @throws {ConnectorError} 'not-an-account' where either does not hold; else why it could not be looked at
 */
export async function probeBluesky(input: ProbeInput): Promise<Probe> {
  const { http, signal, servers } = input;
  const api = new BlueskyApi({ http, signal }, servers);
  const identity = await findIdentity(api, input);
  const { did, pds, handle } = identity;
  const status = jsonIn(await api.repoStatus(pds, did));
  if (!status || !isTrueAt(status, 'active'))
    throw new ConnectorError(
      'access-refused',
      `The account is there, and its host shows nothing of it now: it says ${wordOf(status)}`,
    );
  const shown = jsonIn(await api.profile(did));
  const author = authorOf(did, handle, shown && textAt(shown, 'displayName'));
  return {
    account: {
      canonicalUri: did,
      handle: author.handle,
      nativeId: did,
      url: `https://bsky.app/profile/${did}`,
      title: author.displayName,
    },
    software: await softwareOf(api, pds),
    limits: LIMITS,
    settings: { apiBase: pds },
  };
}

async function findIdentity(api: BlueskyApi, { handle: typed, readTxt }: ProbeInput): Promise<Identity> {
  const named = isDid(typed) ? null : typed.replace(/^@/, '');
  const did = named === null ? typed : await leadOf(api, readTxt, named);
  const identity = await read(api, did);
  const { handle } = identity;
  if (named !== null && handle !== named)
    throw new ConnectorError(
      'not-an-account',
      `@${named} leads to an account that calls itself ${handle === null ? 'nothing' : `@${handle}`}: the name is not its own, and the account is not taken by it`,
      { exchange: identity.exchange },
    );
  if (named === null && handle !== null) {
    const back = await resolveHandle(api, readTxt, handle);
    if (back.looked && back.did !== did)
      throw new ConnectorError(
        'not-an-account',
        `The account calls itself @${handle}, and that name does not lead to it: one of the two is not what it says`,
        { exchange: identity.exchange },
      );
  }
  return identity;
}

async function leadOf(api: BlueskyApi, readTxt: ReadTxt, handle: string): Promise<string> {
  const { did, looked } = await resolveHandle(api, readTxt, handle);
  if (did !== null) return did;
  if (!looked) throw new ConnectorError('unavailable', `Nobody who knows the name @${handle} could be asked`);
  throw new ConnectorError('not-an-account', `@${handle} leads to no account of the AT Protocol`);
}

async function read(api: BlueskyApi, did: string): Promise<Identity> {
  try {
    return await readIdentity(api, did);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.fault !== 'account-gone') throw error;
    throw new ConnectorError('not-an-account', error.message, error.details);
  }
}

function wordOf(status: ReturnType<typeof jsonIn>): string {
  return (status && textAt(status, 'status')) ?? 'that it is not active';
}

/** The host's program, where it tells (`/xrpc/_health`, a custom of the reference server). */
async function softwareOf(api: BlueskyApi, pds: string): Promise<string> {
  try {
    const said = jsonIn(await api.health(pds));
    const version = said && textAt(said, 'version');
    return version === null ? 'AT Protocol' : `AT Protocol PDS ${version}`.slice(0, 80);
  } catch (error) {
    if (error instanceof ConnectorError) return 'AT Protocol';
    throw error;
  }
}
