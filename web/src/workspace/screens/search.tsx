import { Button } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import type { GapView, ItemView } from '../../../../src/archive/views.types.js';
import { minutesOf } from '../../accounts/gap-list.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo, usePlaces } from '../../frame/places.js';
import { useRegistry } from '../../frame/registry.js';
import { Part, Screen } from '../../frame/screen.js';
import { ItemRows } from '../../records/item-rows.js';
import { AuthorLine } from '../../records/author-line.js';
import { Standing } from '../../records/item-record.js';
import { VersionContent } from '../../records/version-content.js';
import { Answer, Trouble } from '../answers.js';
import { withQuery } from '../api.js';
import {
  type FoundPage,
  type SearchParams,
  useAccounts,
  useCount,
  useDesk,
  useGaps,
  useItem,
  useKnown,
  useSearch,
} from '../reads.js';
import { Narrow } from '../narrow.js';
import { DiscoverPart } from '../search/discover.js';
import { KeepSearch, KeptSearches } from '../search/keep-search.js';
import { QueryTrouble } from '../query-trouble.js';
import { SearchForm } from '../search-form.js';

const PAGE = 25;

function address(params: SearchParams, preview: string | undefined): string {
  return withQuery('/search', { ...params, preview });
}

function Count({ params }: { params: SearchParams }): ReactNode {
  const say = useSay();
  const count = useCount(params);
  if (count.error !== null && count.data === undefined) return null;
  const cutShort = count.data?.cutShort ?? 0;
  return (
    <div role="status">
      <p className="ak-count">
        {count.data === undefined
          ? say('search.counting')
          : say(count.data.exact ? 'search.count' : 'search.count-at-least', { n: count.data.count })}
      </p>
      {cutShort === 0 ? null : <p className="ak-quiet">{say('search.cut-short', { n: cutShort })}</p>}
    </div>
  );
}

/** What the archive does not have of the accounts asked for, and so could not search. */
function useMissing(params: SearchParams): string {
  const say = useSay();
  const gaps: readonly GapView[] = useGaps().data?.items ?? [];
  const known = useKnown().data?.items.length ?? 0;
  const now = useDesk().data?.now ?? '';
  const own = gaps.filter((gap) => params.account === undefined || gap.accountId === params.account);
  return say('search.missing', {
    gaps: own.length,
    minutes: own.reduce((sum, gap) => sum + minutesOf(gap, now), 0),
    known,
  });
}

/** Sentence 9: what was searched, and what could not be because the archive does not have it. */
function NothingFound({ params }: { params: SearchParams }): ReactNode {
  const say = useSay();
  const missing = useMissing(params);
  const accounts = useAccounts().data?.items ?? [];
  const inScope = accounts.filter((account) => params.account === undefined || account.id === params.account);
  const searched = say('search.searched', {
    items: inScope.reduce((sum, account) => sum + account.counts.items, 0),
    accounts: inScope.length,
  });
  const days = { from: params.from ?? say('search.begin-of-time'), to: params.to ?? say('search.today') };
  const open = params.from === undefined && params.to === undefined;
  const window = open ? searched : say('search.searched-window', { searched, ...days });
  return <p>{say('search.none', { searched: window, missing })}</p>;
}

/** The query in plain words, as it was carried out. */
function Understood({ params, page }: { params: SearchParams; page: FoundPage | undefined }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  if (page?.asked === undefined || (params.text ?? '') === '') return null;
  return <p className="ak-quiet">{say('search.understood', { words: page.asked.inWords[language] })}</p>;
}

function Results({ params }: { params: SearchParams }): ReactNode {
  const say = useSay();
  const { go } = usePlaces();
  const found = useSearch(params, PAGE);
  if (found.data === undefined) {
    return found.error === null ? (
      <p className="ak-quiet">{say('frame.reading')}</p>
    ) : (
      <QueryTrouble problem={found.error} query={params.text ?? ''} />
    );
  }
  const items = found.data.pages.flatMap((page) => page.items);
  const understood = <Understood params={params} page={found.data.pages[0]} />;
  if (items.length === 0) {
    return (
      <>
        {understood}
        <NothingFound params={params} />
      </>
    );
  }
  return (
    <>
      {understood}
      {found.error === null ? null : <Trouble problem={found.error} />}
      <ItemRows items={items} chosen={params.preview} preview={(id) => go(address(params, id))} />
      {found.hasNextPage ? (
        <Button type="button" outline disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {say('search.more')}
        </Button>
      ) : null}
    </>
  );
}

function PreviewOf({ item }: { item: ItemView }): ReactNode {
  const say = useSay();
  const places = usePlaces();
  const latest = item.versions.at(-1);
  return (
    <>
      <AuthorLine author={item.author} />
      <Standing item={item} />
      {latest === undefined ? null : <VersionContent version={latest} item={item} />}
      <p>
        <GoTo href={places.item(item.id)}>{say('item.open')}</GoTo>
      </p>
    </>
  );
}

function Preview({ params, id }: { params: SearchParams; id: string }): ReactNode {
  const say = useSay();
  const item = useItem(id);
  return (
    <Part title={say('search.preview')} id="preview" className="ak-card ak-preview">
      <p>
        <GoTo href={address(params, undefined)}>{say('search.preview-close')}</GoTo>
      </p>
      <Answer of={item}>{(data) => <PreviewOf item={data} />}</Answer>
    </Part>
  );
}

/** Plain text and filters; what is asked for is the address, so that it can be sent to a colleague. */
export function SearchScreen({ params }: { params: SearchParams }): ReactNode {
  const say = useSay();
  const { accounts } = useRegistry();
  const { preview, ...selection } = params;
  const key = JSON.stringify(selection);
  return (
    <Screen title={say('search.title')}>
      <DiscoverPart />
      <div className={`ak-search ${preview === undefined ? '' : 'ak-search--preview'}`}>
        <div>
          <SearchForm key={key} params={selection} accounts={[...accounts.values()]} />
          <KeptSearches />
        </div>
        <Part title={say('search.results')} id="results">
          <div className="ak-count-row">
            <Count params={selection} />
            <GoTo href={withQuery('/export', { ...selection })}>{say('search.export')}</GoTo>
          </div>
          <KeepSearch key={`keep ${key}`} params={selection} />
          <Narrow key={key} params={selection} />
          <Results params={params} />
        </Part>
        {preview === undefined ? null : <Preview params={selection} id={preview} />}
      </div>
    </Screen>
  );
}
