import { Label } from '@trussworks/react-uswds';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import type { AccountView } from '../../../../src/archive/views.types.js';
import type { ImportView } from '../../../../src/capture/imports/import.types.js';
import { useSay } from '../../frame/language.js';
import { useMoments } from '../../frame/when.js';
import { isolated } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { get, send, sendFile, withQuery } from '../api.js';
import { ChangeDetails, ChangeForm } from '../change-form.js';
import { useMay } from '../reads.js';

/** How often an import under way is asked about. */
const EVERY_MS = 1_000;
const SHOWN = 5;

function importsPath(accountId: string): string {
  return `/accounts/${encodeURIComponent(accountId)}/imports`;
}

/** The newest downloads of an account that were imported, and the way to bring another. */
export function Imports({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const brings = useMay('capture.run');
  const imports = useQuery({
    queryKey: ['imports', account.id],
    queryFn: ({ signal }) =>
      get<{ items: readonly ImportView[] }>(withQuery(importsPath(account.id), { limit: SHOWN }), signal),
    refetchInterval: (query) =>
      query.state.data?.items.some(({ status }) => status === 'waiting' || status === 'running') === true
        ? EVERY_MS
        : false,
  });
  return (
    <>
      <Answer of={imports}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="ak-quiet">{say('brought.none')}</p>
          ) : (
            <ul className="ak-list">
              {items.map((one) => (
                <li key={one.id}>
                  <OneImport one={one} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {brings ? <ImportDownload account={account} /> : null}
    </>
  );
}

function OneImport({ one }: { one: ImportView }): ReactNode {
  const say = useSay();
  const when = useMoments(one.accountId);
  const status = say(`brought.status.${one.status}`);
  const isOpen = one.status === 'waiting' || one.status === 'running';
  return (
    <>
      <p>
        {say('brought.import-of', {
          file: isolated(one.fileName),
          by: isolated(one.askedBy),
          at: when.full(one.askedAt),
          status,
        })}
      </p>
      {isOpen ? (
        <>
          <progress className="ak-progress" max={100} value={one.percent} aria-label={say('brought.progress')} />
          <p role="status">
            {say('brought.percent', { percent: one.percent })}{' '}
            {one.etaSeconds === null ? '' : say('brought.left', { eta: one.etaSeconds })}
          </p>
        </>
      ) : null}
      <p className="ak-quiet">{say('brought.counts', one.counts)}</p>
      {one.fault === null ? null : <p>{one.fault}</p>}
      {isOpen || one.status === 'failed' ? <ActOnImport one={one} /> : null}
    </>
  );
}

function ActOnImport({ one }: { one: ImportView }): ReactNode {
  const say = useSay();
  const brings = useMay('capture.run');
  if (!brings) return null;
  const cancel = { value: 'cancel', label: say('brought.cancel') };
  const resume = { value: 'resume', label: say('brought.resume') };
  return (
    <ChangeForm
      presses={one.status === 'failed' ? [resume, cancel] : [cancel]}
      change={(_, pressed) => send('POST', `/imports/${encodeURIComponent(one.id)}/${pressed}`, {})}
    />
  );
}

function ImportDownload({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const file = useRef<HTMLInputElement>(null);
  const mapping = useRef<HTMLInputElement>(null);
  const bring = async (): Promise<unknown> => {
    const chosen = file.current?.files?.[0];
    const said = await mapping.current?.files?.[0]?.text();
    const query = { file: chosen?.name ?? 'download', mapping: said };
    return sendFile(withQuery(importsPath(account.id), query), chosen ?? new Blob());
  };
  return (
    <ChangeDetails title={say('brought.import')}>
      <ChangeForm presses={[{ value: 'import', label: say('brought.import') }]} change={bring}>
        <Label htmlFor="import-file">{say('brought.file')}</Label>
        <input ref={file} className="usa-file-input" id="import-file" type="file" required />
        <Label htmlFor="import-mapping">{say('brought.mapping')}</Label>
        <input ref={mapping} className="usa-file-input" id="import-mapping" type="file" accept=".yaml,.yml" />
      </ChangeForm>
    </ChangeDetails>
  );
}
