import type { RestrictedPlace } from '../../archive/restricted.rules.js';
import { type AskedTarget, settleTarget } from '../review/redaction-target.rules.js';
import { type AskedGround, settleGrounds } from './erasure-ground.rules.js';
import type { Decided, ErasureSaid } from './erasure.types.js';
import type { ItemErasureFacts } from './read-erasure-facts.js';
import type { SuggestedPlace } from './suggest-places.rules.js';

interface Asked {
  readonly decision: Decided;
  readonly why: string | null;
  readonly grounds: readonly AskedGround[];
  readonly places?: 'suggested' | readonly AskedTarget[];
}

interface About {
  readonly itemId: string;
  readonly facts: ItemErasureFacts;
}

type Settled<T> = { readonly fault: string } | T;

/** What a decision says of one item, with its grounds and places made definite. */
export function saidOf(asked: Asked, { itemId, facts }: About): Settled<ErasureSaid> {
  const grounds = settleGrounds(asked.grounds, { duties: facts.duties, holds: facts.holds, item: itemId });
  if ('fault' in grounds) return grounds;
  const places = placesOf(asked, { itemId, facts });
  if ('fault' in places) return places;
  return { why: asked.why, grounds: grounds.grounds, ...places };
}

function placesOf(
  { decision, places }: Asked,
  about: About,
): Settled<Pick<ErasureSaid, 'restricts' | 'places' | 'kinds'>> {
  if (places === undefined) {
    return { restricts: decision === 'restrict' ? 'all' : 'nothing', places: [], kinds: [] };
  }
  if (places === 'suggested') return suggested(decision, about);
  const settled = places.map((one) => settlePlace(one, about));
  const fault = settled.find((one) => 'fault' in one);
  if (fault !== undefined && 'fault' in fault) return fault;
  const definite = settled.flatMap((one) => ('fault' in one ? [] : [one]));
  if (definite.length === 0) return { fault: 'Name the places to restrict, or leave them away.' };
  const kinds = about.facts.details.filter(({ place }) => definite.some((one) => within(place, one)));
  return { restricts: 'places', places: definite, kinds: kindsOf(kinds) };
}

function suggested(
  decision: Decided,
  { itemId, facts: { details } }: About,
): Settled<Pick<ErasureSaid, 'restricts' | 'places' | 'kinds'>> {
  if (details.length > 0) {
    return { restricts: 'places', places: details.map(({ place }) => place), kinds: kindsOf(details) };
  }
  if (decision === 'refuse') return { restricts: 'nothing', places: [], kinds: [] };
  return { fault: `Nothing in item ${itemId} looks like a personal detail. Name the places, or restrict it whole.` };
}

function settlePlace(asked: AskedTarget, { itemId, facts }: About): Settled<RestrictedPlace> {
  const record = facts.records.get(asked.version);
  if (record === undefined) {
    return {
      fault: `The set was frozen with ${facts.records.size} versions of item ${itemId}; there is no ${asked.version} in it.`,
    };
  }
  if (asked.region !== undefined) {
    return { fault: 'A picture is restricted whole: its region would have to be drawn anew for each reader.' };
  }
  const settled = settleTarget(record, asked);
  if ('fault' in settled) return settled;
  const { version, part, range } = settled.target;
  return { version, part, range };
}

function within(place: RestrictedPlace, other: RestrictedPlace): boolean {
  if (place.version !== other.version || place.part !== other.part) return false;
  if (place.range === null || other.range === null) return true;
  return other.range.start <= place.range.start && place.range.end <= other.range.end;
}

function kindsOf(details: readonly SuggestedPlace[]): SuggestedPlace['kind'][] {
  return [...new Set(details.map(({ kind }) => kind))];
}
