import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReviewItem } from '../../../../src/requests/review/review.types.js';
import type { Decision, Pass } from '../../../../src/requests/review/standing-decision.rules.js';
import { useSay } from '../../frame/language.js';
import { useMoments } from '../../frame/when.js';
import { isolated } from '../../records/plain-text.js';
import { ApiProblem, getAll, send } from '../api.js';
import { requestPath } from '../requests/request-reads.js';
import type { GivenGround } from './ground-form.js';

export type Decided = Exclude<Decision, 'undecided'>;

export interface Asked {
  readonly items: readonly ReviewItem[];
  readonly decision: Decided;
  readonly pass: Pass;
  readonly ground?: GivenGround;
}

export interface Decisions {
  readonly decide: (asked: Asked, then: () => void) => void;
  readonly undo: () => void;
  readonly isBusy: boolean;
  /** What was done last, or why it was not; null before anything was. */
  readonly said: { readonly tone: 'success' | 'warning'; readonly text: string } | null;
  readonly problem: unknown;
  readonly clear: () => void;
}

/** The newest look at an item. */
function newest({ first, second }: ReviewItem): ReviewItem['first'] {
  return (second?.at ?? '') > (first?.at ?? '') ? second : first;
}

/** What somebody else has decided since these items were looked at, in words. */
function useConflict(): (seen: readonly ReviewItem[], now: readonly ReviewItem[]) => string {
  const say = useSay();
  const when = useMoments(null);
  return (seen, now) => {
    const changed = now.filter((one) => seen.some((old) => old.itemId === one.itemId && old.revision !== one.revision));
    return changed
      .flatMap((one) => newest(one) ?? [])
      .map(({ by, decision, at }) =>
        say('review.conflict', { by: isolated(by), decision: say(`decision.${decision}`), at: when.full(at) }),
      )
      .join(' ');
  };
}

function isConflict(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.problem?.status === 412;
}

/**
 * Decisions over the revisions that were looked at, one or many, all or none, and the way back: the newest batch first.
 * Where somebody else was faster nothing is changed, and it is said who decided what.
 */
export function useDecisions(requestId: string): Decisions {
  const say = useSay();
  const client = useQueryClient();
  const conflict = useConflict();
  const [batches, setBatches] = useState<readonly string[]>([]);
  const [said, setSaid] = useState<Decisions['said']>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const tell = (tone: 'success' | 'warning', text: string): void => {
    setProblem(null);
    setSaid({ tone, text });
  };
  const refused = async (cause: unknown, seen: readonly ReviewItem[]): Promise<void> => {
    setSaid(null);
    if (!isConflict(cause)) return setProblem(cause);
    const now = await getAll<ReviewItem>(requestPath(requestId, '/items'));
    client.setQueryData(['review', requestId], now);
    const text = conflict(seen, now);
    return text === '' ? setProblem(cause) : tell('warning', text);
  };
  const decide = useMutation({
    mutationFn: ({ items, decision, pass, ground }: Asked) =>
      send<{ readonly batch: string }>('POST', requestPath(requestId, '/decisions'), {
        items: items.map(({ itemId, revision }) => ({ itemId, revision })),
        decision,
        pass,
        ...(ground === undefined ? {} : { ground }),
      }),
    onSuccess: ({ batch }, { items, decision }) => {
      setBatches([batch, ...batches]);
      tell('success', say('review.decided', { n: items.length, decision: say(`decision.${decision}`) }));
      return client.invalidateQueries();
    },
    onError: (cause, { items }) => refused(cause, items),
  });
  const undo = useMutation({
    mutationFn: (batch: string) =>
      send<{ readonly undone: readonly unknown[]; readonly kept: number }>(
        'POST',
        requestPath(requestId, `/decisions/${encodeURIComponent(batch)}/undo`),
      ),
    onSuccess: ({ undone, kept }) => {
      setBatches(batches.slice(1));
      tell('success', say('review.undone', { undone: undone.length, kept }));
      return client.invalidateQueries();
    },
    onError: setProblem,
  });
  const [newestBatch] = batches;
  return {
    decide: (asked, then) => decide.mutate(asked, { onSuccess: then }),
    undo: () => (newestBatch === undefined ? tell('warning', say('review.nothing-to-undo')) : undo.mutate(newestBatch)),
    isBusy: decide.isPending || undo.isPending,
    said,
    problem,
    clear: () => setProblem(null),
  };
}
