import { type ReactNode, useState } from 'react';
import { DECIDED, type ErasureView } from '../../../../src/requests/erasure/erasure.types.js';
import type { RequestView } from '../../../../src/requests/request.types.js';
import type { ListState } from '../../../../src/retention/disposition/disposition-states.rules.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo, usePlaces } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { isolated, Name } from '../../records/plain-text.js';
import { send } from '../api.js';
import { Answer } from '../answers.js';
import { ChangeForm, Field } from '../change-form.js';
import { listPath } from '../dispositions/disposition-reads.js';
import { useMay } from '../reads.js';
import { Box, Pick } from './pick.js';
import { requestPath, useErasures } from './request-reads.js';

const GROUNDS = ['none', 'b', 'd', 'e'] as const;

/** What a person asks to have erased: what is proposed for each item, what was decided, and what follows from it. */
export function Erasures({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  const erasures = useErasures(request.id);
  const { erasure } = request;
  if (erasure === null) return null;
  const { found, erased, restricted, refused, undecided, waiting, lists } = erasure;
  return (
    <Part title={say('request.found')} id="request-found">
      <p className="ak-count">{say('erasures.counts', { found, erased, restricted, refused })}</p>
      <p>{say('erasures.open', { undecided, waiting })}</p>
      <ul className="ak-list">
        {lists.map(({ id, number, state }) => (
          <li key={id}>
            <GoTo href={listPath(id)}>{say('erasures.list', { number, state: stateIn(state, say) })}</GoTo>
          </li>
        ))}
      </ul>
      <Answer of={erasures}>{(data) => <Decide request={request} items={data} />}</Answer>
    </Part>
  );
}

function stateIn(state: string, say: ReturnType<typeof useSay>): string {
  const known: readonly ListState[] = [
    'proposed', 'reviewed', 'approved', 'executing', 'executed', 'certified', 'withdrawn',
  ]; // prettier-ignore
  const found = known.find((one) => one === state);
  return found === undefined ? state : say(`list-state.${found}`);
}

function Decide({ request, items }: { request: RequestView; items: readonly ErasureView[] }): ReactNode {
  const say = useSay();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const may = useMay('request.review') && request.state === 'in-review';
  const choose = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <>
      <DataTable
        title={say('erasures.table')}
        columns={[
          ...(may ? [{ title: 'erasures.choose' } as const] : []),
          { title: 'erasures.item' },
          { title: 'erasures.proposed' },
          { title: 'erasures.decided' },
        ]}
      >
        {items.map((view) => (
          <Row key={view.itemId} view={view} chosen={chosen.has(view.itemId)} {...(may ? { choose } : {})} />
        ))}
      </DataTable>
      {may ? <DecideForm request={request} items={items.filter(({ itemId }) => chosen.has(itemId))} /> : null}
      {may ? <Undo request={request} items={items} /> : null}
      {may ? <Order request={request} /> : null}
    </>
  );
}

function Row({
  view,
  chosen,
  choose,
}: {
  view: ErasureView;
  chosen: boolean;
  choose?: (id: string) => void;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { itemId, proposal } = view;
  const id = `erasure-${itemId}`;
  return (
    <tr>
      {choose === undefined ? null : (
        <td>
          {view.state === 'kept' ? (
            <div className="usa-checkbox">
              <input
                id={id}
                className="usa-checkbox__input"
                type="checkbox"
                checked={chosen}
                onChange={() => choose(itemId)}
              />
              <label className="usa-checkbox__label" htmlFor={id}>
                <span className="usa-sr-only">
                  {say('erasures.one', { item: isolated(view.item?.latest.text ?? itemId) })}
                </span>
              </label>
            </div>
          ) : null}
        </td>
      )}
      <td>
        <ItemCell view={view} />
      </td>
      <td>
        {proposal === null ? null : (
          <>
            <strong>{say(`erasure-decision.${proposal.decision}`)}</strong>
            <ul className="ak-list">
              {proposal.sentences[language].map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </>
        )}
      </td>
      <td>
        <DecidedCell view={view} />
      </td>
    </tr>
  );
}

function ItemCell({ view: { itemId, item, repeatedBy } }: { view: ErasureView }): ReactNode {
  const say = useSay();
  const places = usePlaces();
  const text = item?.latest.text ?? '';
  return (
    <>
      <GoTo href={places.item(itemId)}>{text === '' ? itemId : <Name limit={160}>{text}</Name>}</GoTo>
      {repeatedBy === 0 ? null : <p className="ak-quiet">{say('erasures.repeated', { n: repeatedBy })}</p>}
    </>
  );
}

function DecidedCell({ view }: { view: ErasureView }): ReactNode {
  const say = useSay();
  const when = useMoments(view.item?.accountId ?? '');
  const { decision, by, at, why, grounds } = view;
  return (
    <>
      <strong>{say(`erasure-decision.${decision}`)}</strong>
      {decision === 'undecided' || by === null || at === null ? null : (
        <p className="ak-quiet">{say('erasures.by', { by: isolated(by), at: when.full(at) })}</p>
      )}
      {grounds.map(({ article, duty, until }) => (
        <p key={article}>
          {say(`erasures.ground-${article}`)}
          {duty === null ? '' : ` (${[isolated(duty), until ?? ''].filter((one) => one !== '').join(', ')})`}
        </p>
      ))}
      {why === null ? null : <p>{isolated(why, 500)}</p>}
      <Follows view={view} />
    </>
  );
}

/** What has followed from the decision. */
function Follows({ view: { restricts, places, state, list } }: { view: ErasureView }): ReactNode {
  const say = useSay();
  return (
    <>
      {restricts === 'all' ? <p>{say('erasures.whole')}</p> : null}
      {restricts === 'places' ? <p>{say('erasures.places', { n: places.length })}</p> : null}
      {state === 'listed' && list !== null ? <p>{say('erasures.on-list', { number: list.number })}</p> : null}
      {state === 'destroyed' ? <p>{say('erasures.destroyed')}</p> : null}
    </>
  );
}

function DecideForm({ request, items }: { request: RequestView; items: readonly ErasureView[] }): ReactNode {
  const say = useSay();
  if (items.length === 0) return <p className="ak-quiet">{say('erasures.none-chosen')}</p>;
  const change = (fields: Readonly<Record<string, string>>): Promise<unknown> => {
    const { decision, ground = 'none', duty, until, why, details } = fields;
    const named = { ...(duty === undefined ? {} : { duty }), ...(until === undefined ? {} : { until }) };
    return send('POST', requestPath(request.id, '/erasures/decisions'), {
      decision,
      items: items.map(({ itemId, revision }) => ({ itemId, revision })),
      ...(ground === 'none' ? {} : { grounds: [{ article: ground, ...named }] }),
      ...(why === undefined ? {} : { why }),
      ...(details === undefined ? {} : { details: true }),
    });
  };
  return (
    <ChangeForm presses={[{ value: 'decide', label: say('erasures.decide') }]} change={change}>
      <Pick
        id="erasure-decision"
        name="decision"
        label={say('erasures.decision')}
        options={DECIDED.map((one) => [one, say(`erasure-decision.${one}`)])}
      />
      <Pick
        id="erasure-ground"
        name="ground"
        label={say('erasures.ground')}
        options={GROUNDS.map((one) => [one, say(`erasures.ground-${one}`)])}
      />
      <Field id="erasure-why" name="why" label={say('erasures.why')} optional />
      <Field id="erasure-duty" name="duty" label={say('erasures.duty')} optional />
      <Field id="erasure-until" name="until" type="date" label={say('erasures.until')} optional />
      <Box id="erasure-details" name="details" label={say('erasures.details')} />
    </ChangeForm>
  );
}

interface Undone {
  readonly undone: readonly unknown[];
}

/** The batch that was decided last, of those that still stand. */
function Undo({ request, items }: { request: RequestView; items: readonly ErasureView[] }): ReactNode {
  const say = useSay();
  const newest = items
    .filter(({ state, decision }) => state === 'kept' && decision !== 'undecided')
    .toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1))
    .at(-1)?.batch;
  if (newest === undefined || newest === null) return null;
  return (
    <ChangeForm
      presses={[{ value: 'undo', label: say('erasures.undo') }]}
      change={() => send<Undone>('POST', requestPath(request.id, `/erasures/decisions/${newest}/undo`))}
      done={({ undone }) => say('erasures.undone', { n: undone.length })}
    />
  );
}

function Order({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  const n = request.erasure?.unordered ?? 0;
  if (n === 0) return null;
  return (
    <ChangeForm
      presses={[{ value: 'order', label: say('erasures.order') }]}
      change={() => send('POST', requestPath(request.id, '/erasures/list'))}
    >
      <p>{say('erasures.order-hint', { n })}</p>
    </ChangeForm>
  );
}
