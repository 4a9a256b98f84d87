import type { ReactNode } from 'react';
import type { HoldView } from '../../../../src/retention/holds.types.js';
import { fullTime } from '../../../../src/platform/sentences/when.rules.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { isolated, Name } from '../../records/plain-text.js';
import { AnswerScreen } from '../answers.js';
import { send } from '../api.js';
import { ChangeForm, Field } from '../change-form.js';
import { Notices } from '../holds/notices.js';
import { ReleasePreviewed } from '../holds/release-preview.js';
import { CodeField, withCode } from '../me/code-field.js';
import { useMay } from '../reads.js';
import { holdPath, useHold } from '../requests/request-reads.js';
import { ScopeFacts } from '../requests/scope-fields.js';

function Facts({ hold }: { hold: HoldView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const at = (time: string): string => fullTime(time, hold.zone, language);
  const facts = [
    [say('holds.matter'), say('matter.line', { number: hold.matter.number, name: isolated(hold.matter.name, 300) })],
    [say('hold.reason'), isolated(hold.reason, 2_000)],
    [say('holds.trigger'), at(hold.triggerAt)],
    [say('hold.placed'), say('hold.placed-by', { at: at(hold.placedAt), by: isolated(hold.placedBy) })],
    [say('holds.items'), say('hold.items', { n: hold.items })],
  ] as const;
  return (
    <Part title={say('hold.facts')} id="hold-facts">
      <dl className="ak-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ScopeFacts scope={hold.scope} />
      {hold.scope.kind === 'living' && hold.state !== 'released' ? <p>{say('hold.living')}</p> : null}
    </Part>
  );
}

function Propose({ hold }: { hold: HoldView }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'propose', label: say('hold.propose') }]}
      change={(fields) => send('POST', holdPath(hold.id, '/releases'), fields)}
    >
      <Field id="release-reason" name="reason" label={say('hold.reason')} hint={say('hold.second')} />
    </ChangeForm>
  );
}

function Approve({ hold }: { hold: HoldView }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'approve', label: say('hold.approve') }]}
      change={(fields) => withCode(fields, () => send('POST', holdPath(hold.id, '/releases/approval')))}
    >
      <p>{say('hold.second')}</p>
      <CodeField id="release-code" />
    </ChangeForm>
  );
}

function Release({ hold }: { hold: HoldView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const mayPropose = useMay('hold.manage');
  const mayApprove = useMay('hold.release');
  const { release, state, zone } = hold;
  const at = (time: string): string => fullTime(time, zone, language);
  return (
    <Part title={say('hold.release')} id="hold-release">
      {release === null ? null : (
        <p>
          {say('hold.proposed', {
            by: isolated(release.proposedBy),
            at: at(release.proposedAt),
            reason: isolated(release.reason, 2_000),
          })}
        </p>
      )}
      {release === null || release.approvedAt === null ? null : (
        <p>{say('hold.released', { by: isolated(release.approvedBy ?? ''), at: at(release.approvedAt) })}</p>
      )}
      {state === 'released' ? null : <ReleasePreviewed id={hold.id} />}
      {state === 'active' && mayPropose ? <Propose hold={hold} /> : null}
      {state === 'release-proposed' && mayApprove ? <Approve hold={hold} /> : null}
    </Part>
  );
}

function Tellable({ hold }: { hold: HoldView }): ReactNode {
  const mayTell = useMay('hold.manage') && hold.state !== 'released';
  return <Notices of={{ hold: hold.id }} {...(mayTell ? { tells: hold.id } : {})} />;
}

export function HoldScreen({ id }: { id: string }): ReactNode {
  const say = useSay();
  return (
    <AnswerScreen of={useHold(id)}>
      {(hold) => (
        <Screen
          title={say('hold.title', { number: hold.number })}
          lede={
            <>
              {say(`hold-state.${hold.state}`)} · <Name limit={300}>{hold.matter.name}</Name>
            </>
          }
        >
          <p>
            <GoTo href="/holds">{say('holds.back')}</GoTo>
            {' · '}
            <GoTo href={`/matters/${encodeURIComponent(hold.matter.id)}`}>
              {say('case.title', { number: hold.matter.number })}
            </GoTo>
          </p>
          <div className="ak-columns">
            <Facts hold={hold} />
            <Release hold={hold} />
          </div>
          <Tellable hold={hold} />
        </Screen>
      )}
    </AnswerScreen>
  );
}
