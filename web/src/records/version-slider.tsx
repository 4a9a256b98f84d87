import { type ReactNode, useId } from 'react';
import type { VersionView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { useMoments } from '../frame/when.js';

/** More marks than this would run into each other; the first and the last are then enough. */
const MARKS_AT_MOST = 8;

function Marks(props: { versions: readonly VersionView[]; chosen: number; accountId: string }): ReactNode {
  const say = useSay();
  const when = useMoments(props.accountId);
  const all = props.versions.length;
  const shown =
    all <= MARKS_AT_MOST ? props.versions : props.versions.filter(({ number }) => number === 1 || number === all);
  return (
    <ol className="ak-slider__marks" aria-hidden="true">
      {shown.map((version) => (
        <li key={version.number} className={version.number === props.chosen ? 'ak-slider__mark--now' : ''}>
          <span>{say(`cause.${version.cause}`)}</span>
          <span className="ak-slider__time">{when.clock(version.platformAt ?? version.observedAt)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Moves through the versions of an item; arrow keys, the two buttons, or a click on a version's mark. */
export function VersionSlider(props: {
  versions: readonly VersionView[];
  chosen: number;
  accountId: string;
  onChoose: (number: number) => void;
}): ReactNode {
  const say = useSay();
  const when = useMoments(props.accountId);
  const label = useId();
  const { versions, chosen, onChoose } = props;
  const all = versions.length;
  const current = versions[chosen - 1];
  if (current === undefined) return null;
  if (all === 1) return <p className="ak-quiet ak-slider__only">{say('version.only')}</p>;
  const at = (version: VersionView): string => when.full(version.platformAt ?? version.observedAt);
  return (
    <div className="ak-slider">
      <div className="ak-slider__row">
        <button
          type="button"
          className="usa-button usa-button--outline ak-slider__step"
          disabled={chosen === 1}
          onClick={() => onChoose(chosen - 1)}
        >
          ‹ {say('version.earlier')}
        </button>
        <div className="ak-slider__track">
          <label id={label} className="ak-slider__label" htmlFor={`${label}-range`}>
            {say('version.of', { n: chosen, all })}
          </label>
          <input
            id={`${label}-range`}
            className="usa-range ak-slider__range"
            type="range"
            min={1}
            max={all}
            step={1}
            value={chosen}
            aria-valuetext={say('version.value', {
              n: chosen,
              all,
              cause: say(`cause.${current.cause}`),
              at: at(current),
            })}
            onChange={(event) => onChoose(Number(event.target.value))}
          />
          <Marks versions={versions} chosen={chosen} accountId={props.accountId} />
        </div>
        <button
          type="button"
          className="usa-button usa-button--outline ak-slider__step"
          disabled={chosen === all}
          onClick={() => onChoose(chosen + 1)}
        >
          {say('version.later')} ›
        </button>
      </div>
    </div>
  );
}
