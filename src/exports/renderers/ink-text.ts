import type { Marked } from './mark-changes.js';

/** How a stretch of text is drawn, and where it leads. One object a stretch: runs are told apart by it. */
export interface Ink {
  readonly mark: Marked['mark'];
  readonly url: string | null;
}

const INKS: Readonly<Record<Marked['mark'], Ink>> = {
  same: { mark: 'same', url: null },
  added: { mark: 'added', url: null },
  removed: { mark: 'removed', url: null },
  box: { mark: 'box', url: null },
};
const ADDRESS = /https?:\/\/[^\s<>"\p{Cc}\u202a-\u202e\u2066-\u2069]{1,2000}/gu;
const RIM = /[.,;:!?'’…)\]}»”]+$/;

/** Pieces by line; whatever Unicode takes for the end of one. */
export function paragraphsOf(pieces: readonly Marked[]): Marked[][] {
  const found: Marked[][] = [[]];
  for (const { text, mark } of pieces) {
    for (const [i, part] of text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).entries()) {
      if (i > 0) found.push([]);
      if (part !== '') found.at(-1)?.push({ text: part, mark });
    }
  }
  return found;
}

/** Addresses by themselves, so that they can be followed; one that goes on in the next piece was changed, and leads nowhere. */
export function inkedPieces(pieces: readonly Marked[]): { readonly text: string; readonly ink: Ink }[] {
  return pieces.flatMap(({ text, mark }, i) => {
    const goesOn = /^\S/.test(pieces[i + 1]?.text ?? '');
    const found: { text: string; ink: Ink }[] = [];
    let from = 0;
    for (const match of text.matchAll(ADDRESS)) {
      const shown = match[0].replace(RIM, '');
      const url = addressOf(shown);
      const isCut = goesOn && match.index + match[0].length === text.length;
      if (url === null || isCut) continue;
      if (match.index > from) found.push({ text: text.slice(from, match.index), ink: INKS[mark] });
      found.push({ text: shown, ink: { mark, url } });
      from = match.index + shown.length;
    }
    if (from < text.length) found.push({ text: text.slice(from), ink: INKS[mark] });
    return found;
  });
}

/** In ASCII, as a PDF wants it. */
function addressOf(text: string): string | null {
  return URL.canParse(text) ? new URL(text).href : null;
}
