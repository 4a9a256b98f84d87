/** Reading of foreign JSON: every accessor says what it gives when the platform sent something else. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at `key`, or null. */
export function objectAt(object: JsonObject, key: string): JsonObject | null {
  const value = own(object, key);
  return isObject(value) ? value : null;
}

/** The text at `key`, or null when it is absent, empty or no text. */
export function textAt(object: JsonObject, key: string): string | null {
  const value = own(object, key);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** An id at `key`: text, or a whole number as text, since some servers write theirs so. */
export function idAt(object: JsonObject, key: string): string | null {
  const value = own(object, key);
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : textAt(object, key);
}

/** The whole number at `key`, or null. */
export function countAt(object: JsonObject, key: string): number | null {
  const value = own(object, key);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

export function isTrueAt(object: JsonObject, key: string): boolean {
  return own(object, key) === true;
}

/** The objects of the list at `key`; what is no object is no member. */
export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
  const value = own(object, key);
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The time at `key` as RFC 3339 UTC with milliseconds, or null. */
export function timeAt(object: JsonObject, key: string): string | null {
  return utcTime(textAt(object, key));
}

/** RFC 3339 UTC with milliseconds, from anything JavaScript's Date reads; null for anything else. */
export function utcTime(text: string | null): string | null {
  if (text === null) return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
