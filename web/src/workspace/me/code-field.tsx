import type { ReactNode } from 'react';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { send } from '../api.js';
import { Field } from '../change-form.js';
import { useMe } from '../reads.js';

/** Shows the code of a form first, where one was typed; then does what the form is for. */
export async function withCode<T>({ code }: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  if (code !== undefined) await send('POST', '/session/code', { code });
  return work();
}

/** Of a form that approves: the code, unless one was shown a little earlier; where there is no factor, the way to one. */
export function CodeField({ id }: { id: string }): ReactNode {
  const say = useSay();
  const factor = useMe().data?.secondFactor;
  if (factor === undefined || factor.shown) return null;
  if (factor.enrolledAt !== null) {
    return <Field id={id} name="code" label={say('code.label')} hint={say('code.hint')} />;
  }
  return (
    <p>
      {say('code.enrol')} <GoTo href="/me">{say('code.enrol-link')}</GoTo>
    </p>
  );
}
