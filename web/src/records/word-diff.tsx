import type { ReactNode } from 'react';
import type { VersionView } from '../../../src/archive/views.types.js';
import { type Say, useSay } from '../frame/language.js';
import { type Change, changesBetween, type WordRun } from './version-changes.rules.js';

function Run({ run }: { run: WordRun }): ReactNode {
  const say = useSay();
  if (run.is === 'same') return <bdi>{run.text}</bdi>;
  const Mark = run.is === 'added' ? 'ins' : 'del';
  return (
    <Mark className={`ak-diff__${run.is}`}>
      <span className="usa-sr-only"> {say(`change.${run.is}`)} </span>
      <bdi>{run.text}</bdi>
    </Mark>
  );
}

function Words({ words }: { words: readonly WordRun[] | null }): ReactNode {
  const say = useSay();
  if (words === null) return <p className="ak-quiet">{say('change.too-much')}</p>;
  return (
    <p className="ak-words ak-diff">
      {words.map((run, index) => (
        <Run key={`${index}:${run.is}`} run={run} />
      ))}
    </p>
  );
}

function inWords(change: Exclude<Change, { words: unknown }>, say: Say): string {
  if (change.part === 'media-other') return say('change.media-other');
  if (change.part === 'poll-closed') return say('change.poll-closed', { votes: change.votes });
  return say(`change.${change.part}`, { n: change.count });
}

function ChangeRow({ change }: { change: Change }): ReactNode {
  const say = useSay();
  if (!('words' in change)) return <p>{inWords(change, say)}</p>;
  return (
    <>
      <h4 className="ak-label">
        {change.part === 'alt' ? say('change.alt', { n: change.picture }) : say(`change.${change.part}`)}
      </h4>
      <Words words={change.words} />
    </>
  );
}

/** What changed from one version to the next, word by word. */
export function WordDiff({ before, after }: { before: VersionView; after: VersionView }): ReactNode {
  const say = useSay();
  const changes = changesBetween(before, after);
  return (
    <div className="ak-changes">
      <h3 className="ak-changes__title">{say('change.title', { n: before.number })}</h3>
      {changes.length === 0 ? <p>{say('change.none')}</p> : <p className="ak-quiet">{say('change.legend')}</p>}
      {changes.map((change, index) => (
        <ChangeRow key={`${index}:${change.part}`} change={change} />
      ))}
    </div>
  );
}
