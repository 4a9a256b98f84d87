import { createHash } from 'node:crypto';
import { encode } from '@atcute/cbor';
import { create, toString } from '@atcute/cid';
import { verifySigWithDidKey } from '@atcute/crypto';
import { fromBase64Url, toBase32 } from '@atcute/multibase';
import { isObject, isTrueAt, type JsonObject, objectAt, textAt, timeAt } from '../json.rules.js';
import { RepoFault } from './repo.rules.js';

/** What an identity said of itself from `at` on. Rules and shapes: web.plc.directory/spec/v0.1/did-plc. */
export interface IdentityState {
  readonly cid: string;
  readonly at: string;
  /** Signed, and overtaken by a signature of higher standing within three days. */
  readonly nullified: boolean;
  /** The account is closed for good. */
  readonly tombstone: boolean;
  readonly handles: readonly string[];
  readonly pds: string | null;
  /** `did:key` the repository is signed by. */
  readonly key: string | null;
  readonly rotationKeys: readonly string[];
}

interface Signed extends IdentityState {
  readonly prev: string | null;
  readonly operation: JsonObject;
}

/** How long an operation may be overtaken by a key of higher standing. */
const RECOVERY_MS = 72 * 3600_000;
const MOST_OPERATIONS = 2_000;

/**
 * The history of a `did:plc`, from the directory's audit log, oldest first, every step proved: the first one by the DID
 * itself, which is its hash; each other one by a key that the one before it named.
 * @throws {RepoFault} where a step is not proved: the directory, or somebody on the way, does not tell the truth
 */
export async function verifyAuditLog(did: string, log: unknown): Promise<readonly IdentityState[]> {
  if (!Array.isArray(log) || log.length === 0 || log.length > MOST_OPERATIONS)
    throw new RepoFault('The directory of identities answered without the history of this account.');
  const history = new ProvedHistory(did);
  for (const entry of log) await history.take(await readEntry(did, entry));
  return history.states();
}

interface Standing {
  readonly state: Signed;
  /** The place, among the keys of the step before, of the one that signed. */
  readonly signer: number;
}

/** Step by step: each follows on one that stands, and may overtake later ones where its key stood higher than theirs. */
class ProvedHistory {
  private readonly known = new Map<string, Signed>();
  private standing: readonly Standing[] = [];
  private readonly overtaken = new Set<string>();

  constructor(private readonly did: string) {}

  async take(state: Signed): Promise<void> {
    const place = this.placeAfter(state);
    const before = this.standing[place - 1]?.state ?? null;
    const signer = await signerOf(state, before ?? state);
    if (before === null) proveGenesis(this.did, state);
    const [first] = this.standing.slice(place);
    if (first && !mayOvertake(state, signer, first)) throw broken('overtakes another without the right to');
    for (const one of this.standing.slice(place)) this.overtaken.add(one.state.cid);
    this.standing = [...this.standing.slice(0, place), { state, signer }];
    this.known.set(state.cid, state);
  }

  states(): readonly IdentityState[] {
    return [...this.known.values()].map(({ operation: _operation, prev: _prev, ...state }) => ({
      ...state,
      nullified: this.overtaken.has(state.cid),
    }));
  }

  private placeAfter({ prev }: Signed): number {
    if (prev === null && this.known.size === 0) return 0;
    if (prev === null || !this.known.has(prev)) throw broken('does not follow on another');
    const place = this.standing.findIndex(({ state }) => state.cid === prev) + 1;
    if (place === 0) throw broken('follows on one that was overtaken');
    return place;
  }
}

/** The last step that stands. */
export function presentState(history: readonly IdentityState[]): IdentityState | null {
  return history.findLast(({ nullified }) => !nullified) ?? null;
}

async function readEntry(did: string, entry: unknown): Promise<Signed> {
  const operation = isObject(entry) ? objectAt(entry, 'operation') : null;
  const at = isObject(entry) ? timeAt(entry, 'createdAt') : null;
  if (!isObject(entry) || !operation || at === null || textAt(entry, 'did') !== did) throw broken('is not complete');
  const cid = toString(await create(0x71, encodeOr(operation)));
  if (textAt(entry, 'cid') !== cid) throw broken('does not hash to the name it is given');
  return {
    ...stateOf(operation),
    cid,
    at,
    nullified: isTrueAt(entry, 'nullified'),
    prev: textAt(operation, 'prev'),
    operation,
  };
}

function stateOf(operation: JsonObject): Pick<IdentityState, 'tombstone' | 'handles' | 'pds' | 'key' | 'rotationKeys'> {
  const type = textAt(operation, 'type');
  if (type === 'plc_tombstone') return { tombstone: true, handles: [], pds: null, key: null, rotationKeys: [] };
  if (type === 'create') return legacyState(operation);
  const keys = objectAt(operation, 'verificationMethods');
  const services = objectAt(operation, 'services');
  const host = services && objectAt(services, 'atproto_pds');
  return {
    tombstone: false,
    handles: texts(operation['alsoKnownAs']).flatMap((name) => (name.startsWith('at://') ? [name.slice(5)] : [])),
    pds: host && textAt(host, 'endpoint'),
    key: keys && textAt(keys, 'atproto'),
    rotationKeys: texts(operation['rotationKeys']),
  };
}

/** The form of the first years: one signing and one recovery key, the latter of higher standing. */
function legacyState(operation: JsonObject): ReturnType<typeof stateOf> {
  const [key, recovery, handle] = ['signingKey', 'recoveryKey', 'handle'].map((name) => textAt(operation, name));
  return {
    tombstone: false,
    handles: handle ? [handle.replace(/^at:\/\//, '')] : [],
    pds: withScheme(textAt(operation, 'service')),
    key: key ?? null,
    rotationKeys: [recovery, key].filter((one) => typeof one === 'string'),
  };
}

function withScheme(host: string | null): string | null {
  return host === null || /^https?:\/\//.test(host) ? host : `https://${host}`;
}

/** The place, among the keys of the step before, of the one that signed. @throws {RepoFault} where none did */
async function signerOf({ operation }: Signed, { rotationKeys }: Signed): Promise<number> {
  const { sig, ...unsigned } = operation;
  if (typeof sig === 'string' && !sig.includes('='))
    for (const [place, key] of rotationKeys.entries())
      try {
        const signature = new Uint8Array(fromBase64Url(sig));
        if (await verifySigWithDidKey(key, signature, encodeOr(unsigned))) return place;
      } catch (error) {
        if (error instanceof RepoFault) throw error;
        // A key of a kind we do not know signed nothing that we could check.
      }
  throw broken('is not signed by a key that had the right to');
}

function proveGenesis(did: string, { operation }: Signed): void {
  const digest = createHash('sha256').update(encodeOr(operation)).digest();
  if (did !== `did:plc:${toBase32(digest).slice(0, 24)}`) throw broken('is not the one this identity is named after');
}

function mayOvertake(state: Signed, signer: number, first: Standing): boolean {
  const waited = new Date(state.at).getTime() - new Date(first.state.at).getTime();
  return signer < first.signer && waited <= RECOVERY_MS;
}

function encodeOr(operation: JsonObject): Uint8Array<ArrayBuffer> {
  try {
    return encode(operation);
  } catch (cause) {
    throw new RepoFault('The history of the identity holds something that cannot have been signed.', { cause });
  }
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function broken(what: string): RepoFault {
  return new RepoFault(`The history of the identity is not proved: a step in it ${what}. It is not taken.`);
}
