import { ConnectorError } from '../connector.port.js';
import type { Evidence, RawExchange } from '../observation.types.js';
import { isObject } from '../json.rules.js';
import { jsonPaths } from '../json-ranges.rules.js';
import { type JsonBody, readJsonBody } from '../read-json-body.js';
import type { BlueskyApi } from './bluesky-api.js';
import { readDidDocument } from './did-document.rules.js';
import { type IdentityState, presentState, verifyAuditLog } from './plc.rules.js';
import { RepoFault } from './repo.rules.js';

/** Where an account's repository is and what it is signed by. */
export interface Home {
  readonly did: string;
  readonly pds: string;
  readonly key: string;
  /** As the identity claims it, in lower case; whether it leads back is another question. */
  readonly handle: string | null;
}

/** An identity as it was read, with all its signed steps. */
export interface Identity extends Home {
  readonly url: string;
  readonly history: readonly IdentityState[];
  readonly exchange: RawExchange;
  rangeOf(place: number): NonNullable<Evidence['range']>;
}

/** What is remembered between runs of one process: looking again costs one request, never an observation. */
export class KnownHomes {
  private readonly homes = new Map<string, { readonly home: Home; readonly at: number }>();
  private readonly names = new Map<string, string>();
  private readonly confirmed = new Map<
    string,
    { readonly handle: string; readonly leadsBack: boolean; readonly at: number }
  >();

  of(did: string, withinMs: number, now: Date): Home | null {
    const known = this.homes.get(did);
    return known && now.getTime() - known.at <= withinMs ? known.home : null;
  }

  remember({ did, pds, key, handle }: Home, now: Date): void {
    put(this.homes, did, { home: { did, pds, key, handle }, at: now.getTime() });
  }

  forget(did: string): void {
    this.homes.delete(did);
  }

  /** Its name has to be proved anew; where it lives, while the directory cannot be asked, is what was known. */
  doubt(did: string): void {
    this.confirmed.delete(did);
    const known = this.homes.get(did);
    if (known) this.homes.set(did, { ...known, at: 0 });
  }

  /** Whether the handle was lately found to lead back to the identity; null where nobody has looked. */
  confirmedOf(did: string, handle: string, now: Date): boolean | null {
    const known = this.confirmed.get(did);
    const within = known?.leadsBack === true ? CONFIRMED_MS : REFUSED_MS;
    const counts = known?.handle === handle && now.getTime() - known.at <= within;
    return counts ? known.leadsBack : null;
  }

  confirm(did: string, handle: string, leadsBack: boolean, now: Date): void {
    put(this.confirmed, did, { handle, leadsBack, at: now.getTime() });
  }

  nameOf(did: string): string | null {
    return this.names.get(did) ?? null;
  }

  rememberName(did: string, name: string | null): void {
    put(this.names, did, name ?? '');
  }
}

const MOST_KNOWN = 5_000;
const CONFIRMED_MS = 3600_000;
/** A name that was just changed is known everywhere a little later. */
const REFUSED_MS = 5 * 60_000;

function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST_KNOWN && oldest !== undefined) map.delete(oldest);
}

const AUDIT_LOG = jsonPaths(['[*]']);
const DOCUMENT = jsonPaths(['$']);

/**
 * Reads an identity where its method says: the directory's signed log, or the document on the account's own host.
 * @throws {ConnectorError} 'account-gone' where it is closed for good or unknown, 'protocol' where it is not proved
 */
export async function readIdentity(api: BlueskyApi, did: string): Promise<Identity> {
  const isPlc = did.startsWith('did:plc:');
  const url = isPlc ? `${api.servers.directory}/${did}/log/audit` : documentUrl(did);
  const exchange = await (isPlc ? api.auditLog(did) : api.page(url));
  if (exchange.status !== 200)
    throw new ConnectorError('account-gone', 'This identity is closed or was never registered', { exchange });
  const body = readJsonBody(exchange, isPlc ? AUDIT_LOG : DOCUMENT);
  const history = isPlc ? await proved(did, body, exchange) : documented(did, body);
  return {
    did,
    ...homeIn(presentState(history), exchange),
    url,
    history,
    exchange,
    rangeOf: (place) => body.rangeOf(isPlc ? `/${place}` : ''),
  };
}

function homeIn(present: IdentityState | null, exchange: RawExchange): Omit<Home, 'did'> {
  if (present?.tombstone) throw new ConnectorError('account-gone', 'This identity was closed for good', { exchange });
  const { key, pds, handles } = present ?? { key: null, pds: null, handles: [] };
  if (key === null || pds === null || !URL.canParse(pds))
    throw new ConnectorError('protocol', 'The identity names no host or no key of its repository', { exchange });
  return { key, pds: new URL(pds).origin, handle: handles[0]?.toLowerCase() ?? null };
}

/** `did:web` names a host only; on this machine, where tests are, it needs no certificate. */
function documentUrl(did: string): string {
  const host = decodeURIComponent(did.slice('did:web:'.length));
  const scheme = /^localhost(:|$)/.test(host) ? 'http' : 'https';
  return `${scheme}://${host}/.well-known/did.json`;
}

async function proved(did: string, { value }: JsonBody, exchange: RawExchange): Promise<readonly IdentityState[]> {
  try {
    return await verifyAuditLog(did, value);
  } catch (cause) {
    if (cause instanceof RepoFault)
      throw new ConnectorError('protocol', cause.message, { exchange, refused: true, cause });
    throw cause;
  }
}

function documented(did: string, { value }: JsonBody): readonly IdentityState[] {
  const state = isObject(value) ? readDidDocument(did, value) : null;
  return state ? [state] : [];
}
