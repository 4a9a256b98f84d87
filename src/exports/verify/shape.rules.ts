/** Reading parsed JSON of strangers without believing its shape. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Author and address of an item are told as of its newest version. */
export function isNewest(item: Fields, version: Fields): boolean {
  return listOf(item['versions']).at(-1)?.['number'] === version['number'];
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
  if (Array.isArray(value)) {
    const texts = value.map((one: unknown) => sorted(one ?? null, depth + 1));
    return texts.includes(null) ? null : `[${texts.join(',')}]`;
  }
  const fields = fieldsOf(value);
  const names = Object.keys(fields).toSorted();
  const texts = names.map((name) => sorted(fields[name] ?? null, depth + 1));
  if (texts.includes(null)) return null;
  return `{${names.map((name, i) => `${JSON.stringify(name)}:${texts[i]}`).join(',')}}`;
}
