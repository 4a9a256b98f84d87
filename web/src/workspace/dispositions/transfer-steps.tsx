import { Label } from '@trussworks/react-uswds';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import type { TransferProfile } from '../../../../src/exports/transfers/transfer-profile.types.js';
import type { ListView } from '../../../../src/retention/disposition/disposition.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { isolated } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { get, send, sendFile, withQuery } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';
import { CodeField, withCode } from '../me/code-field.js';
import { Pick } from '../requests/pick.js';
import { DecisionFields } from './decision-fields.js';
import { listPath } from './disposition-reads.js';

function useProfiles(): UseQueryResult<readonly TransferProfile[]> {
  return useQuery({
    queryKey: ['transfer-profiles'],
    queryFn: async ({ signal }) => (await get<{ items: TransferProfile[] }>('/transfer-profiles', signal)).items,
  });
}

export function AskPackage({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const nameOf = ({ title, trust }: TransferProfile): string =>
    trust === 'draft' ? say('package.draft', { title: title[language] }) : title[language];
  return (
    <Answer of={useProfiles()}>
      {(profiles) => (
        <ChangeForm
          presses={[{ value: 'package', label: say('package.ask') }]}
          change={(fields) => send('POST', listPath(list.id, '/package'), fields)}
        >
          <Pick
            id="package-profile"
            name="profile"
            label={say('package.profile')}
            options={profiles.map((profile) => [profile.profile, nameOf(profile)])}
          />
          <Field
            id="package-archive"
            name="archive"
            label={say('package.archive')}
            hint={say('package.archive-hint')}
            optional
          />
        </ChangeForm>
      )}
    </Answer>
  );
}

export function HandOver({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'hand-over', label: say('package.hand-over') }]}
      change={(fields) => send('POST', listPath(list.id, '/hand-over'), fields)}
    >
      <Field id="hand-over-reason" name="reason" label={say('package.hand-over-how')} />
    </ChangeForm>
  );
}

export function ConfirmReceipt({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const paper = useRef<HTMLInputElement>(null);
  const confirm = (fields: Readonly<Record<string, string>>): Promise<unknown> =>
    withCode(fields, () => {
      const chosen = paper.current?.files?.[0];
      const { accession = '', date = '' } = fields;
      const query = { accession, date, file: chosen?.name ?? 'paper' };
      return sendFile(withQuery(listPath(list.id, '/receipt'), query), chosen ?? new Blob());
    });
  return (
    <ChangeForm presses={[{ value: 'receipt', label: say('package.confirm') }]} change={confirm}>
      <Field id="receipt-accession" name="accession" label={say('package.accession')} />
      <Field id="receipt-day" name="date" type="date" label={say('package.receipt-day')} />
      <Label htmlFor="receipt-paper">{say('package.receipt-paper')}</Label>
      <input ref={paper} className="usa-file-input" id="receipt-paper" type="file" required />
      <CodeField id="receipt-code" />
    </ChangeForm>
  );
}

export function RefuseReceipt({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  return (
    <ChangeDetails title={say('package.refuse')}>
      <ChangeForm
        presses={[{ value: 'refuse', label: say('package.refuse') }]}
        change={(fields) => send('POST', listPath(list.id, '/receipt-refusal'), fields)}
      >
        <Field id="refusal-reason" name="reason" label={say('list.reason')} />
      </ChangeForm>
    </ChangeDetails>
  );
}

export function KeepCopy({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'copy', label: say('package.keep-copy') }]}
      change={(fields) => send('POST', listPath(list.id, '/copy'), fields)}
    >
      <Field id="copy-reason" name="reason" label={say('list.reason')} />
    </ChangeForm>
  );
}

export function Submit({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'submit', label: say('review.submit') }]}
      change={() => send('POST', listPath(list.id, '/submission'), { seen: list.counts.listed })}
    >
      <p>{say('list.review-hint', { n: list.counts.listed })}</p>
    </ChangeForm>
  );
}

/** Of everything that is still listed; it stands in the step that by then is the list's last. */
export function Decide({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const decide = ({ from = '', ...fields }: Readonly<Record<string, string>>): Promise<unknown> =>
    send('POST', listPath(list.id, '/decisions'), { ...fields, ...(from === '' ? {} : { from }) });
  return (
    <ChangeForm presses={[{ value: 'decide', label: say('review.decide') }]} change={decide}>
      <p>{say('review.decide-all', { n: list.counts.listed })}</p>
      <DecisionFields id="all" />
      <Field id="decision-reason" name="reason" label={say('review.reason')} />
    </ChangeForm>
  );
}

/** Where the archive’s own papers stand beside what it took. */
export function archiveName(list: ListView): string {
  return isolated(list.package?.archive ?? '', 200);
}
