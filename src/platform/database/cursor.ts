import { Refusal } from '../http/problems.js';

export type CursorPart = string | number | null;
/** What each part of a list's cursor must be. */
export type CursorShape = readonly ('time' | 'id' | 'number' | 'text' | 'time-or-null')[];

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The sort key of the last row of a page, opaque to the caller. Times are RFC 3339. */
export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Refuses whatever `encodeCursor` did not make for a list of this shape: it goes into a query next. */
export function decodeCursor(cursor: string, shape: CursorShape): readonly CursorPart[] {
  const parts = partsOf(cursor);
  if (parts?.length === shape.length && shape.every((kind, i) => fits(kind, parts[i]))) return parts;
  throw new Refusal('malformed-request', 'The cursor is not one this list gave. Begin again without it.');
}

function partsOf(cursor: string): CursorPart[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parts)) return null;
    return parts.every((part) => part === null || typeof part === 'string' || typeof part === 'number') ? parts : null;
  } catch {
    return null;
  }
}

function fits(kind: CursorShape[number], part: CursorPart | undefined): boolean {
  if (kind === 'number') return typeof part === 'number' && Number.isSafeInteger(part);
  if (kind === 'time-or-null' && part === null) return true;
  if (typeof part !== 'string' || part.includes('\0')) return false;
  if (kind === 'id') return ID.test(part);
  return kind === 'text' || (/^\d{4}-\d{2}-\d{2}T/.test(part) && !Number.isNaN(Date.parse(part)));
}
