import { type ReactNode, useId, useState } from 'react';
import type { BundleItem } from '../../../src/exports/bundle/bundle.types.js';
import { incidentsAt } from '../../../src/archive/incident.rules.js';
import type { ItemView, VersionView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { useAccount } from '../frame/registry.js';
import { Notice } from '../frame/notice.js';
import { GoTo, usePlaces } from '../frame/places.js';
import { Part } from '../frame/screen.js';
import { ItemStates } from '../frame/state-tag.js';
import { useMoments, When } from '../frame/when.js';
import { AuthorLine } from './author-line.js';
import { Bounds } from './bounds.js';
import { absenceOf } from './bounds.rules.js';
import { Findings, findingSentence } from './findings.js';
import { Provenance } from './provenance.js';
import { Repeated } from './repeated.js';
import { VersionContent } from './version-content.js';
import { VersionSlider } from './version-slider.js';
import { WordDiff } from './word-diff.js';

function Related({ item }: { item: ItemView }): ReactNode {
  const say = useSay();
  const places = usePlaces();
  const others = [
    ['item.parent', item.parentId],
    ['item.original', item.repostedId],
    ['item.quoted', item.quotedId],
  ] as const;
  return (
    <ul className="ak-related">
      <li>
        <GoTo href={places.thread(item.id)}>{say('item.thread')}</GoTo>
      </li>
      {others.map(([key, id]) =>
        id === null ? null : (
          <li key={key}>
            <GoTo href={places.item(id)}>{say(key)}</GoTo>
          </li>
        ),
      )}
    </ul>
  );
}

/** The sentence that must not be missed: gone, suspected, restricted or late. */
export function Standing({ item }: { item: ItemView & Pick<BundleItem, 'redaction'> }): ReactNode {
  const say = useSay();
  const when = useMoments(item.accountId);
  const absence = absenceOf(item);
  const account = useAccount(item.accountId);
  return (
    <>
      {absence === null ? null : (
        <p className={`ak-standing ak-standing--${absence.certainty === 'suspected' ? 'doubt' : 'gone'}`}>
          {findingSentence(absence, say, when)}
        </p>
      )}
      {item.restricted ? (
        <Notice tone="warning">
          {item.redaction ? say('viewer.withheld', { codes: item.redaction.codes.join(', ') }) : say('item.restricted')}
        </Notice>
      ) : null}
      {item.restrictedPlaces === undefined ? null : (
        <Notice tone="warning">{say('item.restricted-places', { places: item.restrictedPlaces.length })}</Notice>
      )}
      {incidentsAt(account?.incidents, item.postedAt ?? item.firstSeenAt).map(({ id, kind }) => (
        <Notice key={id} tone="warning">
          {say('incident.item', { what: say(`incident.${kind}`) })}
        </Notice>
      ))}
      {item.capturedLate ? (
        <p className="ak-standing ak-standing--late">{say('item.late', { at: when.full(item.firstSeenAt) })}</p>
      ) : null}
    </>
  );
}

function PostedLine({ item }: { item: ItemView }): ReactNode {
  const say = useSay();
  const when = useMoments(item.accountId);
  if (item.postedAt === null) return <p className="ak-quiet">{say('item.posted-unknown')}</p>;
  const key = item.kind === 'repost' ? 'item.reposted' : 'item.posted';
  return <p className="ak-quiet">{say(key, { at: when.full(item.postedAt) })}</p>;
}

function Versions({
  item,
  onChoose,
  chosen,
}: {
  item: ItemView;
  chosen: number;
  onChoose: (n: number) => void;
}): ReactNode {
  const say = useSay();
  const [compares, setCompares] = useState(true);
  const box = useId();
  const version = item.versions[chosen - 1];
  const before = item.versions[chosen - 2];
  if (version === undefined) return null;
  return (
    <>
      <VersionSlider versions={item.versions} chosen={chosen} accountId={item.accountId} onChoose={onChoose} />
      <VersionMoment item={item} version={version} />
      <VersionContent version={version} item={item} />
      <Repeated item={item} />
      {before === undefined ? null : (
        <>
          <div className="usa-checkbox ak-compare">
            <input
              id={box}
              className="usa-checkbox__input"
              type="checkbox"
              checked={compares}
              onChange={(event) => setCompares(event.target.checked)}
            />
            <label className="usa-checkbox__label" htmlFor={box}>
              {say('version.compare', { n: before.number })}
            </label>
          </div>
          {compares ? <WordDiff before={before} after={version} /> : null}
        </>
      )}
    </>
  );
}

function VersionMoment({ item, version }: { item: ItemView; version: VersionView }): ReactNode {
  const say = useSay();
  const when = useMoments(item.accountId);
  return (
    <p className="ak-quiet" aria-live="polite">
      {item.versions.length > 1 ? `${say('version.of', { n: version.number, all: item.versions.length })}. ` : ''}
      {say('version.saw', { at: when.full(version.observedAt) })}.{' '}
      {version.platformAt === null ? '' : say('version.platform-says', { at: when.full(version.platformAt) })}
    </p>
  );
}

/** One item in full. `proof` is how a reader of this entry gets at the proof. */
export function ItemRecord({ item, proof }: { item: ItemView; proof: (version: VersionView) => ReactNode }): ReactNode {
  const say = useSay();
  const [choice, setChoice] = useState<number | null>(null);
  const chosen = Math.min(choice ?? item.versions.length, item.versions.length);
  return (
    <>
      <Standing item={item} />
      <Bounds item={item} />
      <div className="ak-columns">
        <Part title={say('item.recorded')} id="recorded" className="ak-card">
          <div className="ak-card__head">
            <AuthorLine author={item.author} />
            <ItemStates item={item} versions={item.versions.length} />
          </div>
          <PostedLine item={item} />
          <Versions item={item} chosen={chosen} onChoose={setChoice} />
          <Related item={item} />
        </Part>
        <div>
          <Part title={say('finding.title')} id="findings">
            <Findings item={item} said={absenceOf(item)} />
          </Part>
          <Part title={say('proof.title')} id="provenance">
            <Provenance item={item} version={item.versions[chosen - 1]} proof={proof} />
          </Part>
        </div>
      </div>
    </>
  );
}

/** The moment of a row in a list. */
export function RowMoment({ item }: { item: Pick<ItemView, 'postedAt' | 'firstSeenAt' | 'accountId'> }): ReactNode {
  return <When at={item.postedAt ?? item.firstSeenAt} accountId={item.accountId} />;
}
