import type { NewEvent } from '../audit/index.js';
import type { NewFinding } from './write-evidence.js';

/** What the log says of a finding. */
export function findingEvent(finding: NewFinding, account: string): NewEvent {
  const { itemId: item, id: findingId, eventId: id, kind } = finding;
  const about = { item, finding: findingId };
  if (kind === 'restored') return { type: 'item.restored', facts: about, account, id };
  if (kind === 'hidden' || kind === 'shown')
    return {
      type: `item.${kind}`,
      facts: { ...about, by: ACTORS.find((word) => word === finding.cause) ?? 'not-said' },
      account,
      id,
    };
  const { lastSeen, firstMissing, certainty, at } = finding;
  return {
    type: 'item.gone',
    facts: {
      ...about,
      certainty,
      cause: CAUSES.find((word) => word === finding.cause) ?? 'unknown',
      lastSeen: (lastSeen ?? at).toISOString(),
      firstMissing: (firstMissing ?? at).toISOString(),
    },
    account,
    id,
  };
}

const CAUSES = ['removed-by-author', 'moderated', 'account-gone', 'unknown'] as const;
const ACTORS = ['by-account', 'by-platform', 'by-author', 'not-said'] as const;
