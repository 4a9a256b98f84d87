import type { ReactNode } from 'react';
import { useSay } from '../../frame/language.js';
import { Field } from '../change-form.js';
import { Pick } from '../requests/pick.js';

/** What the state archive said, and from when on it counts. */
export function DecisionFields({ id }: { id: string }): ReactNode {
  const say = useSay();
  return (
    <>
      <Pick
        id={`${id}-decision`}
        name="decision"
        label={say('review.decision')}
        options={(['permanent', 'destroy', 'prolong'] as const).map((one) => [one, say(`decision.${one}`)])}
      />
      <Field id={`${id}-from`} name="from" type="date" label={say('review.from')} optional />
    </>
  );
}
