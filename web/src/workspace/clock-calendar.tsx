import { Button, Form, Label, Select, TextInput } from '@trussworks/react-uswds';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import type { CalendarYear } from '../../../src/requests/clocks/clock-views.types.js';
import { useLanguage, useSay } from '../frame/language.js';
import { Part } from '../frame/screen.js';
import { Answer, Trouble } from './answers.js';
import { send } from './api.js';
import { fieldsOf } from './form-fields.js';
import { useCalendar, useDesk, useMe } from './reads.js';

function ChangeDay({ calendar }: { calendar: string }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (fields: Record<string, string>) =>
      send('POST', `/calendars/${encodeURIComponent(calendar)}/days`, fields),
    onSuccess: () => client.invalidateQueries({ queryKey: ['clocks'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    change.mutate(fieldsOf(event.currentTarget));
  };
  return (
    <details className="ak-details">
      <summary>{say('clocks.change-day')}</summary>
      <Form onSubmit={submit} className="ak-form">
        {change.error === null ? null : <Trouble problem={change.error} />}
        <Label htmlFor="day">{say('clocks.date')}</Label>
        <input className="usa-input" id="day" name="day" type="date" required />
        <Label htmlFor="change">{say('clocks.change')}</Label>
        <Select id="change" name="change">
          <option value="added">{say('clocks.change-added')}</option>
          <option value="removed">{say('clocks.change-removed')}</option>
        </Select>
        <Label htmlFor="name">{say('clocks.change-name')}</Label>
        <TextInput id="name" name="name" type="text" />
        <Label htmlFor="change-reason">{say('clocks.change-reason')}</Label>
        <TextInput id="change-reason" name="reason" type="text" required />
        <Button type="submit" disabled={change.isPending}>
          {say('clocks.change-go')}
        </Button>
      </Form>
    </details>
  );
}

function Days({ year }: { year: CalendarYear }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const title = year.title[language];
  return (
    <>
      <p>{say('clocks.calendar-days', { title, year: String(year.year), n: year.days.length })}</p>
      <ul>
        {year.days.map(({ day, name, byHand }) => (
          <li key={day}>{`${day} ${name[language]}${byHand ? ` (${say('clocks.by-hand')})` : ''}`}</li>
        ))}
      </ul>
    </>
  );
}

/** The days of the year asked about that do not count, and a way to change them. */
export function CalendarOfLaw(props: { calendar: string; received: string | undefined }): ReactNode {
  const say = useSay();
  const desk = useDesk();
  const me = useMe();
  const year = props.received?.slice(0, 4) ?? desk.data?.now.slice(0, 4) ?? null;
  const found = useCalendar(props.calendar, year);
  return (
    <Part title={say('clocks.calendar')} id="calendar">
      <Answer of={found}>{(data) => <Days year={data} />}</Answer>
      {me.data?.permissions.includes('clock.manage') === true ? <ChangeDay calendar={props.calendar} /> : null}
    </Part>
  );
}
