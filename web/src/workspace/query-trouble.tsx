import type { ReactNode } from 'react';
import { useLanguage, useSay } from '../frame/language.js';
import { Notice } from '../frame/notice.js';
import { Trouble } from './answers.js';
import { ApiProblem } from './api.js';

const AROUND = 60;

/** A search that cannot be read: what was expected, and the place in it. */
export function QueryTrouble({ problem, query }: { problem: unknown; query: string }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { at, inWords } = (problem instanceof ApiProblem ? problem.problem : null) ?? {};
  if (at === undefined || inWords === undefined) return <Trouble problem={problem} />;
  const before = query.slice(Math.max(0, at - AROUND), at);
  const here = query.charAt(at) || ' ';
  return (
    <Notice tone="error" live>
      <span className="ak-sentence">{inWords[language]}</span>
      <span className="ak-sentence">{say('search.fault-here', { at: at + 1 })}</span>
      <code className="ak-query">
        {before}
        <mark>{here}</mark>
        {query.slice(at + 1, at + AROUND)}
      </code>
    </Notice>
  );
}
