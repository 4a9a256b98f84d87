import { Button, Form, Label, Select } from '@trussworks/react-uswds';
import type { FormEvent, ReactNode } from 'react';
import type { ClockDetail, ClockLine, DueView } from '../../../../src/requests/clocks/clock-views.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { usePlaces } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { Answer } from '../answers.js';
import { withQuery } from '../api.js';
import { CalendarOfLaw } from '../clock-calendar.js';
import { ConfirmClock } from '../confirm-clock.js';
import { DueDays } from '../due-days.js';
import { fieldsOf } from '../form-fields.js';
import { type ClockParams, useClock, useClocks, useDue, useMe } from '../reads.js';

const VIAS = ['email', 'fax', 'post', 'portal', 'hand'] as const;

function ChooseLaw({ laws, chosen }: { laws: readonly ClockLine[]; chosen: string }): ReactNode {
  const say = useSay();
  const { go } = usePlaces();
  const groups = [
    ['clocks.usable', laws.filter(({ trust }) => trust !== 'draft')],
    ['clocks.drafts', laws.filter(({ trust }) => trust === 'draft')],
  ] as const;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    go(withQuery('/clocks', fieldsOf(event.currentTarget)));
  };
  return (
    <Form onSubmit={submit} className="ak-form ak-filters" aria-label={say('clocks.choose')}>
      <Label htmlFor="law">{say('clocks.law')}</Label>
      <Select id="law" name="law" defaultValue={chosen}>
        {groups.map(([key, group]) => (
          <optgroup key={key} label={say(key)}>
            {group.map(({ id, place, title }) => (
              <option key={id} value={id}>{`${place}: ${title}`}</option>
            ))}
          </optgroup>
        ))}
      </Select>
      <div className="ak-buttons">
        <Button type="submit" outline>
          {say('clocks.choose')}
        </Button>
      </div>
    </Form>
  );
}

function Choice(props: {
  name: 'via' | 'bodyType' | 'extend';
  label: string;
  none: string;
  options: readonly { readonly id: string; readonly title: string }[];
  chosen: string | undefined;
}): ReactNode {
  if (props.options.length === 0) return null;
  return (
    <>
      <Label htmlFor={props.name}>{props.label}</Label>
      <Select id={props.name} name={props.name} defaultValue={props.chosen ?? ''}>
        <option value="">{props.none}</option>
        {props.options.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
    </>
  );
}

function DayField(props: { name: string; label: string; chosen: string | undefined; required?: boolean }): ReactNode {
  return (
    <div>
      <Label htmlFor={props.name}>{props.label}</Label>
      <input
        className="usa-input"
        id={props.name}
        name={props.name}
        type="date"
        defaultValue={props.chosen ?? ''}
        required={props.required ?? false}
      />
    </div>
  );
}

function Question({ law, params }: { law: ClockDetail; params: ClockParams }): ReactNode {
  const say = useSay();
  const { go } = usePlaces();
  const vias = law.receipt.length === 0 ? [] : VIAS.map((id) => ({ id, title: say(`clocks.via-${id}`) }));
  const grounds = law.extensions.flatMap((extension) => extension.grounds);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    go(withQuery('/clocks', { law: law.id, ...fieldsOf(event.currentTarget) }));
  };
  return (
    <Form onSubmit={submit} className="ak-form ak-filters" aria-label={say('clocks.form')}>
      <DayField name="received" label={say('clocks.received')} chosen={params.received} required />
      <Choice name="via" label={say('clocks.via')} none={say('clocks.any-via')} options={vias} chosen={params.via} />
      <Choice
        name="bodyType"
        label={say('clocks.body-type')}
        none={say('clocks.any-type')}
        options={law.bodyTypes}
        chosen={params.bodyType}
      />
      <Choice
        name="extend"
        label={say('clocks.extend')}
        none={say('clocks.no-extension')}
        options={grounds}
        chosen={params.extend}
      />
      {grounds.length === 0 ? null : <DayField name="until" label={say('clocks.until')} chosen={params.until} />}
      <div className="ak-buttons">
        <Button type="submit">{say('clocks.go')}</Button>
      </div>
    </Form>
  );
}

function DueDate({ due }: { due: DueView }): ReactNode {
  const say = useSay();
  return (
    <Part title={say('clocks.due')} id="due">
      <Notice tone="info" live>
        {due.sentence}
      </Notice>
      <DueDays days={due.days} />
      {due.further.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {due.secondary.length === 0 ? null : (
        <>
          <h3 className="ak-label">{say('clocks.secondary')}</h3>
          <ul>
            {due.secondary.map(({ id, title, due: day, periodText, citation }) => (
              <li key={id}>{`${title}: ${day ?? periodText} (${citation})`}</li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

function Rule({ law }: { law: ClockDetail }): ReactNode {
  const say = useSay();
  const me = useMe();
  const mayManage = me.data?.permissions.includes('clock.manage') === true;
  const period = law.periodText ?? say('clocks.no-period');
  return (
    <Part title={say('clocks.rule')} id="rule">
      {law.draft === null ? null : <Notice tone="warning">{law.draft}</Notice>}
      <p>{say('clocks.period', { period, start: law.start, applies: law.applies })}</p>
      <p>
        <a href={law.url} rel="noreferrer">
          {law.citation}
        </a>
        {law.trust === 'verified' ? ` ${say('clocks.checked', { checked: law.checked })}` : ''}
      </p>
      {law.confirmed === null ? null : (
        <p>{say('clocks.confirmed', { ...law.confirmed, at: law.confirmed.at.slice(0, 10) })}</p>
      )}
      {law.notes.map((note) => (
        <p key={note} className="ak-quiet">
          {note}
        </p>
      ))}
      {law.draft !== null && mayManage ? <ConfirmClock law={law.id} /> : null}
    </Part>
  );
}

function Asked({ params }: { params: ClockParams }): ReactNode {
  const due = useDue(params, useLanguage());
  if (params.received === undefined) return null;
  return <Answer of={due}>{(data) => <DueDate due={data} />}</Answer>;
}

/** A due date and the rule behind it; what is asked for is the address, so that it can be sent to a colleague. */
export function ClocksScreen({ params }: { params: ClockParams }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const laws = useClocks(language);
  const chosen = params.law ?? laws.data?.items.find(({ trust }) => trust !== 'draft')?.id ?? null;
  const law = useClock(chosen, language);
  return (
    <Screen title={say('clocks.title')} lede={say('clocks.lede')}>
      <Answer of={laws}>
        {({ items }) => (
          <Answer of={law}>
            {(detail) => (
              <>
                <ChooseLaw key={`law-${detail.id}`} laws={items} chosen={detail.id} />
                {detail.draft === null && detail.period !== null ? (
                  <>
                    <Question key={JSON.stringify([detail.id, params])} law={detail} params={params} />
                    <Asked params={params} />
                  </>
                ) : null}
                <Rule law={detail} />
                <CalendarOfLaw
                  key={`calendar-${detail.calendar}`}
                  calendar={detail.calendar}
                  received={params.received}
                />
              </>
            )}
          </Answer>
        )}
      </Answer>
    </Screen>
  );
}
