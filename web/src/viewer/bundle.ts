import type { BundleChunk, BundleData } from './bundle-data.types.js';

declare global {
  interface Window {
    __AKTA__?: BundleChunk[];
  }
}

type BundleHead = Omit<BundleData, 'items'>;

const HEAD = [
  'source',
  'bodies',
  'accounts',
  'gaps',
  'knownAccounts',
  'limits',
  'counts',
  'clock',
  'language',
] as const;

function isHead(chunk: BundleChunk): chunk is BundleHead {
  return HEAD.every((name) => chunk[name] !== undefined);
}

/** The chunks the data scripts left, as one; null where the one that holds all but the items is missing. */
export function readBundle(): BundleData | null {
  // oxlint-disable-next-line no-underscore-dangle -- a name no other script of a page would choose
  const chunks = globalThis.window.__AKTA__ ?? [];
  const head = chunks.find(isHead);
  if (head === undefined) return null;
  return { ...head, items: chunks.flatMap((chunk) => chunk.items ?? []) };
}
