/** Why a stretch was not seen. 'store-unavailable': the platform answered, and we could not keep what it said. */
export const GAP_REASONS = [
  'platform-unavailable',
  'access-refused',
  'rate-limited',
  'window-exceeded',
  'store-unavailable',
  'not-running',
] as const;

export type GapReason = (typeof GAP_REASONS)[number];
