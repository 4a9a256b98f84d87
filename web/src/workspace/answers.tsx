import { Button } from '@trussworks/react-uswds';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Say, useSay } from '../frame/language.js';
import { Notice } from '../frame/notice.js';
import { Screen } from '../frame/screen.js';
import { ApiProblem } from './api.js';

/** What went wrong, as sentences: the server's own, or ours where it gave none. */
export function problemSentences(problem: unknown, say: Say): readonly string[] {
  if (problem instanceof ApiProblem && problem.problem !== null) {
    return [problem.problem.detail, ...(problem.problem.errors ?? []).map((fault) => fault.text)];
  }
  const unreadable = problem instanceof ApiProblem && problem.fault === 'unreadable';
  return [say(unreadable ? 'trouble.unreadable' : 'trouble.unreachable')];
}

export function Trouble({ problem }: { problem: unknown }): ReactNode {
  const say = useSay();
  return (
    <Notice tone="error" live>
      {problemSentences(problem, say).map((sentence) => (
        <span key={sentence} className="ak-sentence">
          {sentence}
        </span>
      ))}
    </Notice>
  );
}

/**
 * An answer on its way, refused, or there. What was shown before stays while the server cannot be reached, under a
 * sentence that says so.
 */
export function Answer<T>({ of, children }: { of: UseQueryResult<T>; children: (data: T) => ReactNode }): ReactNode {
  const say = useSay();
  if (of.data !== undefined) {
    return (
      <>
        {of.error === null ? null : <Trouble problem={of.error} />}
        {children(of.data)}
      </>
    );
  }
  if (of.error !== null) {
    return (
      <>
        <Trouble problem={of.error} />
        <Button type="button" outline onClick={() => void of.refetch()}>
          {say('trouble.again')}
        </Button>
      </>
    );
  }
  return (
    <p className="ak-quiet" role="status">
      {say('frame.reading')}
    </p>
  );
}

/** A whole screen that waits for one answer; its title is known only with it. */
export function AnswerScreen<T>({
  of,
  children,
}: {
  of: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}): ReactNode {
  const say = useSay();
  if (of.data !== undefined) return <Answer of={of}>{children}</Answer>;
  return (
    <Screen title={of.error === null ? say('frame.reading') : say('trouble.title')}>
      {of.error === null ? null : <Answer of={of}>{children}</Answer>}
    </Screen>
  );
}
