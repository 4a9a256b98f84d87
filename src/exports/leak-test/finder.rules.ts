const BASE = 16_777_619;
const FILTER_BITS = 18;

type Symbols = ArrayLike<number>;

/** A pattern among those whose last symbols are the same. */
interface Ending {
  readonly pattern: Symbols;
  /** Which patterns it is: the same may be given more than once. */
  readonly which: number[];
  /** Where the longest of the others stands that it ends with; -1: with none. */
  readonly inner: number;
}

/**
 * Finds many patterns in one pass (Rabin and Karp): a hash over the last few symbols rolls along, and what a filter
 * lets through is looked up from its end. The last are told apart sooner than the first: all addresses of a server begin
 * alike. Those that end alike stand in order, so that time hardly grows with their number either. None may be shorter
 * than `last`.
 */
export class Finder {
  private readonly filter = new Uint8Array(1 << FILTER_BITS);
  private readonly endings = new Map<number, readonly Ending[]>();
  private readonly drop: number;

  constructor(
    patterns: readonly Symbols[],
    private readonly last: number,
  ) {
    let power = 1;
    for (let i = 0; i < last; i += 1) power = Math.imul(power, BASE);
    this.drop = power;
    const alike = new Map<number, number[]>();
    for (const [i, pattern] of patterns.entries()) {
      let hash = 0;
      for (let at = pattern.length - last; at < pattern.length; at += 1)
        hash = (Math.imul(hash, BASE) + (pattern[at] ?? 0)) | 0;
      this.filter[slot(hash)] = 1;
      const those = alike.get(hash);
      if (those) those.push(i);
      else alike.set(hash, [i]);
    }
    for (const [hash, those] of alike) this.endings.set(hash, inOrder(patterns, those));
  }

  /** `found` is told which pattern, and where in `symbols` it begins. */
  scan(symbols: Symbols, length: number, found: (pattern: number, at: number) => void): void {
    if (this.endings.size === 0) return;
    const { last, drop, filter } = this;
    let hash = 0;
    for (let end = 0; end < length; end += 1) {
      hash = (Math.imul(hash, BASE) + (symbols[end] ?? 0)) | 0;
      if (end >= last) hash = (hash - Math.imul(drop, symbols[end - last] ?? 0)) | 0;
      if (end >= last - 1 && filter[slot(hash)] === 1) this.compare(symbols, { hash, end: end + 1 }, found);
    }
  }

  private compare(
    symbols: Symbols,
    { hash, end }: { readonly hash: number; readonly end: number },
    found: (pattern: number, at: number) => void,
  ): void {
    const endings = this.endings.get(hash) ?? [];
    let one = lastBefore(endings, symbols, end);
    // What ends here is that one, or what it ends with, as far as it agrees with what was read.
    const agreeing = one ? shared(one.pattern, symbols, end) : 0;
    for (; one; one = endings[one.inner]) {
      const { length } = one.pattern;
      if (length <= agreeing) for (const i of one.which) found(i, end - length);
    }
  }
}

/** The last that does not stand after the symbols up to `end`. */
function lastBefore(endings: readonly Ending[], symbols: Symbols, end: number): Ending | undefined {
  let [low, high] = [0, endings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(endings[middle]?.pattern ?? [], symbols, end) <= 0) low = middle + 1;
    else high = middle;
  }
  return endings[low - 1];
}

/** Read from their ends, each once. */
function inOrder(patterns: readonly Symbols[], those: readonly number[]): Ending[] {
  const symbolsOf = (i: number): Symbols => patterns[i] ?? [];
  const sorted = those.toSorted((a, b) => order(symbolsOf(a), symbolsOf(b), symbolsOf(b).length));
  const endings: Ending[] = [];
  for (const i of sorted) {
    const pattern = symbolsOf(i);
    const before = endings.at(-1);
    if (before && order(before.pattern, pattern, pattern.length) === 0) {
      before.which.push(i);
      continue;
    }
    let inner = endings.length - 1;
    while (inner >= 0 && !isEnd(endings[inner]?.pattern ?? [], pattern)) inner = endings[inner]?.inner ?? -1;
    endings.push({ pattern, which: [i], inner });
  }
  return endings;
}

function isEnd(pattern: Symbols, of: Symbols): boolean {
  return shared(pattern, of, of.length) === pattern.length;
}

/** How many symbols before `end` are those the pattern ends with. */
function shared(pattern: Symbols, symbols: Symbols, end: number): number {
  const most = Math.min(pattern.length, end);
  let count = 0;
  while (count < most && pattern[pattern.length - 1 - count] === symbols[end - 1 - count]) count += 1;
  return count;
}

/** Negative where the pattern stands before the symbols up to `end`, both read backwards; 0 where they are the same. */
function order(pattern: Symbols, symbols: Symbols, end: number): number {
  const count = shared(pattern, symbols, end);
  if (count === pattern.length || count === end) return pattern.length - end;
  return (pattern[pattern.length - 1 - count] ?? 0) - (symbols[end - 1 - count] ?? 0);
}

function slot(hash: number): number {
  return (hash ^ (hash >>> FILTER_BITS)) & ((1 << FILTER_BITS) - 1);
}
