import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CertificateView, SavedSearchView } from '../../../../src/search/certificate.types.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { isolated } from '../../records/plain-text.js';
import { Trouble } from '../answers.js';
import { send } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';
import type { SearchParams } from '../reads.js';
import { filterOf, searchAddress, useSavedSearches } from './kept-reads.js';

/** The search that is shown: as a certificate, or under a name. */
export function KeepSearch({ params }: { params: SearchParams }): ReactNode {
  const say = useSay();
  return (
    <ChangeDetails title={say('kept.title')}>
      <p>{say('kept.certify-hint')}</p>
      <ChangeForm
        presses={[{ value: 'certify', label: say('kept.certify') }]}
        change={() => send<CertificateView>('POST', '/search-certificates', filterOf(params))}
        done={({ id }) => (
          <>
            {say('kept.certified')} <GoTo href={`/certificates/${id}`}>{say('kept.open')}</GoTo>
          </>
        )}
      />
      <ChangeForm
        presses={[{ value: 'save', label: say('kept.save') }]}
        change={({ name }) => send('POST', '/saved-searches', { ...filterOf(params), name })}
        done={() => say('kept.saved')}
      >
        <Field id="kept-name" name="name" label={say('kept.name')} />
      </ChangeForm>
    </ChangeDetails>
  );
}

function Saved({ saved }: { saved: SavedSearchView }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: () => send('DELETE', `/saved-searches/${encodeURIComponent(saved.id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['saved-searches'] }),
  });
  return (
    <li>
      <GoTo href={searchAddress(saved.asked)}>{isolated(saved.name, 200)}</GoTo>{' '}
      <button
        type="button"
        className="usa-button usa-button--unstyled"
        disabled={forget.isPending}
        onClick={() => forget.mutate()}
      >
        {say('kept.forget', { name: isolated(saved.name, 200) })}
      </button>
      {forget.error === null ? null : <Trouble problem={forget.error} />}
    </li>
  );
}

/** One's own, and the way to what was certified. */
export function KeptSearches(): ReactNode {
  const say = useSay();
  const saved = useSavedSearches().data?.items ?? [];
  return (
    <>
      {saved.length === 0 ? null : (
        <ChangeDetails title={say('kept.own')}>
          <ul className="ak-list">
            {saved.map((one) => (
              <Saved key={one.id} saved={one} />
            ))}
          </ul>
        </ChangeDetails>
      )}
      <p>
        <GoTo href="/certificates">{say('certificates.title')}</GoTo>
      </p>
    </>
  );
}
