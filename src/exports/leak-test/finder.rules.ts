const BASE = 16_777_619;
const FILTER_BITS = 18;

/**
 * Finds many patterns in one pass (Rabin and Karp): a hash over the last few symbols rolls along, and what a filter
 * lets through is compared from its end. The last are told apart sooner than the first: all addresses of a server begin
 * alike. Time hardly grows with the number of patterns. None may be shorter than `last`.
 */
export class Finder {
  private readonly filter = new Uint8Array(1 << FILTER_BITS);
  private readonly buckets = new Map<number, number[]>();
  private readonly drop: number;

  constructor(
    private readonly patterns: readonly ArrayLike<number>[],
    private readonly last: number,
  ) {
    let power = 1;
    for (let i = 0; i < last; i += 1) power = Math.imul(power, BASE);
    this.drop = power;
    for (const [i, pattern] of patterns.entries()) {
      let hash = 0;
      for (let at = pattern.length - last; at < pattern.length; at += 1)
        hash = (Math.imul(hash, BASE) + (pattern[at] ?? 0)) | 0;
      this.filter[slot(hash)] = 1;
      this.buckets.set(hash, [...(this.buckets.get(hash) ?? []), i]);
    }
  }

  /** `found` is told which pattern, and where in `symbols` it begins. */
  scan(symbols: ArrayLike<number>, length: number, found: (pattern: number, at: number) => void): void {
    if (this.patterns.length === 0) return;
    const { last, drop, filter } = this;
    let hash = 0;
    for (let end = 0; end < length; end += 1) {
      hash = (Math.imul(hash, BASE) + (symbols[end] ?? 0)) | 0;
      if (end >= last) hash = (hash - Math.imul(drop, symbols[end - last] ?? 0)) | 0;
      if (end >= last - 1 && filter[slot(hash)] === 1) this.compare(symbols, { hash, end: end + 1 }, found);
    }
  }

  private compare(
    symbols: ArrayLike<number>,
    { hash, end }: { readonly hash: number; readonly end: number },
    found: (pattern: number, at: number) => void,
  ): void {
    for (const i of this.buckets.get(hash) ?? []) {
      const pattern = this.patterns[i] ?? [];
      const at = end - pattern.length;
      if (at < 0) continue;
      let left = pattern.length;
      while (left > 0 && symbols[at + left - 1] === pattern[left - 1]) left -= 1;
      if (left === 0) found(i, at);
    }
  }
}

function slot(hash: number): number {
  return (hash ^ (hash >>> FILTER_BITS)) & ((1 << FILTER_BITS) - 1);
}
