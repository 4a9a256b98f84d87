/** A word this long, a hash above all, stands on one line where the page is wide enough for it. */
const LONG_WORD = 40;
/** What no column could hold is broken in any case, and takes no place from the others. */
const LONGEST_WORD = 80;
const LEAST = 0.25;
/** More columns than this stand side by side only where each is as wide as its words. */
const MANY = 5;
/** Beside its longest word a column takes this much, and no word is counted for more than this. */
const [BESIDE, MOST_COUNTED] = [3, 18];

/** How much of the width each column of a table gets: the same each, unless one holds words that would be broken, or they are many. */
export function columnShares(rows: readonly (readonly string[])[]): readonly number[] {
  const columns = Math.max(1, ...rows.map(({ length }) => length));
  const longest = Array.from({ length: columns }, (_, column) =>
    Math.max(1, ...rows.flatMap((row) => (row[column] ?? '').split(/\s/).map(lengthOf))),
  );
  if (columns > MANY) return sharesOf(longest.map((one) => Math.min(one, MOST_COUNTED) + BESIDE));
  if (Math.max(...longest) <= LONG_WORD) return longest.map(() => 1 / columns);
  const sum = longest.reduce((all, one) => all + one, 0);
  const shares = longest.map((one) => Math.max(LEAST, one / sum));
  return sharesOf(shares);
}

function sharesOf(weights: readonly number[]): readonly number[] {
  const given = weights.reduce((all, one) => all + one, 0);
  return weights.map((weight) => weight / given);
}

function lengthOf({ length }: string): number {
  return length > LONGEST_WORD ? 1 : length;
}
