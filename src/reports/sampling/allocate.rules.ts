/** How many of a sample fall to each stratum: one at least, the rest in proportion, by largest remainder. */
export function allocate(
  n: number,
  strata: readonly { readonly name: string; readonly items: number }[],
): ReadonlyMap<string, number> {
  const filled = strata.filter(({ items }) => items > 0).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const given = new Map(filled.map(({ name }) => [name, 1]));
  // What is left of a stratum after its one; a sample never takes more than there is.
  const left = filled.map(({ name, items }) => ({ name, items: items - 1 }));
  const sum = left.reduce((all, { items }) => all + items, 0);
  const rest = Math.min(n - filled.length, sum);
  if (rest <= 0) return given;
  const exact = left.map(({ name, items }) => ({ name, share: (rest * items) / sum, items }));
  let open = rest;
  for (const { name, share } of exact) {
    given.set(name, 1 + Math.floor(share));
    open -= Math.floor(share);
  }
  const byRemainder = exact.toSorted((a, b) => (b.share % 1) - (a.share % 1) || (a.name < b.name ? -1 : 1));
  for (const { name } of byRemainder.slice(0, open)) given.set(name, (given.get(name) ?? 0) + 1);
  return given;
}
