import type { ReactNode } from 'react';
import type { VersionView } from '../../../src/archive/views.types.js';
import { broughtKeys } from '../../../src/platform/sentences/brought.sentences.js';
import { useSay } from '../frame/language.js';
import { useMoments } from '../frame/when.js';

/** How a version came here, where it was not its platform that told us; nothing of any other. */
export function BroughtNote(props: { brought: VersionView['brought']; accountId: string }): ReactNode {
  const say = useSay();
  const when = useMoments(props.accountId);
  if (!props.brought) return null;
  return (
    <div className="ak-content__warning">
      {broughtKeys(props.brought).map(({ key, words, times }) => (
        <p key={key}>
          {say(`brought.${key}`, {
            ...words,
            ...Object.fromEntries(Object.entries(times).map(([name, at]) => [name, when.full(at)])),
          })}
        </p>
      ))}
    </div>
  );
}
