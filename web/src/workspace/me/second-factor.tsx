import { Button } from '@trussworks/react-uswds';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BegunEnrolment } from '../../../../src/identity/people.types.js';
import { useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { Part } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { Trouble } from '../answers.js';
import { send } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';
import type { OwnFactor } from '../people.types.js';
import { useDesk } from '../reads.js';
import { CodeField, withCode } from './code-field.js';

/** Black on white whatever the page's colours are: that is what cameras read. */
function QrCode({ qr: { size, path } }: { qr: BegunEnrolment['qr'] }): ReactNode {
  const say = useSay();
  return (
    <svg className="ak-qr" role="img" aria-label={say('factor.qr')} viewBox={`0 0 ${size} ${size}`}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

function SimulatedNote(): ReactNode {
  const say = useSay();
  const desk = useDesk().data;
  if (desk?.clock !== 'simulated') return null;
  return <p>{say('factor.simulated', { at: desk.now.replace('T', ' ').replace(/\.\d+Z$/, ' UTC') })}</p>;
}

function RecoveryCodes({ codes }: { codes: readonly string[] }): ReactNode {
  const say = useSay();
  return (
    <Notice tone="success" live>
      {say('factor.recovery')}
      <ul className="ak-codes">
        {codes.map((code) => (
          <li key={code}>
            <code className="ak-code">{code}</code>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Secret and recovery codes are in these answers and nowhere else: they are gone with the screen. */
function Enrolment({ begun }: { begun: BegunEnrolment }): ReactNode {
  const say = useSay();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} />;
  const confirm = async (code: string): Promise<void> => {
    const answer = await send<{ recoveryCodes: readonly string[] }>('PUT', '/me/second-factor', {
      enrolment: begun.enrolment,
      code,
    });
    setCodes(answer.recoveryCodes);
  };
  return (
    <ChangeForm presses={[{ value: 'confirm', label: say('factor.confirm') }]} change={({ app }) => confirm(app ?? '')}>
      <p>{say('factor.scan')}</p>
      <QrCode qr={begun.qr} />
      <p>
        {say('factor.secret')}: <code className="ak-code">{begun.secret}</code>
      </p>
      <SimulatedNote />
      <Field id="app-code" name="app" label={say('code.label')} />
    </ChangeForm>
  );
}

function Enrol({ isFirst }: { isFirst: boolean }): ReactNode {
  const say = useSay();
  const begin = useMutation({
    mutationFn: (fields: Readonly<Record<string, string>>) =>
      withCode(fields, () => send<BegunEnrolment>('POST', '/me/second-factor/enrolment')),
  });
  if (begin.data !== undefined) return <Enrolment begun={begin.data} />;
  if (isFirst) {
    return (
      <>
        {begin.error === null ? null : <Trouble problem={begin.error} />}
        <Button type="button" disabled={begin.isPending} onClick={() => begin.mutate({})}>
          {say('factor.begin')}
        </Button>
      </>
    );
  }
  return (
    <ChangeDetails title={say('factor.replace')}>
      <ChangeForm
        presses={[{ value: 'begin', label: say('factor.begin') }]}
        change={(fields) => begin.mutateAsync(fields)}
      >
        <CodeField id="replace-code" />
      </ChangeForm>
    </ChangeDetails>
  );
}

function Remove(): ReactNode {
  const say = useSay();
  return (
    <ChangeDetails title={say('factor.remove')}>
      <ChangeForm
        presses={[{ value: 'remove', label: say('factor.remove') }]}
        change={(fields) => withCode(fields, () => send('DELETE', '/me/second-factor'))}
      >
        <CodeField id="remove-code" />
      </ChangeForm>
    </ChangeDetails>
  );
}

export function SecondFactor({ of: { enrolledAt, recoveryCodes, shown } }: { of: OwnFactor }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  const isFirst = enrolledAt === null;
  return (
    <Part title={say('factor.title')} id="second-factor">
      {isFirst ? (
        <p>{say('factor.none')}</p>
      ) : (
        <>
          <p>
            {say('factor.since', { at: when.full(enrolledAt) })} {say('factor.codes-left', { n: recoveryCodes })}
          </p>
          {shown ? <p>{say('factor.shown')}</p> : null}
        </>
      )}
      <Enrol isFirst={isFirst} />
      {isFirst ? null : <Remove />}
    </Part>
  );
}
