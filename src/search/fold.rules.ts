/**
 * Combining marks that only decorate a letter (diacritics, Hebrew and Arabic points). The vowel signs of Indic scripts
 * are letters to their readers and stay. U+20E3 and the variation selectors belong to emoji and stay too.
 */
const MARKS =
  // oxlint-disable-next-line no-misleading-character-class -- each mark is meant by itself
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20e2\u20e4-\u20ff\ufe20-\ufe2f]+/g;
/** Letters Unicode does not decompose, though readers take them for a variant of the plain one. */
const STROKES: Readonly<Record<string, string>> = {
  ł: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ı: 'i', ŋ: 'n', ĸ: 'k', ɓ: 'b', ɗ: 'd', ƙ: 'k', ɨ: 'i', ƶ: 'z',
  ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th',
}; // prettier-ignore
const STROKED = new RegExp(`[${Object.keys(STROKES).join('')}]`, 'g');
/** Invisible characters: soft hyphen, directions and overrides, zero-width space, byte order mark. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;
// oxlint-disable-next-line no-control-regex -- ASCII is exactly this range
const ASCII = /^[\x00-\x7f]*$/;

/** One spelling for what readers take for the same: NFKC, lower case, marks folded (`Łódź` → `lodz`, `STRAẞE` → `strasse`). */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .replace(LONE_SURROGATES, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(INVISIBLE, '')
    .replace(STROKED, (letter) => STROKES[letter] ?? letter)
    .normalize('NFC');
}
