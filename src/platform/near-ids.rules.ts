/** At most three of `ids` that somebody who typed `asked` may have meant, the nearest first. */
export function nearIds(asked: string, ids: readonly string[]): string[] {
  const typed = asked.toLowerCase().slice(0, 40);
  return ids
    .map((id) => ({
      id,
      steps: stepsBetween(typed, id) - (id.startsWith(typed) || id.endsWith(typed) ? typed.length : 0),
    }))
    .filter(({ id, steps }) => typed !== '' && steps <= Math.max(1, Math.floor(id.length / 3)))
    .toSorted((a, b) => a.steps - b.steps || (a.id < b.id ? -1 : 1))
    .slice(0, 3)
    .map(({ id }) => id);
}

/** Levenshtein: the fewest letters to put in, take out or exchange. */
export function stepsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const [put, take, exchange] = [next[j] ?? 0, row[j + 1] ?? 0, row[j] ?? 0];
      next.push(Math.min(put + 1, take + 1, exchange + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
