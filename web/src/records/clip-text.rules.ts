/** Longest text drawn in full, in UTF-16 units: some 4,000 words. */
export const SHOWN_AT_MOST = 20_000;
/** Combining marks drawn on one letter. No living script needs more. */
const MARKS_AT_MOST = 8;
const MARK = /\p{M}/u;

export interface ClippedText {
  readonly text: string;
  readonly clipped: boolean;
  readonly shown: number;
  readonly all: number;
}

/**
 * What of a text is drawn, so that a million combining marks cannot stop the browser: at most SHOWN_AT_MOST units,
 * never half a surrogate pair, and at most MARKS_AT_MOST marks in a row. Reads no further than it shows.
 */
export function clipText(text: string, limit = SHOWN_AT_MOST): ClippedText {
  let shown = '';
  let marks = 0;
  let read = 0;
  for (const character of text) {
    if (read + character.length > limit) break;
    read += character.length;
    marks = MARK.test(character) ? marks + 1 : 0;
    if (marks <= MARKS_AT_MOST) shown += character;
  }
  return { text: shown, clipped: shown.length < text.length, shown: shown.length, all: text.length };
}
