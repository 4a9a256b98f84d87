import { Button } from '@trussworks/react-uswds';
import { type ReactNode, useState } from 'react';
import type { ItemView, VersionView } from '../../../../src/archive/views.types.js';
import type { AskedTarget } from '../../../../src/requests/review/redaction-target.rules.js';
import type { RedactionView, ReviewItem } from '../../../../src/requests/review/review.types.js';
import { useSay } from '../../frame/language.js';
import { ItemStates } from '../../frame/state-tag.js';
import { AuthorLine } from '../../records/author-line.js';
import { Standing } from '../../records/item-record.js';
import { isolated } from '../../records/plain-text.js';
import { Repeated } from '../../records/repeated.js';
import { VersionSlider } from '../../records/version-slider.js';
import { CoverPicture } from './cover-picture.js';
import { CoverText } from './cover-text.js';
import { CoveredList, Suggestions } from './covered.js';
import { Looks } from './looks.js';
import { textParts, wholeParts } from './parts.rules.js';
import { partName } from './words.js';

export type Cover = (target: AskedTarget, code: string | null) => void;

function WholeParts(props: {
  item: ItemView;
  version: number;
  redactions: readonly RedactionView[];
  cover: Cover;
}): ReactNode {
  const say = useSay();
  const { item, version, redactions, cover } = props;
  const open = wholeParts(item).filter(
    ({ part }) => !redactions.some((one) => one.version === version && one.part === part),
  );
  return (
    <div className="ak-buttons">
      {open.map(({ part, text }) => (
        <Button key={part} type="button" outline onClick={() => cover({ version, part }, null)}>
          {say('cover.whole', { part: `${partName(part, say)} ${isolated(text)}` })}
        </Button>
      ))}
    </div>
  );
}

function Contents(props: {
  item: ItemView;
  version: VersionView;
  redactions: readonly RedactionView[];
  cover: Cover | null;
}): ReactNode {
  const say = useSay();
  const { item, version, redactions, cover } = props;
  const take = cover === null ? null : (target: AskedTarget) => cover(target, null);
  const { number } = version;
  return (
    <>
      {cover === null ? null : <p className="usa-hint">{say('cover.text-hint')}</p>}
      {textParts(version).map((of) => (
        <CoverText
          key={`${number} ${of.part}`}
          of={of}
          version={number}
          lang={version.lang}
          redactions={redactions}
          cover={take}
        />
      ))}
      <Repeated item={item} />
      {version.media.map((medium) => (
        <CoverPicture
          key={`${number} ${medium.ordinal}`}
          medium={medium}
          version={number}
          redactions={redactions}
          cover={take}
        />
      ))}
      {cover === null ? null : <WholeParts item={item} version={number} redactions={redactions} cover={cover} />}
    </>
  );
}

/** One item of the set: its versions, what is covered in each, who has looked at it. `cover` is null for whoever may not. */
export function ItemPane(props: {
  requestId: string;
  item: ItemView;
  review: ReviewItem;
  cover: Cover | null;
}): ReactNode {
  const say = useSay();
  const { requestId, item, review, cover } = props;
  const versions = item.versions.slice(0, review.versions);
  const [choice, setChoice] = useState<number | null>(null);
  const chosen = Math.min(choice ?? versions.length, versions.length);
  const version = versions[chosen - 1];
  return (
    <>
      <div className="ak-card__head">
        <AuthorLine author={item.author} />
        <ItemStates item={item} versions={versions.length} />
      </div>
      <Standing item={item} />
      <Looks review={review} accountId={item.accountId} />
      {version === undefined ? null : (
        <>
          <VersionSlider versions={versions} chosen={chosen} accountId={item.accountId} onChoose={setChoice} />
          <Contents item={item} version={version} redactions={review.redactions} cover={cover} />
        </>
      )}
      <h3 className="ak-label">{say('cover.covered')}</h3>
      <CoveredList requestId={requestId} item={item} review={review} may={cover !== null} />
      {cover === null ? null : (
        <>
          <h3 className="ak-label">{say('cover.suggestions')}</h3>
          <Suggestions requestId={requestId} item={item} review={review} cover={cover} />
        </>
      )}
    </>
  );
}
