/**
 * What is told of how a bundle came to be: events of the log that hold no content; and of its accounts, what people
 * brought of them.
 */
export const CUSTODY = [
  'request.received',
  'request.stepped',
  'request.frozen',
  'request.closed',
  'hold.placed',
  'hold.grew',
  'hold.release-proposed',
  'hold.released',
  'item.reviewed',
  'item.redacted',
  'item.redaction-lifted',
  'export.proposed',
  'export.approved',
  'export.started',
  'import.asked',
  'import.ended',
  'hand.brought',
] as const;

/** One event, or those of one kind and person that say the same: then `times`, and where the first and last stand. */
export interface CustodyStep {
  readonly type: (typeof CUSTODY)[number];
  /** Of a step with a request: which; empty of any other. */
  readonly action: string;
  /** Of the last. */
  readonly at: string;
  readonly by: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly times: number;
}
