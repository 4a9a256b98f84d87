import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ItemView } from '../../../../src/archive/views.types.js';
import type { AskedTarget } from '../../../../src/requests/review/redaction-target.rules.js';
import type { ReviewItem, SuggestionView } from '../../../../src/requests/review/review.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { isolated } from '../../records/plain-text.js';
import { Answer, Trouble } from '../answers.js';
import { send } from '../api.js';
import { requestPath, useSuggestions } from '../requests/request-reads.js';
import { textOf } from './parts.rules.js';
import { wordsIn } from './stored-range.rules.js';
import { useCovered } from './words.js';

/** What is covered in an item, each place with its code, and how it is uncovered again. */
export function CoveredList(props: { requestId: string; item: ItemView; review: ReviewItem; may: boolean }): ReactNode {
  const say = useSay();
  const covered = useCovered();
  const client = useQueryClient();
  const { requestId, item, review, may } = props;
  const uncover = useMutation({
    mutationFn: (id: string) => send('DELETE', requestPath(requestId, `/redactions/${encodeURIComponent(id)}`)),
    onSuccess: () => client.invalidateQueries(),
  });
  if (review.redactions.length === 0) return <p className="ak-quiet">{say('cover.none')}</p>;
  return (
    <>
      {uncover.error === null ? null : <Trouble problem={uncover.error} />}
      <ul className="ak-list">
        {review.redactions.map((one) => (
          <li key={one.id}>
            <span className="ak-box__code">{one.ground.code}</span> {covered(one, item)}{' '}
            {may ? (
              <button
                type="button"
                className="usa-button usa-button--unstyled"
                aria-label={say('cover.uncover-of', { what: covered(one, item) })}
                onClick={() => uncover.mutate(one.id)}
              >
                {say('cover.uncover')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function isCovered({ version, part, start, end }: SuggestionView, { redactions }: ReviewItem): boolean {
  return redactions.some(
    (one) => one.version === version && one.part === part && one.range?.start === start && one.range.end === end,
  );
}

/** Places that look like personal data; each is covered only when a person says so. */
export function Suggestions(props: {
  requestId: string;
  item: ItemView;
  review: ReviewItem;
  cover: (target: AskedTarget, code: string | null) => void;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { requestId, item, review, cover } = props;
  const suggestions = useSuggestions(requestId, item.id);
  return (
    <Answer of={suggestions}>
      {({ items }) => {
        const open = items.filter((one) => !isCovered(one, review));
        if (open.length === 0) return <p className="ak-quiet">{say('cover.suggestions-none')}</p>;
        return (
          <ul className="ak-list">
            {open.map(({ version, part, start, end, code, why }) => (
              <li key={`${version} ${part} ${start}`}>
                <button
                  type="button"
                  className="usa-button usa-button--unstyled"
                  onClick={() => cover({ version, part, start, end }, code)}
                >
                  {say('cover.suggested', {
                    what: isolated(wordsIn(textOf(item, version, part), { start, end }), 200),
                  })}
                </button>{' '}
                <span className="ak-quiet">{why[language]}</span>
              </li>
            ))}
          </ul>
        );
      }}
    </Answer>
  );
}
