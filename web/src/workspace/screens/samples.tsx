import { Label, Select } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import type { SampleSummary, SampleView } from '../../../../src/reports/sampling/sample.types.js';
import { DataTable } from '../../frame/data-table.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { useRegistry } from '../../frame/registry.js';
import { Part, Screen } from '../../frame/screen.js';
import { When } from '../../frame/when.js';
import { isolated, Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { send } from '../api.js';
import { ChangeForm, Field } from '../change-form.js';
import { Pick } from '../requests/pick.js';
import { useSamples } from '../reports/report-reads.js';

const COLUMNS = [
  { title: 'samples.seed' },
  { title: 'samples.at' },
  { title: 'samples.by' },
  { title: 'samples.items', isNumber: true },
  { title: 'samples.population', isNumber: true },
  { title: 'samples.size', isNumber: true },
] as const;

function drawnOf({ strata }: SampleSummary): number {
  return strata.reduce((sum, { drawn }) => sum + drawn, 0);
}

function draw({ n = '', account = '', ...fields }: Readonly<Record<string, string>>): Promise<SampleView> {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
  return send<SampleView>('POST', '/audit-samples', {
    ...given,
    n: Number(n),
    ...(account === '' ? {} : { accountIds: [account] }),
  });
}

function Draw(): ReactNode {
  const say = useSay();
  const { accounts } = useRegistry();
  return (
    <Part title={say('samples.draw')} id="samples-draw">
      <ChangeForm
        presses={[{ value: 'draw', label: say('samples.draw') }]}
        change={draw}
        done={(sample) => (
          <GoTo href={`/samples/${sample.id}`}>{say('samples.drawn', { n: sample.drawn.length })}</GoTo>
        )}
      >
        <Label htmlFor="sample-n">{say('samples.n')}</Label>
        <input
          className="usa-input"
          id="sample-n"
          name="n"
          type="number"
          min={1}
          max={500}
          defaultValue={60}
          required
        />
        <Field id="sample-seed" name="seed" label={say('samples.seed')} hint={say('samples.seed-hint')} />
        <Pick
          id="sample-stratify"
          name="stratify"
          label={say('samples.stratify')}
          options={[
            ['state', say('samples.by-state')],
            ['none', say('samples.by-none')],
          ]}
        />
        <Label htmlFor="sample-account">{say('samples.account')}</Label>
        <Select id="sample-account" name="account">
          <option value="">{say('samples.all-accounts')}</option>
          {[...accounts.values()].map(({ id, handle }) => (
            <option key={id} value={id}>
              {isolated(handle, 100)}
            </option>
          ))}
        </Select>
        <Field id="sample-from" name="from" type="date" label={say('samples.from')} optional />
        <Field id="sample-to" name="to" type="date" label={say('samples.to')} optional />
      </ChangeForm>
    </Part>
  );
}

function Row({ sample }: { sample: SampleSummary }): ReactNode {
  return (
    <tr>
      <th scope="row">
        <GoTo href={`/samples/${sample.id}`}>
          <Name limit={60}>{sample.seed}</Name>
        </GoTo>
      </th>
      <td>
        <When at={sample.at} />
      </td>
      <td>
        <Name limit={100}>{sample.by}</Name>
      </td>
      <td className="ak-number">{drawnOf(sample)}</td>
      <td className="ak-number">{sample.population}</td>
      <td className="ak-number">{sample.logSize}</td>
    </tr>
  );
}

export function SamplesScreen(): ReactNode {
  const say = useSay();
  return (
    <Screen title={say('samples.title')} lede={say('samples.lede')}>
      <Answer of={useSamples()}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{say('samples.none')}</p>
          ) : (
            <DataTable title={say('samples.table')} columns={COLUMNS}>
              {items.map((sample) => (
                <Row key={sample.id} sample={sample} />
              ))}
            </DataTable>
          )
        }
      </Answer>
      <Draw />
    </Screen>
  );
}
