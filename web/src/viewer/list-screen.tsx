import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { Figures } from '../accounts/figures.js';
import { useSay } from '../frame/language.js';
import { Screen } from '../frame/screen.js';
import { ItemRows } from '../records/item-rows.js';
import { summaryOf } from '../records/summary.rules.js';
import type { BundleData } from './bundle-data.types.js';
import { holdsWords, newestFirst, searchTextOf } from './find.rules.js';

/** Rows drawn at once; the rest on request, so that a bundle of thousands opens as fast as one of ten. */
const ROWS = 200;

export function ListScreen({ bundle }: { bundle: BundleData }): ReactNode {
  const say = useSay();
  const [words, setWords] = useState('');
  const [rows, setRows] = useState(ROWS);
  const asked = useDeferredValue(words);
  const all = useMemo(() => {
    const replies = new Map<string, number>();
    for (const { parentId } of bundle.items) {
      if (parentId !== null) replies.set(parentId, (replies.get(parentId) ?? 0) + 1);
    }
    return newestFirst(bundle.items).flatMap((item) => {
      const summary = summaryOf(item, replies.get(item.id) ?? 0);
      return summary === null ? [] : [{ summary, searchText: searchTextOf(item) }];
    });
  }, [bundle]);
  const found = useMemo(
    () => (asked.trim() === '' ? all : all.filter(({ searchText }) => holdsWords(searchText, asked.trim()))),
    [all, asked],
  );
  return (
    <Screen title={say('viewer.title', { name: bundle.source.name })}>
      <h2 className="usa-sr-only">{say('desk.figures')}</h2>
      <Figures totals={bundle.counts} />
      <h2 className="usa-sr-only">{say('viewer.list')}</h2>
      <div className="ak-viewer-filter" role="search">
        <label className="usa-label" htmlFor="words">
          {say('viewer.filter')}
        </label>
        <input
          id="words"
          className="usa-input"
          type="text"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <p className="ak-count" role="status">
        {found.length === 0
          ? say('viewer.nothing', { all: all.length })
          : say('viewer.shown', { shown: found.length, all: all.length })}
      </p>
      <ItemRows items={found.slice(0, rows).map(({ summary }) => summary)} />
      {found.length > rows ? (
        <button type="button" className="usa-button usa-button--outline" onClick={() => setRows(rows + ROWS)}>
          {say('search.more')}
        </button>
      ) : null}
    </Screen>
  );
}
