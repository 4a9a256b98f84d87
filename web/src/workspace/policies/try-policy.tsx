import { Button, Form, Label, Select } from '@trussworks/react-uswds';
import { useMutation } from '@tanstack/react-query';
import { type ChangeEvent, type FormEvent, type ReactNode, useState } from 'react';
import type { PolicyLine } from '../../../../src/retention/schedules/read-policies.js';
import type { TrialView } from '../../../../src/retention/schedules/trials/trial.types.js';
import { useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { Trouble } from '../answers.js';
import { send } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';
import { useMay } from '../reads.js';
import { Box } from '../requests/pick.js';
import { BodySelect } from '../selects.js';
import { sourceOf } from './policy-reads.js';
import { Trial } from './trial.js';

interface Tried {
  readonly yaml: string;
  readonly bodyId: string;
}

/** Where the text comes from: one that is there, a file, or what is typed. */
function Sources(props: { shipped: readonly PolicyLine[]; put: (yaml: string) => void }): ReactNode {
  const say = useSay();
  const fetched = useMutation({ mutationFn: sourceOf, onSuccess: props.put });
  const choose = (event: ChangeEvent<HTMLSelectElement>): void => {
    if (event.target.value === '') props.put('');
    else fetched.mutate(event.target.value);
  };
  const read = (event: ChangeEvent<HTMLInputElement>): void => {
    void event.target.files?.[0]?.text().then(props.put);
  };
  return (
    <>
      {fetched.error === null ? null : <Trouble problem={fetched.error} />}
      <Label htmlFor="try-shipped">{say('try.shipped')}</Label>
      <Select id="try-shipped" name="shipped" onChange={choose}>
        <option value="">{say('try.shipped-none')}</option>
        {props.shipped.map(({ id, title }) => (
          <option key={id} value={id}>{`${id}: ${title}`}</option>
        ))}
      </Select>
      <Label htmlFor="try-file">{say('try.file')}</Label>
      <input className="usa-file-input" id="try-file" type="file" accept=".yaml,.yml,text/yaml" onChange={read} />
    </>
  );
}

function Load({ yaml, bodyId }: Tried): ReactNode {
  const say = useSay();
  const load = ({ reason, confirms }: Readonly<Record<string, string>>): Promise<unknown> =>
    send('POST', '/policies', { yaml, bodyId, reason, confirmsDraft: confirms === 'yes' });
  return (
    <ChangeDetails title={say('load.title')}>
      <ChangeForm presses={[{ value: 'load', label: say('load.go') }]} change={load} done={() => say('load.done')}>
        <p>{say('load.hint')}</p>
        <Field id="load-reason" name="reason" label={say('load.reason')} />
        <Box id="load-confirms" name="confirms" label={say('load.confirms')} />
      </ChangeForm>
    </ChangeDetails>
  );
}

/** A schedule is tried against every item before it is loaded; what came of it stands below until another is tried. */
export function TryPolicy({ shipped }: { shipped: readonly PolicyLine[] }): ReactNode {
  const say = useSay();
  const [yaml, setYaml] = useState('');
  const [tried, setTried] = useState<Tried | null>(null);
  const mayLoad = useMay('policy.manage');
  const begin = useMutation({
    mutationFn: (asked: Tried) => send<TrialView>('POST', '/schedules/what-if', asked),
    onSuccess: (_, asked) => setTried(asked),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const bodyId = new FormData(event.currentTarget).get('bodyId');
    begin.mutate({ yaml, bodyId: typeof bodyId === 'string' ? bodyId : '' });
  };
  return (
    <Part title={say('try.title')} id="try">
      <p>{say('try.lede')}</p>
      <Form onSubmit={submit} className="ak-form">
        {begin.error === null ? null : <Trouble problem={begin.error} />}
        <Sources shipped={shipped} put={setYaml} />
        <Label htmlFor="try-yaml">{say('try.yaml')}</Label>
        <textarea
          className="usa-textarea ak-code"
          id="try-yaml"
          name="yaml"
          rows={12}
          required
          spellCheck={false}
          autoComplete="off"
          value={yaml}
          onChange={(event) => setYaml(event.target.value)}
        />
        <BodySelect id="try-body" />
        <div className="ak-buttons">
          <Button type="submit" disabled={begin.isPending}>
            {say('try.go')}
          </Button>
        </div>
      </Form>
      {begin.data === undefined ? null : <Trial key={begin.data.id} id={begin.data.id} />}
      {tried !== null && mayLoad ? <Load yaml={tried.yaml} bodyId={tried.bodyId} /> : null}
    </Part>
  );
}
