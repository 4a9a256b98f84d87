import type { ItemRecord } from '../../archive/content.rules.js';

/** A place in a version as a person marks it. */
export interface AskedTarget {
  /** Number of the version. */
  readonly version: number;
  /** `text`, `title`, `content-warning`, `author-handle`, `author-name`, `place`, `alt-1`, `poll-1`, `medium-1` …; counted from 1. */
  readonly part: string;
  /** Half-open [start, end) in Unicode code points of the stored text; the whole part unless told. */
  readonly start?: number;
  readonly end?: number;
  /** Of a picture, in ten-thousandths of its width and height; the whole medium unless told. */
  readonly region?: Region;
}

export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The same made definite: a text has its range; a field or a medium is covered whole where `range` and `region` are null. */
export interface Target {
  readonly version: number;
  readonly part: string;
  readonly range: { readonly start: number; readonly end: number } | null;
  readonly region: Region | null;
}

export type Settled = { readonly fault: string } | { readonly target: Target };

const SIDE = 10_000;
const PARTS = 'Parts are text, title, content-warning, author-handle, author-name, place, alt-1, poll-1, medium-1.';
const FIELDS: readonly string[] = ['author-handle', 'author-name', 'place'];
const MEDIUM = /^medium-([1-9]\d{0,2})$/;

/** Where in this version it is. The version itself is never touched: this is a place over it. */
export function settleTarget(record: ItemRecord, asked: AskedTarget): Settled {
  const medium = MEDIUM.exec(asked.part);
  if (medium) return settleMedium(record, asked, Number(medium[1]));
  if (asked.region !== undefined) return { fault: 'Only a picture has regions. Name the medium: medium-1.' };
  const read = readerOf(asked.part);
  if (read === undefined) return { fault: `A version has no part "${asked.part.slice(0, 40)}". ${PARTS}` };
  const text = read(record) ?? '';
  if (text === '') return { fault: `This version has nothing in its part "${asked.part}".` };
  return FIELDS.includes(asked.part) ? settleField(asked) : settleRange(asked, Array.from(text).length);
}

function settleField({ version, part, start, end }: AskedTarget): Settled {
  if (start === undefined && end === undefined) return { target: { version, part, range: null, region: null } };
  return { fault: `The part "${part}" is covered whole. Leave the range away.` };
}

function settleRange({ version, part, start = 0, end }: AskedTarget, length: number): Settled {
  const range = { start, end: end ?? length };
  const fault = rangeFault(range.start, range.end, length);
  return fault === null ? { target: { version, part, range, region: null } } : { fault };
}

function rangeFault(start: number, end: number, length: number): string | null {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0) {
    return 'A range begins and ends at whole numbers of characters, from 0 on.';
  }
  if (start >= end) return `A range ends after it begins; this one is from ${start} to ${end}.`;
  return end > length ? `The text has ${length} characters; the range ends at ${end}, past its end.` : null;
}

function settleMedium(record: ItemRecord, asked: AskedTarget, ordinal: number): Settled {
  const { version, part, region = null } = asked;
  if (record.media.length < ordinal) {
    return { fault: `This version shows ${record.media.length} media; there is no ${part}.` };
  }
  if (asked.start !== undefined || asked.end !== undefined) {
    return { fault: `A medium has no range of text. Its alternative text is alt-${ordinal}.` };
  }
  const fault = region && regionFault(region);
  return fault === null ? { target: { version, part, range: null, region } } : { fault };
}

function regionFault({ x, y, width, height }: Region): string | null {
  const isWhole = [x, y, width, height].every((side) => Number.isSafeInteger(side) && side >= 0);
  if (!isWhole || width === 0 || height === 0) {
    return 'A region is given in whole ten-thousandths of the picture, and is not empty.';
  }
  if (x + width <= SIDE && y + height <= SIDE) return null;
  return `The region ends past the edge of the picture, which is at ${SIDE}.`;
}

type Read = (record: ItemRecord) => string | null | undefined;

const READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['text', ({ text }) => text],
  ['title', ({ title }) => title],
  ['content-warning', ({ contentWarning }) => contentWarning],
  ['author-handle', ({ author }) => author?.handle],
  ['author-name', ({ author }) => author?.displayName],
  ['place', placeOf],
]);

/** Undefined: no version has such a part. */
function readerOf(part: string): Read | undefined {
  const [, kind, n] = /^(alt|poll)-([1-9]\d{0,2})$/.exec(part) ?? [];
  const at = Number(n) - 1;
  if (kind === 'alt') return ({ media }) => media[at]?.alt;
  if (kind === 'poll') return ({ poll }) => poll?.options[at]?.title;
  return READERS.get(part);
}

function placeOf(record: ItemRecord): string | null {
  return 'place' in record && typeof record.place === 'string' ? record.place : null;
}

/**
 * Why a target does not go together with one that stands. The same place may be covered on two grounds; a place that cuts
 * through another, or lies within one, is ambiguous: nobody could say which ground covers what.
 */
export function clashOf(
  target: Target & { readonly code: string },
  standing: readonly (Target & { readonly code: string })[],
): string | null {
  const near = standing.filter(({ version, part }) => version === target.version && part === target.part);
  for (const other of near.filter((one) => overlap(one, target))) {
    const isSame =
      JSON.stringify([other.range, sides(other.region)]) === JSON.stringify([target.range, sides(target.region)]);
    if (isSame && other.code === target.code) return 'This place is covered already, on the same ground.';
    if (isSame) continue;
    return `This place overlaps another that is covered (${other.code}) and is not the same. Uncover that one, or mark the same place.`;
  }
  return null;
}

function sides(region: Region | null): readonly number[] | null {
  return region && [region.x, region.y, region.width, region.height];
}

function overlap(a: Target, b: Target): boolean {
  if (a.range !== null && b.range !== null) return a.range.start < b.range.end && b.range.start < a.range.end;
  if (a.region === null || b.region === null) return true;
  const [one, two] = [a.region, b.region];
  return isAlong(one.x, one.width, [two.x, two.width]) && isAlong(one.y, one.height, [two.y, two.height]);
}

function isAlong(from: number, length: number, [other, its]: readonly [number, number]): boolean {
  return from < other + its && other < from + length;
}
