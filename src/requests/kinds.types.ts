/** On which ground something is asked of the body. */
export const KINDS = ['foia', 'state-law', 'udip', 'gdpr-access', 'erasure', 'subpoena', 'audit', 'internal'] as const;
export type RequestKind = (typeof KINDS)[number];
