/**
 * The vocabulary of the archive: everything that can happen to evidence, duty or right, and what is written down when
 * it does. Append only. A fact is an id of ours, a count, one of a few words, a time or a salted digest: nothing that
 * somebody wrote, no name, no platform id, so that lawful destruction leaves the log whole and still says nothing.
 */
const id = { is: 'id' } as const;
const count = { is: 'count' } as const;
const time = { is: 'time' } as const;
/** Lower-case hex of a keyed or salted SHA-256. */
const digest = { is: 'digest' } as const;
const word = <const W extends readonly string[]>(...words: W) => ({ is: 'word', words }) as const;

const gapReason = word(
  'platform-unavailable',
  'access-refused',
  'rate-limited',
  'window-exceeded',
  'store-unavailable',
  'not-running',
);
const loop = word('incremental', 'replies', 'recheck', 'backfill');
const role = word('administrator', 'records-officer', 'legal', 'auditor', 'custodian');

const requestKind = word('foia', 'state-law', 'udip', 'gdpr-access', 'erasure', 'subpoena', 'audit', 'internal');
const requestAction = word(
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
const requestState = word('received', 'acknowledged', 'collected', 'in-review', 'closed', 'withdrawn');
const reviewDecision = word('undecided', 'responsive', 'not-about', 'withhold', 'in-part');
const reviewPass = word('first', 'second');
const dispositionAction = word('exclude', 'review', 'consent', 'approve', 'execute', 'withdraw', 'finish', 'certify');
const dispositionState = word('proposed', 'reviewed', 'approved', 'executing', 'executed', 'certified', 'withdrawn');
const noticeKind = word('half', 'three-quarters', 'nine-tenths', 'day-before', 'recount');
const letterKind = word(
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
);

const retentionEvent = word(
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

export const EVENTS = {
  'log.opened': { clock: word('real', 'simulated') },
  'log.recovered': { size: count },
  'operator.intervened': { reason: digest },

  'person.added': { person: id },
  'person.disabled': { person: id, reason: digest },
  'role.granted': { person: id, role },
  'role.revoked': { person: id, role },
  'key.issued': { key: id, person: id },
  'key.revoked': { key: id, person: id },
  'password.set': { person: id },
  'person.signed-in': { person: id },
  'person.signed-out': { person: id },
  'sign-in.failed': { tries: count },

  'body.added': { body: id },
  'account.added': { body: id, character: word('official', 'mixed', 'personal'), commit: digest },
  'account.paused': { reason: digest },
  'account.resumed': { reason: digest },
  'account.retired': { reason: digest },
  'account.basis-stated': { commit: digest },
  'account.character-set': { character: word('official', 'mixed', 'personal') },
  'account.access-set': { stated: word('token', 'none') },
  'account.limits-changed': { limits: count },
  'custodian.assigned': { custodian: id, from: time },
  'custodian.ended': { custodian: id, to: time },
  'known-account.noted': { known: id, body: id, commit: digest },

  'capture.quiet': { loop, runs: count, exchanges: count },
  'snapshot.stored': { item: id, snapshot: id, number: count, exchange: id, commit: digest },
  'exchange.kept': { exchange: id, why: word('finding', 'gap', 'canary') },
  'medium.stored': { medium: id, item: id },
  'item.missed': { item: id, exchange: id },
  'item.gone': {
    item: id,
    finding: id,
    certainty: word('asserted', 'confirmed'),
    cause: word('removed-by-author', 'moderated', 'account-gone', 'unknown'),
    lastSeen: time,
    firstMissing: time,
  },
  'item.restored': { item: id, finding: id },
  'item.seen-again': { item: id },
  'item.linked': { item: id },
  'item.suppressed': { suppressed: count },
  'gap.opened': { gap: id, loop, from: time, reason: gapReason },
  'gap.closed': { gap: id, loop, from: time, to: time, reason: gapReason, minutes: count },
  'disposition.executed': { disposition: id, items: count },
  'item.destroyed': { item: id, disposition: id },
  'key-file.made': {
    keyFile: id,
    items: count,
    media: count,
    frames: count,
    above: count,
    parts: count,
    bytes: count,
    commit: digest,
  },
  'key-file.removed': { keyFile: id },
  'keys.restored': { keyFile: id, items: count, media: count, frames: count, above: count, left: count },
  'keys.checked': { keys: count, wrong: count, unseen: count },
  'locks.renewed': { objects: count, renewed: count, removed: count, short: count },
  'object.removed': { object: id },
  'archive.scrubbed': { destroyed: count, tables: count, size: count, reached: word('everything', 'some') },

  'material.looked-at': { item: id, what: word('restricted', 'held', 'erased') },
  'person.searched-for': { commit: digest },
  'search.certified': { certificate: id, commit: digest, size: count, items: count, versions: count },
  'search.saved': { search: id, commit: digest },
  'search.forgotten': { search: id },
  'export.started': { export: id, scope: digest },
  'export.built': { export: id, commit: digest, items: count, versions: count },
  'export.failed': { export: id },
  'export.downloaded': { export: id },
  'export.removed': { export: id, items: count },

  'clock.confirmed': { confirmation: id, rule: digest, commit: digest },
  'calendar.day-added': { day: id, commit: digest },
  'calendar.day-removed': { day: id, commit: digest },
  'numbering.set': { body: id, series: word('hold', 'request', 'disposition'), next: count },
  'matter.opened': { matter: id, body: id, commit: digest },
  'hold.placed': { hold: id, matter: id, trigger: time, reason: digest, scope: digest, items: count },
  'hold.grew': { hold: id, items: count },
  'hold.release-proposed': { hold: id, release: id, reason: digest },
  'hold.released': { hold: id, release: id },

  'request.received': { request: id, body: id, kind: requestKind, received: time, letter: digest },
  'request.stepped': { request: id, action: requestAction, from: requestState, to: requestState, commit: digest },
  'request.frozen': { request: id, set: id, certificate: digest, size: count, items: count, versions: count },
  'request.closed': {
    request: id,
    found: count,
    released: count,
    inPart: count,
    withheld: count,
    notAbout: count,
    versions: count,
  },
  'handle.challenged': { request: id, challenge: id, handle: digest, until: time },
  'handle.proved': {
    request: id,
    challenge: id,
    path: word('captured', 'message', 'public-post', 'in-person'),
    commit: digest,
  },
  'item.reviewed': {
    request: id,
    item: id,
    decision: reviewDecision,
    pass: reviewPass,
    revision: count,
    commit: digest,
  },
  'item.redacted': { request: id, item: id, redaction: id, commit: digest },
  'item.redaction-lifted': { request: id, item: id, redaction: id },
  'export.proposed': { export: id },
  'export.approved': { export: id },
  'request.reminded': { request: id, notice: id, kind: noticeKind },
  'request.notice-sent': { request: id, notice: id, person: id },
  'person.mail-set': { person: id },
  'due-feed.opened': { feed: id, person: id },
  'due-feed.closed': { feed: id, person: id },
  'letterhead.set': { letterhead: id, body: id, language: word('en', 'pl'), commit: digest },
  'letter.written': { letter: id, request: id, kind: letterKind, commit: digest },
  'declaration.written': { letter: id, export: id, kind: word('declaration', 'statement'), commit: digest },
  'export-link.opened': { export: id, link: id, until: time },
  'export-link.closed': { export: id, link: id },
  'export-link.fetched': { export: id, link: id, fetch: id },
  'export-link.delivered': { export: id, link: id, fetch: id, bytes: count, outcome: word('whole', 'rest', 'part') },
  'policy.loaded': { policy: id, body: id, trust: word('verified', 'draft-confirmed'), rule: digest, commit: digest },
  'retention-event.recorded': { event: id, body: id, name: retentionEvent, on: time, items: count, commit: digest },
  'retention-event.withdrawn': { event: id, body: id, name: retentionEvent, commit: digest },
  'disposition.proposed': { list: id, body: id, items: count, commit: digest },
  'disposition.grew': { list: id, items: count },
  'disposition.stepped': {
    list: id,
    action: dispositionAction,
    from: dispositionState,
    to: dispositionState,
    commit: digest,
  },
  'disposition.kept': {
    list: id,
    item: id,
    why: word('held', 'not-due', 'other-rule', 'destroyed-already'),
  },
  'disposition.certified': { list: id, certificate: id, commit: digest },
  'second-factor.enrolled': { person: id },
  'second-factor.removed': { person: id },
  'second-factor.shown': { person: id, how: word('code', 'recovery-code') },
  'second-factor.refused': { person: id, tries: count },
  'session.ended': { session: id, person: id },
  'hold.notice-written': { hold: id, notice: id, text: digest },
  'hold.notice-sent': { hold: id, notice: id, reminders: count },
  'hold.notice-acknowledged': { hold: id, notice: id, how: word('own', 'noted'), commit: digest },
} as const satisfies Record<string, Record<string, FactShape>>;

type FactShape =
  { readonly is: 'id' | 'count' | 'time' | 'digest' } | { readonly is: 'word'; readonly words: readonly string[] };

type FactValue<S> = S extends { is: 'count' }
  ? number
  : S extends { is: 'word'; words: readonly (infer W)[] }
    ? W
    : string;

export type EventType = keyof typeof EVENTS;
export type EventFacts = { [T in EventType]: { [F in keyof (typeof EVENTS)[T]]: FactValue<(typeof EVENTS)[T][F]> } };

export function shapesOf(type: EventType): Readonly<Record<string, FactShape>> {
  return EVENTS[type];
}
