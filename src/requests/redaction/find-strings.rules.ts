import { fold } from '../../search/fold.rules.js';
import { codePointStarts, type TextRange } from './text-ranges.rules.js';

const LETTER = /[\p{L}\p{N}]/u;
const NOT_LETTERS = /[^\p{L}\p{N}]+/gu;
/** Shorter strings stand in any text by chance. */
const SHORTEST = 3;
const SHORTEST_IN_ADDRESS = 5;

/** A text as it is compared: case, marks, spaces and signs taken off, so that `555-0142` is found in `555 0142`. */
export function bareText(text: string): string {
  return fold(text).replace(NOT_LETTERS, '');
}

interface BareText {
  readonly bare: string;
  /** The code point each unit of `bare` came from. */
  readonly from: readonly number[];
  readonly points: readonly string[];
}

export function readBare(text: string): BareText {
  const points = Array.from(text);
  const from: number[] = [];
  let bare = '';
  points.forEach((point, i) => {
    const letters = bareText(point);
    bare += letters;
    for (let unit = 0; unit < letters.length; unit += 1) from.push(i);
  });
  return { bare, from, points };
}

/** Where a string stands in a text as words of its own, however it is spelled there. In code points. */
export function placesOf({ bare, from, points }: BareText, wanted: string): TextRange[] {
  const needle = bareText(wanted);
  const found: TextRange[] = [];
  if (needle.length < SHORTEST) return found;
  for (let at = bare.indexOf(needle); at >= 0; at = bare.indexOf(needle, at + needle.length)) {
    const [start, end] = [from[at] ?? 0, (from[at + needle.length - 1] ?? 0) + 1];
    const isWhole = !continues(points, start) && !continues(points, end);
    if (isWhole) found.push({ start, end });
  }
  return found;
}

/** Whether a word or number goes on across a place. */
function continues(points: readonly string[], at: number): boolean {
  return LETTER.test(points[at - 1] ?? '') && LETTER.test(points[at] ?? '');
}

/** Whether an address, tag or mention spells a string out, also percent-encoded or run together. */
export function spellsOut(address: string, wanted: string): boolean {
  const needle = bareText(wanted);
  return needle.length >= SHORTEST_IN_ADDRESS && bareText(decoded(address)).includes(needle);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address; // A lone percent sign encodes nothing: the address is read as it stands.
  }
}

/** Where a handle stands in a text: `@user` or `@user@host`, not as the start of a longer one or of another host's. */
export function handlePlaces(text: string, handle: string): TextRange[] {
  const [user = '', host = ''] = handle.replace(/^@/, '').split('@');
  if (user === '') return [];
  const end = host === '' ? '' : `(?:@${literal(host)})?`;
  const pattern = new RegExp(`@${literal(user)}${end}(?![\\p{L}\\p{N}_@-]|\\.[\\p{L}\\p{N}])`, 'giu');
  const starts = codePointStarts(text);
  const units = new Map(starts.map((unit, i) => [unit, i]));
  return Array.from(text.matchAll(pattern), ({ 0: { length }, index }) => ({
    start: units.get(index) ?? 0,
    end: units.get(index + length) ?? starts.length - 1,
  }));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
