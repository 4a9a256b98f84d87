import { idAt, isObject, type JsonObject, objectAt, textAt } from '../json.rules.js';
import { JsonFault, type JsonPaths, jsonPaths, jsonRanges } from '../json-ranges.rules.js';
import type { Evidence } from '../observation.types.js';
import type { Delivery, DeliveryAbout } from '../webhook.types.js';

/** One change that a delivery tells of: where it stands in the bytes, and when it was sent. */
export interface Change {
  readonly field: string;
  readonly value: JsonObject;
  readonly at: string;
  readonly range: NonNullable<Evidence['range']>;
}

const CHANGES = jsonPaths(['entry[*].changes[*].value']);
/** Years 2001 to 2286 in seconds; a time of messages is in milliseconds (recorded: messaging-*.json). */
const MILLISECONDS_FROM = 1e11;

/** Null for a body that is no delivery of `object`. */
export function deliveryAbout({ body }: Pick<Delivery, 'body'>, object: string): DeliveryAbout | null {
  const entries = entriesOf(body, object).filter(isObject);
  if (entries.length === 0) return null;
  const ids = entries.map((entry) => idAt(entry, 'id')).filter((id) => id !== null);
  const times = entries.map(timeOf).filter((time) => time !== null);
  return { nativeIds: [...new Set(ids)], at: times.toSorted().at(-1) ?? null };
}

/** The changes of one account's entries, in their order; what does not have their shape is passed over. */
export function changesOf({ body }: Pick<Delivery, 'body'>, object: string, nativeId: string): readonly Change[] {
  const ranges = rangesOf(body, CHANGES);
  return entriesOf(body, object).flatMap((entry, i) => {
    const at = isObject(entry) ? timeOf(entry) : null;
    if (!isObject(entry) || idAt(entry, 'id') !== nativeId || at === null) return [];
    return listAt(entry, 'changes').flatMap((change, j) => {
      const field = isObject(change) ? textAt(change, 'field') : null;
      const value = isObject(change) ? objectAt(change, 'value') : null;
      if (field === null || !value) return [];
      return [{ field, value, at, range: ranges.get(`/entry/${i}/changes/${j}/value`) ?? 'whole' }];
    });
  });
}

function entriesOf(body: Uint8Array, object: string): readonly unknown[] {
  const value = parsed(body);
  return isObject(value) && value['object'] === object ? listAt(value, 'entry') : [];
}

function listAt(value: JsonObject, name: string): readonly unknown[] {
  const list: unknown = value[name];
  return Array.isArray(list) ? list : [];
}

function timeOf(entry: JsonObject): string | null {
  const time = entry['time'];
  if (typeof time !== 'number' || !(time > 0) || time > 1e14) return null;
  return new Date(time < MILLISECONDS_FROM ? time * 1000 : time).toISOString();
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return null;
  }
}

function rangesOf(body: Uint8Array, paths: JsonPaths): ReadonlyMap<string, readonly [number, number]> {
  try {
    return jsonRanges(body, paths);
  } catch (error) {
    if (error instanceof JsonFault) return new Map();
    throw error;
  }
}
