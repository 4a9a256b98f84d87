/**
 * What `open` makes of each, in order, with the work on the next few begun already: at most `depth` are under way or
 * waiting. `open` is called before the following one is taken from the source. One that fails ends the whole.
 */
export async function* ahead<A, B>(
  source: AsyncIterable<A> | Iterable<A>,
  depth: number,
  open: (one: A) => Promise<B>,
): AsyncGenerator<readonly [A, B]> {
  const begun: { readonly one: A; readonly opened: Promise<B> }[] = [];
  for await (const one of source) {
    const opened = open(one);
    // Waited for in its turn; that it failed before is no fault of the process.
    opened.catch(() => undefined);
    begun.push({ one, opened });
    if (begun.length < depth) continue;
    const first = begun.shift();
    if (first) yield [first.one, await first.opened];
  }
  for (const { one, opened } of begun) yield [one, await opened];
}
