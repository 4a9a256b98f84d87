import type { Duty } from '../../retention/index.js';
import type { SuggestionKind } from '../redaction/suggestion.types.js';
import type { ErasureGround, Proposal, ReasonProposed } from './erasure.types.js';

/** An item as schedules and holds look at it today. */
export interface ErasureFacts {
  /** Names of the holds over it. */
  readonly holds: readonly string[];
  /** What obliges to keep it, the longest first. */
  readonly duties: readonly Duty[];
  /** Places in it that look like personal details. */
  readonly details: readonly SuggestionKind[];
}

/**
 * What speaks for and against erasing an item. A hold keeps it for legal claims, (e); a schedule of law obliges to keep it,
 * (b), or an archive in the public interest, (d); then the personal details that the duty does not need are restricted.
 * What is held and has no duty beside is restricted whole. What nothing obliges to keep is erased.
 */
export function proposeErasure({ holds, duties, details }: ErasureFacts): Proposal {
  const claims: ErasureGround[] = holds.length === 0 ? [] : [{ article: 'e', duty: holds.join(', '), until: null }];
  const [longest] = duties;
  const grounds = [...claims, ...(longest === undefined ? [] : [groundOf(longest)])];
  const restrictsDetails = longest !== undefined && details.length > 0;
  return {
    decision: longest !== undefined ? 'refuse' : holds.length > 0 ? 'restrict' : 'erase',
    grounds,
    restrictsDetails,
    reasons: [
      ...(holds.length === 0 ? [] : [{ reason: 'held' as const, holds }]),
      ...(longest === undefined ? [{ reason: 'no-duty' as const }] : [reasonOf(longest)]),
      ...(restrictsDetails ? [{ reason: 'details' as const, places: details.length, kinds: distinct(details) }] : []),
    ],
  };
}

/** `pl-jrwa 2011, B5`. */
export function dutyName({ policyId, version, seriesId }: Duty): string {
  return `${policyId} ${version}, ${seriesId}`;
}

export function groundOf(duty: Duty): ErasureGround {
  return { article: duty.archival ? 'd' : 'b', duty: dutyName(duty), until: duty.until };
}

function reasonOf(duty: Duty): ReasonProposed {
  if (duty.archival) return { reason: 'archival', duty: dutyName(duty) };
  return { reason: 'duty', duty: dutyName(duty), until: duty.until };
}

function distinct<T>(all: readonly T[]): T[] {
  return [...new Set(all)];
}
