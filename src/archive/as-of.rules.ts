import type { FindingView, ItemState, ItemView, VersionView } from './views.types.js';

/**
 * An item as it stood at a time, as far as the archive knows: the versions that had come to be, the findings whose absence
 * had begun. Null where it was not posted yet. A version counts from when the platform says it came to be, else from
 * when it was seen; so does the first from when it was posted.
 */
export function itemAsOf(item: ItemView, at: Date): ItemView | null {
  const isBefore = (time: string | null): boolean => time !== null && new Date(time).getTime() <= at.getTime();
  if (!isBefore(item.postedAt ?? item.firstSeenAt)) return null;
  const [first, ...later] = item.versions;
  const versions = [...(first ? [first] : []), ...later.filter((version) => isBefore(beganAt(version)))];
  const findings = item.findings.filter((finding) => isBefore(finding.firstMissingAt ?? finding.at));
  return { ...item, versions, findings, state: stateOf(item, findings, at) };
}

function beganAt({ platformAt, observedAt, cause }: VersionView): string {
  return cause === 'medium-obtained' ? observedAt : (platformAt ?? observedAt);
}

/** What had been found by then; between the last look that saw it and the first that did not, nobody knows. */
function stateOf(item: ItemView, findings: readonly FindingView[], at: Date): ItemState {
  const last = findings.at(-1);
  if (last?.kind === 'gone') return 'gone';
  if (last?.kind === 'hidden') return 'hidden';
  const next = item.findings.find((finding) => finding.kind === 'gone' && !findings.includes(finding));
  const isBetween = next?.lastSeenAt !== undefined && next.lastSeenAt !== null && new Date(next.lastSeenAt) < at;
  return isBetween ? 'suspected' : 'present';
}
