/**
 * How Meilisearch decides what answers a query, as far as its documentation says (meilisearch/documentation,
 * resources/internals/typo_tolerance.mdx and capabilities/full_text_search): words must all stand in searchable attributes
 * (`matchingStrategy: all`), the last may be a beginning, mistakes are counted by Damerau and Levenshtein, those in a first
 * letter twice. Written apart from the program, which has its own.
 */
export interface Matching {
  readonly searchable: readonly string[];
  readonly oneTypo: number;
  readonly twoTypos: number;
  readonly disableOnNumbers: boolean;
}

export type Doc = Readonly<Record<string, string | number>>;

/** Null where it does not answer; else its rank: typos, then the attribute, the fewer the better. */
export function rank(doc: Doc, query: string, settings: Matching): readonly [typos: number, attribute: number] | null {
  const words = split(query);
  let [typos, attribute] = [0, 0];
  for (const [i, word] of words.entries()) {
    const best = bestOf(doc, word, { settings, isLast: i === words.length - 1 });
    if (best === null) return null;
    typos += best[0];
    attribute += best[1];
  }
  return [typos, attribute];
}

function bestOf(
  doc: Doc,
  word: string,
  { settings, isLast }: { settings: Matching; isLast: boolean },
): readonly [number, number] | null {
  let best: readonly [number, number] | null = null;
  for (const [attribute, name] of settings.searchable.entries()) {
    for (const said of split(String(doc[name] ?? ''))) {
      const typos = mistakes(word, said, isLast);
      if (typos > forgiven(word, settings)) continue;
      if (best === null || typos < best[0] || (typos === best[0] && attribute < best[1])) best = [typos, attribute];
    }
  }
  return best;
}

function forgiven(word: string, { oneTypo, twoTypos, disableOnNumbers }: Matching): number {
  if (disableOnNumbers && /^\d+$/.test(word)) return 0;
  return word.length >= twoTypos ? 2 : word.length >= oneTypo ? 1 : 0;
}

function mistakes(word: string, said: string, isLast: boolean): number {
  const whole = distance(word, said);
  const begun = isLast
    ? Math.min(...[-1, 0, 1].map((more) => distance(word, said.slice(0, word.length + more))))
    : whole;
  const fewest = Math.min(whole, begun);
  return fewest > 0 && word[0] !== said[0] ? fewest + 1 : fewest;
}

/** Optimal string alignment, by recursion over the last letters, remembered. */
export function distance(a: string, b: string): number {
  const known = new Map<number, number>();
  const of = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const key = i * 1_000 + j;
    const before = known.get(key);
    if (before !== undefined) return before;
    const replaced = of(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
    const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && i > 1 && j > 1 ? of(i - 2, j - 2) + 1 : Infinity;
    const fewest = Math.min(of(i - 1, j) + 1, of(i, j - 1) + 1, replaced, swapped);
    known.set(key, fewest);
    return fewest;
  };
  return of(a.length, b.length);
}

/** Charabia lowers letters and takes off what decorates them; `ł` is no decorated `l` to it. */
export function split(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
