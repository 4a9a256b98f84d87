type Json = Record<string, unknown>;

/** Only what is asked for, in the order of the answer; the id is always there. Fields of fields are given whole. */
export function pickFields(shape: Json, fields: string): Json {
  const wanted = new Set(topLevel(fields));
  return Object.fromEntries(Object.entries(shape).filter(([name]) => name === 'id' || wanted.has(name)));
}

/** `a,b{c,d{e}},f` → a, b, f. */
function topLevel(fields: string): string[] {
  let depth = 0;
  let at = '';
  const names: string[] = [];
  for (const sign of `${fields},`) {
    if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (depth > 0) continue;
    else if (sign === ',') {
      names.push(at.trim());
      at = '';
    } else at += sign;
  }
  return names;
}

export interface CutPage<T> {
  readonly items: readonly T[];
  readonly before: string;
  readonly after: string;
  readonly isLast: boolean;
}

const MOST = 100;
const USUAL = 25;

/**
 * One page of a list. A page may be shorter than asked for, or empty, and still have a next one (platforms.md 1.2 [M]:
 * assumed): here the second is half a page and the third empty. Null: a cursor that is none.
 */
export function cutPage<T>(items: readonly T[], idOf: (item: T) => string, query: URLSearchParams): CutPage<T> | null {
  const limit = Math.min(MOST, Math.max(1, Number(query.get('limit') ?? USUAL) || USUAL));
  const cursor = query.get('after');
  const { page, last } = cursor === null ? { page: 0, last: null } : readCursor(cursor);
  if (page === null) return null;
  const at = last === null ? 0 : items.findIndex((item) => idOf(item) === last) + 1;
  const given = items.slice(at, at + sizeOf(page, limit));
  const end = given.at(-1);
  const left = items.length - at - given.length;
  return {
    items: given,
    before: cursorOf(page, given[0] ? idOf(given[0]) : (last ?? '')),
    after: cursorOf(page + 1, end ? idOf(end) : (last ?? '')),
    isLast: left <= 0,
  };
}

function sizeOf(page: number, limit: number): number {
  if (page === 1) return Math.ceil(limit / 2);
  return page === 2 ? 0 : limit;
}

function cursorOf(page: number, last: string): string {
  return Buffer.from(JSON.stringify([page, last])).toString('base64url');
}

function readCursor(cursor: string): { page: number | null; last: string | null } {
  try {
    const [page, last]: [number, string] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return { page, last: last === '' ? null : last };
  } catch {
    return { page: null, last: null };
  }
}
