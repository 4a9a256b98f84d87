import type { ReactNode } from 'react';
import type { Pass } from '../../../../src/requests/review/standing-decision.rules.js';
import { useSay } from '../../frame/language.js';

/** Whether one looks first, or second after somebody else. */
export function PassChoice({ pass, choose }: { pass: Pass; choose: (pass: Pass) => void }): ReactNode {
  const say = useSay();
  return (
    <fieldset className="usa-fieldset ak-pass">
      <legend className="ak-label">{say('review.pass')}</legend>
      {(['first', 'second'] as const).map((one) => (
        <div key={one} className="usa-radio">
          <input
            id={`pass-${one}`}
            className="usa-radio__input"
            type="radio"
            name="pass"
            checked={pass === one}
            onChange={() => choose(one)}
          />
          <label className="usa-radio__label" htmlFor={`pass-${one}`}>
            {say(`review.pass-${one}`)}
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** Single keys can be switched off, for who speaks to the machine. */
export function KeysSwitch({ isOn, set }: { isOn: boolean; set: (isOn: boolean) => void }): ReactNode {
  const say = useSay();
  return (
    <div className="usa-checkbox ak-compare">
      <input
        id="keys-on"
        className="usa-checkbox__input"
        type="checkbox"
        checked={isOn}
        onChange={(event) => set(event.target.checked)}
      />
      <label className="usa-checkbox__label" htmlFor="keys-on">
        {say('review.keys-on')}
      </label>
    </div>
  );
}
