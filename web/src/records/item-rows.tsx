import type { ReactNode } from 'react';
import type { ItemSummary } from '../../../src/archive/views.types.js';
import type { Snippet } from '../../../src/search/found.types.js';
import { useSay } from '../frame/language.js';
import { GoTo, usePlaces } from '../frame/places.js';
import { useAccount } from '../frame/registry.js';
import { ItemStates } from '../frame/state-tag.js';
import { useMoments } from '../frame/when.js';
import { AuthorLine, itemTitle } from './author-line.js';
import { clipText } from './clip-text.rules.js';
import { findingSentence } from './findings.js';
import { RowMoment } from './item-record.js';
import { Name } from './plain-text.js';
import { SnippetLine } from './snippet.js';
import { useRepeated, useRepeats } from './repeated.js';

const IN_A_ROW = 280;

/** First words of an item; of one without words of its own, whom it repeats and what that said. */
function useRowText(item: ItemSummary): { readonly text: string; readonly clipped: boolean } {
  const say = useSay();
  const label = useRepeats(item);
  const repeated = useRepeated(item)?.versions.at(-1)?.text ?? '';
  const own = item.latest.title ?? item.latest.text;
  if (own !== '') return clipText(own, IN_A_ROW);
  if (label !== null) return clipText(`${label} ${repeated}`, IN_A_ROW);
  return { text: say(item.kind === 'repost' ? 'item.repost-only' : 'item.no-text'), clipped: false };
}

type FoundItem = ItemSummary & { readonly snippet?: Snippet | null };

function Row(props: { item: FoundItem; chosen: boolean; preview: ((id: string) => void) | undefined }): ReactNode {
  const say = useSay();
  const places = usePlaces();
  const when = useMoments(props.item.accountId);
  const account = useAccount(props.item.accountId);
  const { item, preview } = props;
  const title = itemTitle(item, say, when);
  const text = useRowText(item);
  return (
    <li className={`ak-row ak-row--${item.state} ${props.chosen ? 'ak-row--chosen' : ''}`}>
      <div className="ak-row__head">
        <AuthorLine author={item.author} />
        <ItemStates item={item} versions={item.versionCount} />
      </div>
      <p className="ak-row__text">
        <GoTo href={places.item(item.id)} className="ak-row__link">
          <bdi dir="auto">{text.text}</bdi>
          {text.clipped ? '…' : ''}
        </GoTo>
      </p>
      {item.snippet ? <SnippetLine snippet={item.snippet} /> : null}
      {item.goneFinding === null ? null : (
        <p className="ak-row__finding">{findingSentence(item.goneFinding, say, when)}</p>
      )}
      <p className="ak-row__meta">
        <RowMoment item={item} />
        <span>{say(`kind.${item.kind}`)}</span>
        {account === undefined ? null : (
          <span>
            <Name>{account.title}</Name>
          </span>
        )}
        {item.replyCount === 0 ? null : <span>{say('state.replies', { n: item.replyCount })}</span>}
        <GoTo href={places.thread(item.id)} label={`${say('item.thread')}: ${title}`}>
          {say('item.thread')}
        </GoTo>
        {preview === undefined ? null : (
          <button
            type="button"
            className="usa-button usa-button--unstyled"
            aria-pressed={props.chosen}
            aria-label={say('search.preview-of', { item: title })}
            onClick={() => preview(item.id)}
          >
            {say('search.preview')}
          </button>
        )}
      </p>
    </li>
  );
}

/** Items as rows, the newest version of each. */
export function ItemRows(props: {
  items: readonly FoundItem[];
  chosen?: string | undefined;
  preview?: ((id: string) => void) | undefined;
}): ReactNode {
  return (
    <ol className="ak-rows">
      {props.items.map((item) => (
        <Row key={item.id} item={item} chosen={props.chosen === item.id} preview={props.preview} />
      ))}
    </ol>
  );
}
