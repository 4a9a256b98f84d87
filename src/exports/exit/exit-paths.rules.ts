/** Where things stand in the folder of an exit export, and what may stand there. */

export const ROWS = 'data/rows';
/** What tables there are; written when all of them are. */
export const TABLES = `${ROWS}/tables.json`;
export const LOG = 'data/log';
export const SEALED = 'data/sealed';
export const DATABASE = `${SEALED}/database`;
export const OBJECTS = `${SEALED}/objects`;
/** What sealed objects there are, until when each is locked, and whether it is held. */
export const OBJECT_LIST = `${SEALED}/objects.jsonl`;
/** In the object store: evidence, key files, the copy of the log. */
export const PREFIXES = ['x/', 'm/', 'k/', 'log/'] as const;

const STEP = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
const OBJECT = /^(x|m|k|log)(\/[a-z0-9-]+)+$/;
const LONGEST = 400;
const VERSION = /^(@[\x21-\x7e]{1,1024})?$/;

export interface ListedObject {
  readonly name: string;
  /** As the rows call it: its name, and its version where the store it comes from keeps versions. */
  readonly handle: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly lockedUntil: string | null;
  readonly held: boolean;
}

export function rowsPath(table: string): string {
  return `${ROWS}/${table}.jsonl`;
}

export function warcPath(n: number): string {
  return `data/exchanges/exchanges-${String(n).padStart(6, '0')}.warc.gz`;
}

/** Whether it names a file below the folder, and nothing else anywhere. */
export function isPathOfExit(path: string): boolean {
  return path.length <= LONGEST && path.split('/').every((step) => STEP.test(step));
}

const FIELDS: Readonly<Record<keyof ListedObject, (value: unknown) => boolean>> = {
  name: (value) => typeof value === 'string' && value.length <= LONGEST && OBJECT.test(value),
  handle: (value) => typeof value === 'string',
  bytes: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  sha256: (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
  lockedUntil: (value) => value === null || (typeof value === 'string' && !Number.isNaN(Date.parse(value))),
  held: (value) => typeof value === 'boolean',
};

/** Null where the line is no list entry, or names anything but an object. */
export function readListed(line: string): ListedObject | null {
  try {
    const told: ListedObject = JSON.parse(line);
    const isFit = Object.entries(FIELDS).every(([field, fits]) => fits(Object(told)[field]));
    return isFit && told.handle.startsWith(told.name) && VERSION.test(told.handle.slice(told.name.length))
      ? told
      : null;
  } catch {
    return null;
  }
}

/** A line of a manifest (RFC 8493); null where it is none, or leads out of the folder. */
export function readManifestLine(line: string): { readonly path: string; readonly sha256: string } | null {
  const [, sha256, path] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? [];
  return sha256 !== undefined && path !== undefined && isPathOfExit(path) ? { path, sha256 } : null;
}
