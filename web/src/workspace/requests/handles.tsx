import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@trussworks/react-uswds';
import { type ReactNode, useId } from 'react';
import { type HandleView, type IssuedCode, STATED_PATHS } from '../../../../src/requests/handles/handles.types.js';
import type { RequestView } from '../../../../src/requests/request.types.js';
import { useSay } from '../../frame/language.js';
import { GoTo, usePlaces } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { isolated } from '../../records/plain-text.js';
import { Answer, Trouble } from '../answers.js';
import { get, send } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';
import { useMay } from '../reads.js';
import { Pick } from './pick.js';
import { requestPath } from './request-reads.js';

interface Handles {
  readonly items: readonly HandleView[];
}

/** The code is in this answer and nowhere else: it is gone from the page with the form. */
function IssueCode({ id }: { id: string }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  return (
    <ChangeDetails title={say('handles.issue')}>
      <ChangeForm
        presses={[{ value: 'issue', label: say('handles.issue') }]}
        change={({ handle }) => send<IssuedCode>('POST', requestPath(id, '/handles'), { platform: 'mastodon', handle })}
        done={({ handle, code, expiresAt }) => (
          <>
            {say('handles.issued', { handle: isolated(handle, 300), until: when.full(expiresAt) })}{' '}
            <code className="ak-code">{code}</code>
          </>
        )}
      >
        <Field id="handle-issue" name="handle" label={say('handles.handle')} hint={say('handles.handle-hint')} />
      </ChangeForm>
    </ChangeDetails>
  );
}

function Confirm({ id }: { id: string }): ReactNode {
  const say = useSay();
  return (
    <ChangeDetails title={say('handles.confirm')}>
      <ChangeForm
        presses={[{ value: 'confirm', label: say('handles.confirm') }]}
        change={(fields) => send('POST', requestPath(id, '/handles/proof'), fields)}
      >
        <Field id="handle-code" name="code" label={say('handles.code')} />
        <Pick
          id="handle-path"
          name="path"
          label={say('handles.path')}
          options={STATED_PATHS.map((path) => [path, say(`handles.path.${path}`)])}
        />
        <Field id="handle-note" name="note" label={say('handles.note')} />
        <Field id="handle-exchange" name="exchangeId" label={say('handles.exchange')} optional />
      </ChangeForm>
    </ChangeDetails>
  );
}

function Find({ id, handle }: { id: string; handle: HandleView }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const name = useId();
  const find = useMutation({
    mutationFn: () => send<{ proved: boolean }>('POST', requestPath(id, `/handles/${handle.id}/search`)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['handles', id] }),
  });
  return (
    <>
      <Button type="button" outline disabled={find.isPending} aria-describedby={name} onClick={() => find.mutate()}>
        {say('handles.find')}
      </Button>
      <span id={name} className="usa-sr-only">
        {isolated(handle.handle, 300)}
      </span>
      {find.error === null ? null : <Trouble problem={find.error} />}
      {find.data?.proved === false ? <p role="status">{say('handles.not-found')}</p> : null}
    </>
  );
}

function Line({ id, handle, may }: { id: string; handle: HandleView; may: boolean }): ReactNode {
  const say = useSay();
  const places = usePlaces();
  const when = useMoments(null);
  const { state, proof, expiresAt } = handle;
  const until = when.full(expiresAt);
  return (
    <li>
      {isolated(handle.handle, 300)}:{' '}
      {proof === null
        ? say(state === 'expired' ? 'handles.expired' : 'handles.open', { until })
        : say('handles.proved', { at: when.full(proof.at), path: say(`handles.path.${proof.path}`) })}{' '}
      {proof?.itemId ? <GoTo href={places.item(proof.itemId)}>{say('item.open')}</GoTo> : null}
      {proof?.note ? <p className="ak-quiet">{isolated(proof.note, 2_000)}</p> : null}
      {may && proof === null ? <Find id={id} handle={handle} /> : null}
    </li>
  );
}

/** Handles the requester says are theirs, and by what that is proved. */
export function HandlesPart({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  const { id, state } = request;
  const may = useMay('request.manage') && state !== 'closed' && state !== 'withdrawn';
  const handles = useQuery({
    queryKey: ['handles', id],
    queryFn: ({ signal }) => get<Handles>(requestPath(id, '/handles'), signal),
  });
  return (
    <Part title={say('handles.title')} id="request-handles">
      <Answer of={handles}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{say('handles.none')}</p>
          ) : (
            <ul className="ak-list">
              {items.map((handle) => (
                <Line key={handle.id} id={id} handle={handle} may={may} />
              ))}
            </ul>
          )
        }
      </Answer>
      {may ? (
        <>
          <IssueCode id={id} />
          <Confirm id={id} />
        </>
      ) : null}
    </Part>
  );
}
