import type { ReactNode } from 'react';
import type { RecaptureView, ResidualView } from '../../../../src/archive/views.types.js';
import { useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { isolated } from '../../records/plain-text.js';
import { send } from '../api.js';
import { ChangeForm, Field } from '../change-form.js';
import { CodeField, withCode } from '../me/code-field.js';
import { useMay } from '../reads.js';

function path({ id }: ResidualView, rest = ''): string {
  return `/residuals/${encodeURIComponent(id)}/recapture${rest}`;
}

/** That something destroyed may be captured again: who decided it and why, or the form with which it is decided. */
export function CaptureAgain({ residual }: { residual: ResidualView }): ReactNode {
  const say = useSay();
  const mayDecide = useMay('disposition.manage');
  const { recapture, erased } = residual;
  if (recapture === null && !mayDecide) return null;
  return (
    <Part title={say('again.title')} id="capture-again">
      <p>{say('again.hint', { second: erased ? 'yes' : 'no' })}</p>
      {recapture === null ? (
        <ChangeForm
          presses={[{ value: 'again', label: say('again.decide') }]}
          change={(fields) => send('POST', path(residual), fields)}
        >
          <Field id="again-reason" name="reason" label={say('again.reason')} />
        </ChangeForm>
      ) : (
        <Decided residual={residual} recapture={recapture} />
      )}
    </Part>
  );
}

function Decided({ residual, recapture }: { residual: ResidualView; recapture: RecaptureView }): ReactNode {
  const say = useSay();
  const when = useMoments(residual.accountId);
  const mayApprove = useMay('disposition.approve');
  const { by, at, reason, inForceAt, inForceBy } = recapture;
  return (
    <>
      <p>{say('again.decided', { by: isolated(by), at: when.full(at), reason: isolated(reason, 500) })}</p>
      {inForceAt === null ? (
        <p>{say('again.waits')}</p>
      ) : (
        <p>{say('again.in-force', { at: when.full(inForceAt), by: isolated(inForceBy ?? '') })}</p>
      )}
      {inForceAt === null && mayApprove ? (
        <ChangeForm
          presses={[{ value: 'approve', label: say('again.approve') }]}
          change={(fields) => withCode(fields, () => send('POST', path(residual, '/approval')))}
        >
          <CodeField id="again-code" />
        </ChangeForm>
      ) : null}
    </>
  );
}
