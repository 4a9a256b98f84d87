import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../src/connectors/json.rules.js';
import { isRecord, jsonType, type JsonType } from './lab-shapes.js';

/** Posts of third parties: read where they are, never copied here. */
export const RECORDED = path.join(import.meta.dirname, '../../../shared/data/facebook-instagram-threads');

export const isRecorded = existsSync(RECORDED);
if (!isRecorded) console.warn('The recordings of others are not on this machine: what is held against them is skipped');

export function readRecorded(...names: string[]): JsonObject {
  const value: JsonObject = JSON.parse(readFileSync(path.join(...names), 'utf8'));
  return value;
}

export function dataOf(list: unknown): JsonObject[] {
  const data = isRecord(list) ? list['data'] : null;
  return Array.isArray(data) ? data.filter(isRecord) : [];
}

/** Fields of another type than was ever recorded of objects like these, and fields nobody vouches for. */
export function faultsIn(
  objects: readonly JsonObject[],
  recorded: readonly JsonObject[],
  vouched: readonly string[],
): string[] {
  const types = new Map<string, Set<JsonType>>();
  for (const one of recorded)
    for (const [name, value] of Object.entries(one))
      types.set(name, (types.get(name) ?? new Set<JsonType>()).add(jsonType(value)));
  return objects.flatMap((object) =>
    Object.entries(object).flatMap(([name, value]) => {
      const known = types.get(name);
      if (known) return known.has(jsonType(value)) ? [] : [`${name}: ${jsonType(value)} was never recorded`];
      return vouched.includes(name) ? [] : [`${name}: in no recording`];
    }),
  );
}
