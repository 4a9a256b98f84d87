/** Compares JSON answers by shape: which kinds of object occur, with which fields of which JSON types. */

export type JsonType = 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object';
export type Kind = 'status' | 'account' | 'edit' | 'medium' | 'poll' | 'other';

/** A kind seen in recordings: how often, and for each path inside it how often and with which types. */
export interface Shape {
  count: number;
  readonly paths: Map<string, { count: number; readonly types: Set<JsonType> }>;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function jsonType(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}

const MARKS: readonly (readonly [Kind, readonly string[]])[] = [
  ['status', ['spoiler_text', 'content', 'uri']],
  ['edit', ['spoiler_text', 'content']],
  ['account', ['acct', 'note']],
  ['medium', ['preview_url', 'blurhash']],
  ['poll', ['expires_at', 'options', 'votes_count']],
];

export function kindOf(value: Record<string, unknown>): Kind {
  return MARKS.find(([, marks]) => marks.every((mark) => mark in value))?.[0] ?? 'other';
}

/** Every object of a known kind anywhere inside, with the paths below it; a nested known kind ends the path. */
export function* objectsIn(value: unknown): Generator<{ kind: Kind; paths: Map<string, JsonType[]> }> {
  if (Array.isArray(value)) {
    for (const one of value) yield* objectsIn(one);
  } else if (isRecord(value)) {
    const kind = kindOf(value);
    if (kind !== 'other') yield { kind, paths: pathsOf(value) };
    for (const one of Object.values(value)) yield* objectsIn(one);
  }
}

export function pathsOf(value: Record<string, unknown>): Map<string, JsonType[]> {
  const paths = new Map<string, JsonType[]>();
  const walk = (inner: unknown, path: string): void => {
    if (path !== '') paths.set(path, [...(paths.get(path) ?? []), jsonType(inner)]);
    if (Array.isArray(inner)) for (const one of inner) walk(one, `${path}[]`);
    else if (isRecord(inner) && (path === '' || kindOf(inner) === 'other')) {
      for (const [name, one] of Object.entries(inner)) walk(one, path === '' ? name : `${path}.${name}`);
    }
  };
  walk(value, '');
  return paths;
}

export function learn(shapes: Map<Kind, Shape>, body: unknown): void {
  for (const { kind, paths } of objectsIn(body)) {
    const shape = shapes.get(kind) ?? { count: 0, paths: new Map() };
    shapes.set(kind, shape);
    shape.count++;
    for (const [path, types] of paths) {
      const known = shape.paths.get(path) ?? { count: 0, types: new Set<JsonType>() };
      shape.paths.set(path, known);
      known.count++;
      for (const type of types) known.types.add(type);
    }
  }
}

/**
 * What is wrong with an answer: a field no recording has, a type never recorded there, a missing field that every
 * recording has. `elsewhere` lists paths vouched for by other sources.
 */
export function faults(shapes: ReadonlyMap<Kind, Shape>, body: unknown, elsewhere: readonly RegExp[] = []): string[] {
  const found = new Set<string>();
  for (const { kind, paths } of objectsIn(body)) {
    const shape = shapes.get(kind);
    if (!shape) found.add(`${kind}: never recorded`);
    else compare({ kind, paths, elsewhere, found }, shape);
  }
  return [...found].toSorted();
}

interface Comparison {
  readonly kind: Kind;
  readonly paths: Map<string, JsonType[]>;
  readonly elsewhere: readonly RegExp[];
  readonly found: Set<string>;
}

function compare({ kind, paths, elsewhere, found }: Comparison, shape: Shape): void {
  for (const [path, types] of paths) {
    const name = `${kind}.${path}`;
    if (!elsewhere.some((pattern) => pattern.test(name))) judge(name, types, { shape, path, found });
  }
  for (const [path, { count }] of shape.paths) {
    const top = !/[.[]/.test(path);
    if (top && count === shape.count && !paths.has(path))
      found.add(`${kind}.${path}: missing, though every recording has it`);
  }
}

function judge(
  name: string,
  types: readonly JsonType[],
  { shape, path, found }: { shape: Shape; path: string; found: Set<string> },
): void {
  const known = shape.paths.get(path);
  if (!known) found.add(`${name}: not in any recording`);
  else
    for (const type of types.filter((one) => !known.types.has(one))) found.add(`${name}: ${type} was never recorded`);
}
