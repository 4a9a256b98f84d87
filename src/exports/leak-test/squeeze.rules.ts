import { fold } from '../../search/fold.rules.js';
import { tokens } from '../../search/tokens.rules.js';

const LETTERS = /[\p{L}\p{N}\p{M}]+/gu;
const IS_LETTER = /[\p{L}\p{N}\p{M}]/u;

/** By code unit: whether it stays when a text is squeezed. Built when first needed. */
let kept: Uint8Array | null = null;

function keptUnits(): Uint8Array {
  if (kept) return kept;
  kept = new Uint8Array(65_536);
  for (let unit = 0; unit < 65_536; unit += 1) {
    const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
    if (!isSurrogate && IS_LETTER.test(String.fromCharCode(unit))) kept[unit] = 1;
  }
  return kept;
}

export interface Squeezed {
  readonly folded: string;
  /** Letters and digits of the folded text and nothing between them. */
  readonly units: Uint16Array;
  readonly length: number;
  /** Where each of them stands in the folded text; found out when first asked for. */
  readonly places: () => Uint32Array;
}

/** A text as the search folds it, without anything between its letters: no hyphen, break or tag hides what it says. */
export function squeeze(text: string): Squeezed {
  const folded = fold(text);
  const stays = keptUnits();
  const units = new Uint16Array(folded.length);
  let length = 0;
  for (let i = 0; i < folded.length; i += 1) {
    const unit = folded.charCodeAt(i);
    // Written over where it does not stay: no branch.
    units[length] = unit;
    length += stays[unit] ?? 0;
  }
  let places: Uint32Array | null = null;
  return { folded, units, length, places: () => (places ??= placesIn(folded, length)) };
}

function placesIn(folded: string, length: number): Uint32Array {
  const stays = keptUnits();
  const places = new Uint32Array(length);
  let found = 0;
  for (let i = 0; i < folded.length; i += 1) {
    if (stays[folded.charCodeAt(i)] !== 1) continue;
    places[found] = i;
    found += 1;
  }
  return places;
}

/** The words of a text as the search makes them, each without the signs around and inside it. */
export function wordsOf(text: string): string[] {
  return tokens(text).flatMap(({ word }) => (word.match(LETTERS) ?? []).map((part) => squeezedText(part)));
}

/** `555-0142` → `5550142`. */
export function squeezedText(text: string): string {
  const { units, length } = squeeze(text);
  let out = '';
  for (let i = 0; i < length; i += 1) out += String.fromCharCode(units[i] ?? 0);
  return out;
}
