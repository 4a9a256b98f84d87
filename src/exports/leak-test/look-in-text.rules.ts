import { Finder } from './finder.rules.js';
import type { TextNeedle } from './needles.rules.js';
import { squeeze, type Squeezed, wordsOf } from './squeeze.rules.js';

const LAST = 4;
/** Text on both sides of a find that its words are made from. */
const AROUND = 96;

/** Looks for withheld texts as a reader does: by words, whatever stands between their letters. */
export class TextLooker {
  private readonly long: readonly TextNeedle[];
  private readonly short: readonly TextNeedle[];
  private readonly finder: Finder;

  constructor(needles: readonly TextNeedle[]) {
    this.long = needles.filter(({ squeezed }) => squeezed.length >= LAST);
    this.short = needles.filter(({ squeezed }) => squeezed.length < LAST);
    const units = this.long.map(({ squeezed }) => Uint16Array.from(squeezed, (letter) => letter.charCodeAt(0)));
    this.finder = new Finder(units, LAST);
  }

  /** Calls `found` with each withheld thing that can be read in the text; maybe more than once. */
  look(text: string, found: (of: number) => void): void {
    const read = squeeze(text);
    this.finder.scan(read.units, read.length, (i, at) => {
      const needle = this.long[i];
      if (needle && stands(read, needle, at)) found(needle.of);
    });
    if (this.short.length > 0) this.lookForShort(read, found);
  }

  private lookForShort(read: Squeezed, found: (of: number) => void): void {
    const joined = ` ${wordsOf(read.folded).join(' ')} `;
    for (const { squeezed, of } of this.short) if (joined.includes(` ${squeezed} `)) found(of);
  }
}

/** Whether the find is made of whole words, as the search tells words apart. */
function stands({ folded, places }: Squeezed, { squeezed, insideWords }: TextNeedle, at: number): boolean {
  if (insideWords) return true;
  const from = edge(folded, (places()[at] ?? 0) - AROUND, -1);
  const to = edge(folded, (places()[at + squeezed.length - 1] ?? 0) + AROUND, 1);
  const starts = new Set<number>();
  let joined = '';
  for (const word of wordsOf(folded.slice(from, to))) {
    starts.add(joined.length);
    joined += word;
  }
  starts.add(joined.length);
  for (let i = joined.indexOf(squeezed); i >= 0; i = joined.indexOf(squeezed, i + 1)) {
    if (starts.has(i) && starts.has(i + squeezed.length)) return true;
  }
  return false;
}

/** Moved outwards to where a word ends, if that is near. */
function edge(text: string, at: number, step: 1 | -1): number {
  let place = Math.min(Math.max(at, 0), text.length);
  for (let i = 0; i < AROUND && place > 0 && place < text.length; i += 1) {
    if (/\s/.test(text.charAt(place))) break;
    place += step;
  }
  return place;
}
