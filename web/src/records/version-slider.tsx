import { type ReactNode, useId } from 'react';
import type { VersionView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { useMoments } from '../frame/when.js';

/** Moves through the versions of an item; arrow keys, the two buttons, or a click on a version's mark. */
export function VersionSlider(props: {
  versions: readonly VersionView[];
  chosen: number;
  accountId: string;
  onChoose(number: number): void;
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
          <ol className="ak-slider__marks" aria-hidden="true">
            {versions.map((version) => (
              <li key={version.number} className={version.number === chosen ? 'ak-slider__mark--now' : ''}>
                <span>{say(`cause.${version.cause}`)}</span>
                <span className="ak-slider__time">{when.clock(version.platformAt ?? version.observedAt)}</span>
              </li>
            ))}
          </ol>
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
