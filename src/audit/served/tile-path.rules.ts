/** Paths of C2SP tlog-tiles: `<L>/<N>` with N in groups of three digits, `.p/<W>` behind it where a tile is not full. */

const PATH = /^(0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;
const TILE_WIDTH = 256;
const HIGHEST_LEVEL = 63;

export interface TilePlace {
  readonly level: number;
  readonly n: number;
  /** Hashes in it, 1 to 256. */
  readonly width: number;
}

export function tileNumber(n: number): string {
  const groups = [String(n % 1_000).padStart(3, '0')];
  for (let rest = Math.floor(n / 1_000); rest > 0; rest = Math.floor(rest / 1_000)) {
    groups.unshift(`x${String(rest % 1_000).padStart(3, '0')}`);
  }
  return groups.join('/');
}

/** Null where it is no path, or another way to write one. */
export function readTilePath(path: string): TilePlace | null {
  const [, level = '', groups = '', partial = String(TILE_WIDTH)] = PATH.exec(path) ?? [];
  const place = { level: Number(level), n: Number(groups.replaceAll(/[x/]/g, '')), width: Number(partial) };
  return groups !== '' && printTilePath(place) === path && place.level <= HIGHEST_LEVEL ? place : null;
}

/** Empty where it is too large to be one. */
export function printTilePath({ level, n, width }: TilePlace): string {
  if (!Number.isSafeInteger(n) || width > TILE_WIDTH) return '';
  return `${level}/${tileNumber(n)}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}
