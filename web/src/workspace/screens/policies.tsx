import type { ReactNode } from 'react';
import type { LoadedLine, PolicyLine } from '../../../../src/retention/schedules/read-policies.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo, OutsideAddress } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { RetentionEvents } from '../policies/events.js';
import { usePolicies, versionPath } from '../policies/policy-reads.js';
import { Day } from '../policies/trial.js';
import { TrustMark } from '../policies/trust-mark.js';
import { TryPolicy } from '../policies/try-policy.js';

const LOADED = [
  { title: 'policies.schedule' },
  { title: 'policies.body' },
  { title: 'policies.from' },
  { title: 'policies.trust' },
  { title: 'policies.items', isNumber: true },
  { title: 'policies.due', isNumber: true },
  { title: 'policies.next' },
] as const;
const SHIPPED = [
  { title: 'policies.schedule' },
  { title: 'policies.jurisdiction' },
  { title: 'policies.authority' },
  { title: 'policies.trust' },
  { title: 'policies.series-count', isNumber: true },
] as const;

function LoadedRow({ line }: { line: LoadedLine }): ReactNode {
  const say = useSay();
  const { versionId, title, version, body, effectiveFrom, trust, items, due, next } = line;
  return (
    <tr>
      <th scope="row">
        <GoTo href={versionPath(versionId)}>{say('version.title', { title, version })}</GoTo>
      </th>
      <td>
        <Name limit={100}>{body}</Name>
      </td>
      <td>
        <Day on={effectiveFrom} />
      </td>
      <td>
        <TrustMark trust={trust} />
      </td>
      <td className="ak-number">{items}</td>
      <td className="ak-number">{due}</td>
      <td>
        <Day on={next} />
      </td>
    </tr>
  );
}

function ShippedRow({ line }: { line: PolicyLine }): ReactNode {
  const { id, title, jurisdiction, citation, url, trust, series } = line;
  return (
    <tr>
      <th scope="row">
        <Name limit={200}>{`${id}: ${title}`}</Name>
      </th>
      <td>{jurisdiction}</td>
      <td>
        <Name limit={300}>{citation}</Name> <OutsideAddress url={url} />
      </td>
      <td>
        <TrustMark trust={trust} />
      </td>
      <td className="ak-number">{series}</td>
    </tr>
  );
}

export function PoliciesScreen(): ReactNode {
  const say = useSay();
  return (
    <Screen title={say('policies.title')} lede={say('policies.lede')}>
      <Answer of={usePolicies(useLanguage())}>
        {({ loaded, shipped }) => (
          <>
            <Part title={say('policies.loaded')} id="policies-loaded">
              {loaded.length === 0 ? (
                <p>{say('policies.loaded-none')}</p>
              ) : (
                <DataTable title={say('policies.loaded-table')} columns={LOADED}>
                  {loaded.toReversed().map((line) => (
                    <LoadedRow key={line.versionId} line={line} />
                  ))}
                </DataTable>
              )}
            </Part>
            <RetentionEvents />
            <TryPolicy shipped={shipped} />
            <Part title={say('policies.shipped')} id="policies-shipped">
              <DataTable title={say('policies.shipped-table')} columns={SHIPPED}>
                {shipped.map((line) => (
                  <ShippedRow key={line.id} line={line} />
                ))}
              </DataTable>
            </Part>
          </>
        )}
      </Answer>
    </Screen>
  );
}
