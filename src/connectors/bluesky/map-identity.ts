import type { ItemBody, Observation } from '../observation.types.js';
import { EMPTY_BODY } from '../empty-body.rules.js';
import type { IdentityState } from './plc.rules.js';
import { authorOf, blueskyRef } from './map-record.js';
import type { Identity } from './read-identity.js';

/**
 * An identity as an item of its own, beside the profile: its handles, keys and host, with each signed step as a version.
 * The names of its fields are those of the operation (web.plc.directory/spec/v0.1/did-plc).
 */
export function observeIdentity(identity: Identity, exchange: number): readonly Observation[] {
  const ref = blueskyRef(`${identity.did}#identity`);
  const { history } = identity;
  const versions = history.map((state, place): Observation => ({
    type: 'version',
    ref,
    body: bodyOf(identity, state, place === 0),
    evidence: { exchange, range: identity.rangeOf(place) },
    ordinal: place + 1,
    total: history.length,
    complete: true,
  }));
  const last = history.length - 1;
  const present = history[last];
  if (!present) return [];
  return [
    ...(history.length > 1 ? versions : []),
    {
      type: 'snapshot',
      ref,
      body: bodyOf(identity, present, last === 0),
      evidence: { exchange, range: identity.rangeOf(last) },
      counts: {},
    },
  ];
}

function bodyOf({ did, url }: Identity, state: IdentityState, isFirst: boolean): ItemBody {
  const author = authorOf(did, state.handles[0] ?? null, null);
  const keys = state.rotationKeys.map((value) => ({ name: 'rotationKeys', value }));
  const facts: readonly (readonly [string, string | null])[] = [
    ['did', did],
    ['verificationMethods.atproto', state.key],
    ['services.atproto_pds', state.pds],
    ['cid', state.cid || null],
    ['type', state.tombstone ? 'plc_tombstone' : null],
    ['nullified', state.nullified ? 'true' : null],
  ];
  const fields = facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
  return {
    ...EMPTY_BODY,
    kind: 'profile',
    nativeId: did,
    url,
    author,
    editedAt: isFirst || state.at === '' ? null : state.at,
    profile: {
      handle: author.handle,
      displayName: author.displayName,
      bio: '',
      fields: [...fields, ...keys],
      movedTo: null,
    },
  };
}
