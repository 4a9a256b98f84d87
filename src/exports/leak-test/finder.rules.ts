const BASE = 16_777_619;
const FILTER_BITS = 18;

/**
 * Finds many patterns in one pass (Rabin and Karp): a hash over the first few symbols rolls along, and what a filter
 * lets through is compared whole. Time does not grow with the number of patterns. None may be shorter than `first`.
 */
export class Finder {
  private readonly filter = new Uint8Array(1 << FILTER_BITS);
  private readonly buckets = new Map<number, number[]>();
  private readonly drop: number;

  constructor(
    private readonly patterns: readonly ArrayLike<number>[],
    private readonly first: number,
  ) {
    let power = 1;
    for (let i = 0; i < first; i += 1) power = Math.imul(power, BASE);
    this.drop = power;
    for (const [i, pattern] of patterns.entries()) {
      let hash = 0;
      for (let at = 0; at < first; at += 1) hash = (Math.imul(hash, BASE) + (pattern[at] ?? 0)) | 0;
      this.filter[slot(hash)] = 1;
      this.buckets.set(hash, [...(this.buckets.get(hash) ?? []), i]);
    }
  }

  /** `found` is told which pattern, and where in `symbols` it begins. */
  scan(symbols: ArrayLike<number>, length: number, found: (pattern: number, at: number) => void): void {
    if (this.patterns.length === 0) return;
    const { first, drop, filter } = this;
    let hash = 0;
    for (let end = 0; end < length; end += 1) {
      hash = (Math.imul(hash, BASE) + (symbols[end] ?? 0)) | 0;
      if (end >= first) hash = (hash - Math.imul(drop, symbols[end - first] ?? 0)) | 0;
      if (end >= first - 1 && filter[slot(hash)] === 1)
        this.compare({ symbols, length, hash, at: end - first + 1 }, found);
    }
  }

  private compare(
    { symbols, length, hash, at }: { symbols: ArrayLike<number>; length: number; hash: number; at: number },
    found: (pattern: number, at: number) => void,
  ): void {
    for (const i of this.buckets.get(hash) ?? []) {
      const pattern = this.patterns[i] ?? [];
      if (at + pattern.length > length) continue;
      let same = 0;
      while (same < pattern.length && symbols[at + same] === pattern[same]) same += 1;
      if (same === pattern.length) found(i, at);
    }
  }
}

function slot(hash: number): number {
  return (hash ^ (hash >>> FILTER_BITS)) & ((1 << FILTER_BITS) - 1);
}
