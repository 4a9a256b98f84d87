import { type ReactNode, useRef } from 'react';
import { Label } from '@trussworks/react-uswds';
import { calendarDate } from '../../../../src/platform/sentences/when.rules.js';
import type { ListView } from '../../../../src/retention/disposition/disposition.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { send, sendFile, withQuery } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';
import { CodeField, withCode } from '../me/code-field.js';
import { useMay } from '../reads.js';
import { Pick as PickOne } from '../requests/pick.js';
import { listPath } from './disposition-reads.js';
import { AskPackage, ConfirmReceipt, Decide, HandOver, KeepCopy, RefuseReceipt, Submit } from './transfer-steps.js';

const STEPS = [
  { action: 'review', may: ['disposition.manage'], Form: Review },
  { action: 'approve', may: ['disposition.approve'], Form: Approve },
  { action: 'package', may: ['disposition.manage'], Form: AskPackage },
  { action: 'hand-over', may: ['disposition.manage'], Form: HandOver },
  { action: 'confirm-receipt', may: ['disposition.approve'], Form: ConfirmReceipt },
  { action: 'refuse-receipt', may: ['disposition.manage'], Form: RefuseReceipt },
  { action: 'execute', may: ['disposition.manage'], Form: Execute },
  { action: 'keep-copy', may: ['disposition.manage'], Form: KeepCopy },
  { action: 'submit', may: ['disposition.manage'], Form: Submit },
  { action: 'decide', may: ['disposition.manage'], Form: Decide },
  { action: 'consent', may: ['disposition.manage'], Form: FileConsent },
  { action: 'withdraw', may: ['disposition.manage', 'disposition.approve'], Form: Withdraw },
] as const;

const ENDED: ReadonlySet<ListView['state']> = new Set(['certified', 'withdrawn', 'concluded']);

/** What it waits for, and the steps that whoever looks may take. */
export function NextStep({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const has = {
    'disposition.manage': useMay('disposition.manage'),
    'disposition.approve': useMay('disposition.approve'),
  };
  if (ENDED.has(list.state)) return null;
  const steps = STEPS.filter(({ action, may }) => list.actions.includes(action) && may.some((one) => has[one]));
  return (
    <Part title={say('list.next')} id="list-next">
      <Waiting list={list} />
      {steps.map(({ action, Form }) => (
        <Form key={action} list={list} />
      ))}
    </Part>
  );
}

function Waiting({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  if (list.state === 'executing' || list.state === 'executed') return <Progress list={list} />;
  if (list.state === 'handed-over') return <p>{say('package.confirm-hint')}</p>;
  if (list.waitsFor.includes('expertise')) return <p>{say('review.waits')}</p>;
  return list.state === 'reviewed' ? <WaitingForSecond list={list} /> : null;
}

function WaitingForSecond({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const day = calendarDate(`${list.approvableOn ?? ''}T12:00:00Z`, 'UTC', language);
  return (
    <>
      {list.waitsFor.includes('listed') ? <p>{say('list.waits-listed')}</p> : null}
      {list.waitsFor.includes('notice') ? <p>{say('list.waits-notice', { day })}</p> : null}
      {list.waitsFor.includes('consents') ? <p>{say('list.waits-consents')}</p> : null}
      {list.waitsFor.length === 0 ? <p>{say('list.second')}</p> : null}
    </>
  );
}

function Progress({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const { listed, kept, destroyed } = list.counts;
  const values = { done: kept + destroyed, total: listed + kept + destroyed };
  return (
    <>
      <progress
        className="ak-progress"
        max={values.total}
        value={values.done}
        aria-label={say('list-state.executing')}
      />
      <p role="status">{say('list.progress', values)}</p>
    </>
  );
}

function Review({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'review', label: say('list.review') }]}
      change={() => send('POST', listPath(list.id, '/review'), { seen: list.counts.listed })}
    >
      <p>{say('list.review-hint', { n: list.counts.listed })}</p>
    </ChangeForm>
  );
}

function Approve({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[
        { value: 'approve', label: say(list.about.action === 'transfer' ? 'list.approve-transfer' : 'list.approve') },
      ]}
      change={(fields) => withCode(fields, () => send('POST', listPath(list.id, '/approval')))}
    >
      <CodeField id="list-code" />
    </ChangeForm>
  );
}

function Execute({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[
        { value: 'execute', label: say(list.about.action === 'transfer' ? 'list.execute-transfer' : 'list.execute') },
      ]}
      change={() => send('POST', listPath(list.id, '/execution'))}
    >
      <p>{say('list.execute-hint')}</p>
    </ChangeForm>
  );
}

function Withdraw({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  return (
    <ChangeDetails title={say('list.withdraw')}>
      <ChangeForm
        presses={[{ value: 'withdraw', label: say('list.withdraw') }]}
        change={(fields) => send('POST', listPath(list.id, '/withdrawal'), fields)}
      >
        <Field id="withdraw-reason" name="reason" label={say('list.reason')} />
      </ChangeForm>
    </ChangeDetails>
  );
}

function FileConsent({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const paper = useRef<HTMLInputElement>(null);
  if (list.about.consents.length === 0) return null;
  const file = async (fields: Readonly<Record<string, string>>): Promise<unknown> => {
    const chosen = paper.current?.files?.[0];
    const query = { ...fields, file: chosen?.name ?? 'paper' };
    return sendFile(withQuery(listPath(list.id, '/consents'), query), chosen ?? new Blob());
  };
  return (
    <ChangeDetails title={say('list.consent')}>
      <ChangeForm presses={[{ value: 'consent', label: say('list.consent') }]} change={file}>
        <PickOne
          id="consent-name"
          name="name"
          label={say('list.consent-name')}
          options={list.about.consents.map((name) => [name, say(`consent-name.${name}`)])}
        />
        <Field id="consent-number" name="number" label={say('list.consent-number')} />
        <Field id="consent-day" name="date" type="date" label={say('list.consent-day')} />
        <Label htmlFor="consent-paper">{say('list.consent-paper')}</Label>
        <input ref={paper} className="usa-file-input" id="consent-paper" type="file" required />
      </ChangeForm>
    </ChangeDetails>
  );
}
