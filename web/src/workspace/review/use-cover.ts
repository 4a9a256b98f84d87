import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AskedTarget, Target } from '../../../../src/requests/review/redaction-target.rules.js';
import { send } from '../api.js';
import { requestPath } from '../requests/request-reads.js';
import type { GivenGround } from './ground-form.js';

export interface Covering {
  /** What a person is about to cover; null where nothing is. */
  readonly target: AskedTarget | null;
  /** The code that stands in the form when it opens. */
  readonly code: string;
  readonly ask: (target: AskedTarget, code: string | null) => void;
  readonly give: (ground: GivenGround) => void;
  readonly leave: () => void;
  readonly isBusy: boolean;
  readonly problem: unknown;
}

/** What is asked for, as it would stand. */
export function settled({ version, part, start, end, region }: AskedTarget): Target {
  const range = start === undefined || end === undefined ? null : { start, end };
  return { version, part, range, region: region ?? null };
}

/** From a marked place to a covered one: it waits for its ground. The code given last is offered again. */
export function useCover(requestId: string, itemId: string): Covering {
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ readonly target: AskedTarget; readonly code: string } | null>(null);
  const [last, setLast] = useState('');
  const cover = useMutation({
    mutationFn: ({ target, ground }: { target: AskedTarget; ground: GivenGround }) =>
      send('POST', requestPath(requestId, `/items/${encodeURIComponent(itemId)}/redactions`), { ...target, ground }),
    onSuccess: (_, { ground }) => {
      setLast(ground.code);
      setAsked(null);
      return client.invalidateQueries();
    },
  });
  return {
    target: asked?.target ?? null,
    code: asked?.code ?? '',
    ask: (target, code) => {
      cover.reset();
      setAsked({ target, code: code ?? last });
    },
    give: (ground) => (asked === null ? undefined : cover.mutate({ target: asked.target, ground })),
    leave: () => setAsked(null),
    isBusy: cover.isPending,
    problem: cover.error,
  };
}
