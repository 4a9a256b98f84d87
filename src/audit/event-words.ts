/** What a fact of an event may be, and the words that several events share. Append only, as the events are. */

export const id = { is: 'id' } as const;
export const count = { is: 'count' } as const;
export const time = { is: 'time' } as const;
/** A day of the body's calendar, written as its midnight in UTC: `2026-05-21T00:00:00.000Z`. */
export const day = { is: 'day' } as const;
/** Lower-case hex of a keyed or salted SHA-256. */
export const digest = { is: 'digest' } as const;
export const word = <const W extends readonly string[]>(...words: W) => ({ is: 'word', words }) as const;

export const gapReason = word(
  'platform-unavailable',
  'access-refused',
  'rate-limited',
  'window-exceeded',
  'store-unavailable',
  'not-running',
);
export const loop = word('incremental', 'replies', 'recheck', 'backfill', 'live', 'webhook', 'import', 'hand');
export const role = word('administrator', 'records-officer', 'legal', 'auditor', 'custodian');

/** Whose act it was that something is shown no longer, or again. */
export const visibilityActor = word('by-account', 'by-platform', 'by-author', 'not-said');

export const requestKind = word('foia', 'state-law', 'udip', 'gdpr-access', 'erasure', 'subpoena', 'audit', 'internal');
export const requestAction = word(
  'receive',
  'acknowledge',
  'collect',
  'freeze',
  'pause',
  'resume',
  'extend',
  'close',
  'withdraw',
  'recount',
);
export const requestState = word('received', 'acknowledged', 'collected', 'in-review', 'closed', 'withdrawn');
export const reviewDecision = word('undecided', 'responsive', 'not-about', 'withhold', 'in-part');
export const reviewPass = word('first', 'second');
export const dispositionAction = word(
  'exclude',
  'review',
  'consent',
  'approve',
  'execute',
  'withdraw',
  'finish',
  'certify',
  'package',
  'finish-package',
  'fail-package',
  'hand-over',
  'confirm-receipt',
  'refuse-receipt',
  'keep-copy',
  'submit',
  'decide',
  'conclude',
);
export const dispositionState = word(
  'proposed',
  'reviewed',
  'approved',
  'executing',
  'executed',
  'certified',
  'withdrawn',
  'packaging',
  'packaged',
  'handed-over',
  'received',
  'submitted',
  'concluded',
);
export const noticeKind = word('half', 'three-quarters', 'nine-tenths', 'day-before', 'recount');
export const letterKind = word(
  'acknowledgement',
  'extension',
  'release',
  'partial-release',
  'refusal',
  'no-records',
  'referral',
  'clarification',
  'erasure-in-part',
  'access-notice',
  'erasure-decision',
);
export const erasureDecision = word('undecided', 'erase', 'restrict', 'refuse');

export const storedKind = word('exchange', 'medium', 'log', 'key-file', 'store');
export const storedFault = word(
  'object-missing',
  'object-changed',
  'rows-differ',
  'key-missing',
  'lock-short',
  'hold-lost',
  'object-stray',
);
export const retentionEvent = word(
  'term-ends',
  'account-closed',
  'case-closed',
  'request-closed',
  'final-action',
  'superseded',
  'no-longer-needed',
  'harvest-completed',
  'used-up',
);

/** Why what came back from a platform was not taken. */
export const connectionRefusal = word(
  'foreign-answer',
  'used-answer',
  'late-answer',
  'owner-refused',
  'other-account',
  'platform-refused-it',
);
export const accessEnd = word('renewal-refused', 'renewal-broke-off', 'given-back', 'replaced');
export const accessNoticeKind = word('days-30', 'days-14', 'days-7', 'days-3', 'days-1', 'ended');
