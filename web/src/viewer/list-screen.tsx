import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { Figures } from '../accounts/figures.js';
import { useSay } from '../frame/language.js';
import { Part, Screen } from '../frame/screen.js';
import { ItemRows } from '../records/item-rows.js';
import { summaryOf } from '../records/summary.rules.js';
import type { BundleData } from './bundle-data.types.js';
import { holdsWords, isCounted, newestFirst, searchTextOf } from './find.rules.js';

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
    const texts = new Map(bundle.items.map((item) => [item.id, searchTextOf(item)]));
    return newestFirst(bundle.items).flatMap((item) => {
      const summary = summaryOf(item, replies.get(item.id) ?? 0);
      const repeated = texts.get(item.repostedId ?? item.quotedId ?? '') ?? '';
      return summary === null ? [] : [{ summary, searchText: `${texts.get(item.id) ?? ''}\n${repeated}` }];
    });
  }, [bundle]);
  const holding = useMemo(
    () => (asked.trim() === '' ? all : all.filter(({ searchText }) => holdsWords(searchText, asked.trim()))),
    [all, asked],
  );
  const found = holding.filter(({ summary }) => isCounted(summary.kind));
  const beside = holding.filter(({ summary }) => !isCounted(summary.kind));
  const { counted, profiles, originals } = countsOf(all);
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
          ? say('viewer.nothing', { all: counted })
          : say('viewer.shown', { shown: found.length, all: counted })}
        {profiles + originals === 0 ? '' : ` ${say('viewer.beside', { profiles, originals })}`}
      </p>
      <ItemRows items={found.slice(0, rows).map(({ summary }) => summary)} />
      {found.length > rows ? <More onMore={() => setRows(rows + ROWS)} /> : null}
      {beside.length === 0 ? null : (
        <Part title={say('viewer.beside-title')} id="beside">
          <ItemRows items={beside.slice(0, rows).map(({ summary }) => summary)} />
        </Part>
      )}
    </Screen>
  );
}

function countsOf(all: readonly { readonly summary: { readonly kind: Parameters<typeof isCounted>[0] } }[]): {
  readonly counted: number;
  readonly profiles: number;
  readonly originals: number;
} {
  const counted = all.filter(({ summary }) => isCounted(summary.kind)).length;
  const profiles = all.filter(({ summary }) => summary.kind === 'profile').length;
  return { counted, profiles, originals: all.length - counted - profiles };
}

function More({ onMore }: { onMore: () => void }): ReactNode {
  const say = useSay();
  return (
    <button type="button" className="usa-button usa-button--outline" onClick={onMore}>
      {say('search.more')}
    </button>
  );
}
