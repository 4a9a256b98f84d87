import { type ReactNode, useState } from 'react';
import type { FacetCount, Facets } from '../../../src/search/found.types.js';
import { useSay } from '../frame/language.js';
import { GoTo } from '../frame/places.js';
import { useRegistry } from '../frame/registry.js';
import { Answer } from './answers.js';
import { withQuery } from './api.js';
import { type SearchParams, useFacets } from './reads.js';

const FACETS = ['account', 'platform', 'type', 'state', 'month', 'author'] as const;
type FacetName = (typeof FACETS)[number];
const MOST_SHOWN = 12;

/** The same search with one more thing asked. Account and state have places of their own in the form. */
function narrowed(params: SearchParams, facet: FacetName, value: string): SearchParams {
  if (facet === 'account' || facet === 'state') return { ...params, [facet]: value };
  const field = {
    platform: `platform:${value}`,
    type: `type:${value}`,
    month: `date:${value}`,
    author: `author:"${value}"`,
  };
  const text = params.text ?? '';
  return { ...params, text: text === '' ? field[facet] : `(${text}) ${field[facet]}` };
}

function FacetList(props: { facet: FacetName; counts: readonly FacetCount[]; params: SearchParams }): ReactNode {
  const say = useSay();
  const { accounts } = useRegistry();
  const { facet, counts, params } = props;
  const nameOf = (value: string): string => {
    if (facet === 'account') return accounts.get(value)?.title ?? value;
    if (facet === 'state' && isState(value)) return say(`state.${value}`);
    return facet === 'type' && isKind(value) ? say(`kind.${value}`) : value;
  };
  if (counts.length === 0) return null;
  return (
    <div className="ak-facet">
      <h3 className="ak-facet__title">{say(`search.facet.${facet}`)}</h3>
      <ul className="ak-facet__values">
        {counts.slice(0, MOST_SHOWN).map(({ value, count }) => (
          <li key={value}>
            <GoTo href={withQuery('/search', { ...narrowed(params, facet, value) })}>
              <bdi>{say('search.facet-of', { value: nameOf(value), n: count })}</bdi>
            </GoTo>
          </li>
        ))}
      </ul>
    </div>
  );
}

function isState(value: string): value is 'present' | 'suspected' | 'gone' | 'hidden' {
  return ['present', 'suspected', 'gone', 'hidden'].includes(value);
}

function isKind(value: string): value is 'post' | 'reply' | 'repost' | 'entry' {
  return ['post', 'reply', 'repost', 'entry'].includes(value);
}

function FacetLists({ facets, params }: { facets: Facets; params: SearchParams }): ReactNode {
  return (
    <div className="ak-facets">
      {FACETS.map((facet) => (
        <FacetList key={facet} facet={facet} counts={facets[facet] ?? []} params={params} />
      ))}
    </div>
  );
}

/** Exact counts of the whole result by what its items are, each a narrower search. */
export function Narrow({ params }: { params: SearchParams }): ReactNode {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const facets = useFacets(params, isOpen);
  return (
    <details className="ak-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('search.narrow')}</summary>
      {isOpen ? <Answer of={facets}>{(data) => <FacetLists facets={data} params={params} />}</Answer> : null}
    </details>
  );
}
