import type { ReactNode } from 'react';
import type { VersionView } from '../../../../src/retention/schedules/read-policy-version.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo, OutsideAddress } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { isolated, Name } from '../../records/plain-text.js';
import { AnswerScreen } from '../answers.js';
import { useVersion } from '../policies/policy-reads.js';
import { Day } from '../policies/trial.js';
import { TrustMark } from '../policies/trust-mark.js';

const COLUMNS = [
  { title: 'version.class' },
  { title: 'version.rule' },
  { title: 'policies.authority' },
  { title: 'policies.items', isNumber: true },
  { title: 'policies.due', isNumber: true },
  { title: 'policies.next' },
] as const;
const ACTIONS = ['destroy', 'transfer', 'review-by-state-archive'] as const;
const DECIDES = ['all-items', 'items-created-while-effective'] as const;

function Facts({ version }: { version: VersionView }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  const { body, effectiveFrom, effectiveUntil, trust, citation, url, decides, loadedAt, loadedBy, reason } = version;
  const known = DECIDES.find((one) => one === decides);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      say('policies.body'),
      <Name key="body" limit={100}>
        {body}
      </Name>,
    ],
    [say('policies.from'), <Day key="from" on={effectiveFrom} />],
    ...(effectiveUntil === null ? [] : ([[say('version.until'), <Day key="until" on={effectiveUntil} />]] as const)),
    [say('version.decides'), known === undefined ? decides : say(`decides.${known}`)],
    [say('policies.trust'), <TrustMark key="trust" trust={trust} />],
    [
      say('policies.authority'),
      <span key="authority">
        <Name limit={300}>{citation}</Name> <OutsideAddress url={url} />
      </span>,
    ],
  ];
  const who = isolated(loadedBy, 100);
  return (
    <Part title={say('version.facts')} id="version-facts">
      <p>{say('version.loaded', { at: when.full(loadedAt), who, reason: isolated(reason, 2_000) })}</p>
      <dl className="ak-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {version.notes === null ? null : <p>{version.notes}</p>}
    </Part>
  );
}

function Row({ of }: { of: VersionView['classes'][number] }): ReactNode {
  const say = useSay();
  const { id, title, cutoff, lasts, action, consents, citation, items, due, next } = of;
  const known = ACTIONS.find((one) => one === action);
  const rule = { cutoff, period: lasts, action: known === undefined ? action : say(`policy-action.${known}`) };
  return (
    <tr>
      <th scope="row">
        <Name limit={200}>{`${id}: ${title}`}</Name>
      </th>
      <td>
        {say('version.rule-of', rule)}
        {consents.length === 0 ? null : <p>{say('version.consents', { consents: consents.join('; ') })}</p>}
      </td>
      <td>
        <Name limit={300}>{citation}</Name>
      </td>
      <td className="ak-number">{items}</td>
      <td className="ak-number">{due}</td>
      <td>
        <Day on={next} />
      </td>
    </tr>
  );
}

function Classes({ version: { asOf, classes } }: { version: VersionView }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  return (
    <Part title={say('version.series')} id="version-series">
      <p>{asOf === null ? say('version.never') : say('version.as-of', { at: when.full(asOf) })}</p>
      <DataTable title={say('version.series-table')} columns={COLUMNS}>
        {classes.map((one) => (
          <Row key={one.id} of={one} />
        ))}
      </DataTable>
    </Part>
  );
}

/** A version in force, whole: its rules with what they decide, and the very text that was loaded. */
export function PolicyVersionScreen({ id }: { id: string }): ReactNode {
  const say = useSay();
  return (
    <AnswerScreen of={useVersion(id, useLanguage())}>
      {(version) => (
        <Screen
          title={say('version.title', { title: version.title, version: version.version })}
          lede={<GoTo href="/policies">{say('version.back')}</GoTo>}
        >
          <Facts version={version} />
          <Classes version={version} />
          <Part title={say('version.source')} id="version-source">
            <p className="ak-code">{say('version.sha256', { hash: version.sha256 })}</p>
            <pre className="ak-source" tabIndex={0} role="region" aria-label={say('version.text')}>
              <code>{version.source}</code>
            </pre>
          </Part>
        </Screen>
      )}
    </AnswerScreen>
  );
}
