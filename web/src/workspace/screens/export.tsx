import { Button, Form, Label, Select } from '@trussworks/react-uswds';
import { useMutation } from '@tanstack/react-query';
import type { ExportView } from '../../../../src/exports/export.types.js';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useLanguage, useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { useRegistry } from '../../frame/registry.js';
import { Screen } from '../../frame/screen.js';
import { Name } from '../../records/plain-text.js';
import { Trouble } from '../answers.js';
import { send } from '../api.js';
import { ExportList } from '../export-list.js';
import { ExportProgress } from '../export-progress.js';
import { PartSizeField, partSizeOf } from '../part-size-field.js';
import type { SearchParams } from '../reads.js';
import { Days, StateField, TextField } from '../search-form.js';
import { fieldsOf } from '../form-fields.js';

function AccountBoxes({ chosen }: { chosen: string | undefined }): ReactNode {
  const say = useSay();
  const { accounts } = useRegistry();
  return (
    <fieldset className="usa-fieldset">
      <legend className="usa-legend">{say('export.accounts')}</legend>
      {[...accounts.values()].map((account) => (
        <div key={account.id} className="usa-checkbox">
          <input
            id={`account-${account.id}`}
            className="usa-checkbox__input"
            type="checkbox"
            name="accountIds"
            value={account.id}
            defaultChecked={chosen === undefined || chosen === account.id}
          />
          <label className="usa-checkbox__label" htmlFor={`account-${account.id}`}>
            <Name>{account.title}</Name> <span className="ak-author__handle">{account.handle}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

function LanguageField(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <>
      <Label htmlFor="language">{say('export.language')}</Label>
      <Select id="language" name="language" defaultValue={language}>
        <option value="en">{say('export.english')}</option>
        <option value="pl">{say('export.polish')}</option>
      </Select>
    </>
  );
}

/** Those that are made without a request; the answer to one is made where the request is. */
const PROFILES = ['full', 'litigation'] as const;

function ProfileField(): ReactNode {
  const say = useSay();
  return (
    <>
      <Label htmlFor="profile">{say('export.profile')}</Label>
      <Select id="profile" name="profile" defaultValue="full">
        {PROFILES.map((profile) => (
          <option key={profile} value={profile}>
            {say(`export.profile.${profile}`)}
          </option>
        ))}
      </Select>
    </>
  );
}

/** What is sent: the chosen accounts, and of the other fields those that were filled in. */
function selectionOf(form: HTMLFormElement): { accountIds: readonly string[] } & Record<string, unknown> {
  const { accountIds: _, partSize, ...fields } = fieldsOf(form);
  return { ...fields, ...partSizeOf(partSize), accountIds: new FormData(form).getAll('accountIds').map(String) };
}

function ExportForm({ params, onMade }: { params: SearchParams; onMade: (id: string) => void }): ReactNode {
  const say = useSay();
  const { accounts } = useRegistry();
  const [incomplete, setIncomplete] = useState(false);
  const make = useMutation({
    mutationFn: (selection: Record<string, unknown>) => send<ExportView>('POST', '/exports', selection),
    onSuccess: (made) => onMade(made.id),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const selection = selectionOf(event.currentTarget);
    const empty = selection.accountIds.length === 0;
    setIncomplete(empty);
    if (!empty) make.mutate(selection);
  };
  return (
    <Form key={accounts.size} onSubmit={submit} large className="ak-form" aria-label={say('export.form')}>
      {make.error === null ? null : <Trouble problem={make.error} />}
      {incomplete ? (
        <Notice tone="error" live>
          {say('export.accounts-needed')}
        </Notice>
      ) : null}
      <AccountBoxes chosen={params.account} />
      <Days params={params} />
      <TextField chosen={params.text} />
      <StateField chosen={params.state} />
      <LanguageField />
      <ProfileField />
      <PartSizeField />
      <p className="ak-quiet">{say('export.unredacted')}</p>
      <Button type="submit" disabled={make.isPending}>
        {say('export.go')}
      </Button>
    </Form>
  );
}

export function ExportScreen({ params }: { params: SearchParams }): ReactNode {
  const say = useSay();
  const [id, setId] = useState<string | null>(null);
  return (
    <Screen title={say('export.title')} lede={say('export.lede')}>
      <div className="ak-columns">
        <ExportForm params={params} onMade={setId} />
        {id === null ? null : <ExportProgress key={id} id={id} />}
      </div>
      <ExportList onOpen={setId} />
    </Screen>
  );
}
