import type { ReactNode } from 'react';
import { calendarDate } from '../../../../src/platform/sentences/when.rules.js';
import type { ListView } from '../../../../src/retention/disposition/disposition.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { isolated } from '../../records/plain-text.js';
import { addressOf } from '../api.js';
import { useMay } from '../reads.js';
import { listPath } from './disposition-reads.js';
import { archiveName } from './transfer-steps.js';

/** The newest package of a transfer, what the archive confirmed of it, and its file. */
export function PackagePart({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const mayTake = useMay('disposition.manage');
  const { package: made, receipt } = list;
  if (made === null) return null;
  const day = receipt && calendarDate(`${receipt.receivedOn}T12:00:00Z`, 'UTC', language);
  const facts: readonly (readonly [label: string, value: string])[] = [
    [say('package.name'), made.name],
    [say('package.archive'), archiveName(list)],
    [say('package.form'), made.profileTitle[language]],
    [say('package.state'), say(`package-state.${made.status}`, { done: made.done, total: made.total })],
    ...(made.commit === null ? [] : [[say('package.commit'), made.commit] as const]),
  ];
  return (
    <Part title={say('package.title')} id="list-package">
      <dl className="ak-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {receipt === null ? null : (
          <div>
            <dt>{say('package.receipt')}</dt>
            <dd>
              {say('package.receipt-line', {
                accession: isolated(receipt.accession),
                day: day ?? '',
                by: isolated(receipt.confirmedBy),
              })}{' '}
              <a href={addressOf(listPath(list.id, '/receipt/file'))} download>
                {say('list.consent-file', { file: isolated(receipt.fileName) })}
              </a>
            </dd>
          </div>
        )}
      </dl>
      {mayTake && made.status === 'ready' ? (
        <p>
          <a className="usa-button" href={addressOf(listPath(list.id, '/package/file'))} download>
            {say('package.download')}
          </a>{' '}
          {say('package.size', { bytes: made.bytes ?? 0 })}
        </p>
      ) : null}
    </Part>
  );
}
