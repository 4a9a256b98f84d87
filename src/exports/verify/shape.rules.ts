/** Reading parsed JSON of strangers without believing its shape. */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const DEEPEST = 64;

/** Equal as JSON, whatever the order of names. Nested deeper than any bundle is, nothing is equal to anything. */
export function same(a: unknown, b: unknown): boolean {
  const left = sorted(a ?? null, 0);
  return left !== null && left === sorted(b ?? null, 0);
}

function sorted(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth === DEEPEST) return null;
  const names = Object.keys(value).toSorted();
  const texts = names.map((name) => sorted((value as Fields)[name] ?? null, depth + 1));
  if (texts.includes(null)) return null;
  return Array.isArray(value)
    ? `[${texts.join(',')}]`
    : `{${names.map((name, i) => `${JSON.stringify(name)}:${texts[i]}`).join(',')}}`;
}
