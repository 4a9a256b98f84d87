import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DifferenceView } from '../../../../src/capture/imports/read-differences.js';
import { useSay } from '../../frame/language.js';
import { isolated } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { get, send } from '../api.js';
import { ChangeForm, Field } from '../change-form.js';
import { useMay } from '../reads.js';

const LONGEST = 300;

/** What downloads show otherwise than it is known, each with the two ways to decide it; nothing where nothing waits. */
export function Differences({ accountId }: { accountId: string }): ReactNode {
  const say = useSay();
  const differences = useQuery({
    queryKey: ['differences', accountId],
    queryFn: ({ signal }) =>
      get<readonly DifferenceView[]>(`/accounts/${encodeURIComponent(accountId)}/differences`, signal),
  });
  return (
    <Answer of={differences}>
      {(all) =>
        all.length === 0 ? null : (
          <>
            <h3 className="ak-label">{say('brought.differences')}</h3>
            <ul className="ak-list">
              {all.map((one) => (
                <li key={one.id}>
                  <OneDifference one={one} />
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Answer>
  );
}

function OneDifference({ one }: { one: DifferenceView }): ReactNode {
  const say = useSay();
  const decides = useMay('capture.run');
  if (one.known === null || one.told === null) return <p>{say('brought.withheld')}</p>;
  return (
    <>
      <p>{say('brought.known', { text: textOf(one.known) })}</p>
      <p>{say('brought.told', { text: textOf(one.told) })}</p>
      {decides ? (
        <ChangeForm
          presses={[
            { value: 'version', label: say('brought.take') },
            { value: 'set-aside', label: say('brought.set-aside') },
          ]}
          change={({ reason }, decision) =>
            send('POST', `/differences/${encodeURIComponent(one.id)}/decision`, { decision, reason })
          }
        >
          <Field id={`difference-${one.id}`} name="reason" label={say('brought.reason')} />
        </ChangeForm>
      ) : null}
    </>
  );
}

function textOf({ title, text }: NonNullable<DifferenceView['known']>): string {
  return isolated(
    [title, text]
      .filter((part) => part !== null && part !== '')
      .join(' · ')
      .slice(0, LONGEST),
  );
}
