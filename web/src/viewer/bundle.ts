import type { BundleChunk, BundleData } from './bundle-data.types.js';

declare global {
  interface Window {
    __AKTA__?: BundleChunk[];
  }
}

/** The chunks the data scripts left, as one; null where the first of them is missing. */
export function readBundle(): BundleData | null {
  const chunks = globalThis.window.__AKTA__ ?? [];
  const head = Object.assign({}, ...chunks) as Partial<BundleData>;
  const { source, bodies, accounts, gaps, knownAccounts, limits, counts, clock, language } = head;
  if (source === undefined || bodies === undefined || accounts === undefined || limits === undefined) return null;
  if (gaps === undefined || knownAccounts === undefined || counts === undefined) return null;
  return {
    source,
    bodies,
    accounts,
    items: chunks.flatMap((chunk) => chunk.items ?? []),
    gaps,
    knownAccounts,
    limits,
    counts,
    clock: clock ?? 'real',
    language: language ?? 'en',
  };
}
