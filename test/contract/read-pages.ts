import type { KnownItem, Observation, Page } from '../../src/connectors/index.js';

export type Snapshot = Extract<Observation, { type: 'snapshot' }>;

export function itemOf({ ref, body: { kind, nativeId, editedAt } }: Snapshot): KnownItem {
  return { ref, kind, nativeId, editedAt };
}

export function snapshots(pages: readonly Page[]): Snapshot[] {
  return observed(pages, 'snapshot');
}

export function observed<T extends Observation['type']>(
  pages: readonly Page[],
  type: T,
): Extract<Observation, { type: T }>[] {
  const isOf = (one: Observation): one is Extract<Observation, { type: T }> => one.type === type;
  return pages.flatMap(({ observations }) => observations).filter(isOf);
}

export function ranged(range: Snapshot['evidence']['range']): [number, number] {
  return Array.isArray(range) ? [range[0], range[1]] : [0, 0];
}
