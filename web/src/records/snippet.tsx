import type { ReactNode } from 'react';
import type { Snippet } from '../../../src/search/found.types.js';
import { useSay } from '../frame/language.js';

/** Where the words of a search were found, with the words marked. */
export function SnippetLine({ snippet }: { snippet: Snippet }): ReactNode {
  const say = useSay();
  const { text, marks, clipped, repeated, version } = snippet;
  const parts: ReactNode[] = [];
  let end = 0;
  for (const [from, to] of marks) {
    parts.push(text.slice(end, from), <mark key={from}>{text.slice(from, to)}</mark>);
    end = to;
  }
  return (
    <p className="ak-row__snippet">
      {repeated ? say('search.found-in-repeated') : say('search.found-in', { n: version })}
      {': '}
      <bdi dir="auto">
        {parts}
        {text.slice(end)}
      </bdi>
      {clipped ? '…' : ''}
    </p>
  );
}
