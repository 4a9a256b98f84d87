import { Button, Form, Label, Select } from '@trussworks/react-uswds';
import type { FormEvent, ReactNode } from 'react';
import { fullTime } from '../../../../src/platform/sentences/when.rules.js';
import { REPORTS } from '../../../../src/reports/tables/report.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo, usePlaces } from '../../frame/places.js';
import { Screen } from '../../frame/screen.js';
import { Answer } from '../answers.js';
import { withQuery } from '../api.js';
import { fieldsOf } from '../form-fields.js';
import { type ReportParams, type ReportSpan, useReport } from '../reports/report-reads.js';
import { ReportTable } from '../reports/report-table.js';

const FIRST = REPORTS[0];
/** The report that may be asked about some days. */
const BY_DAYS = 'moderation';
const MONTHS = ['3', '6', '12', '24', '60', '120'] as const;
const USUAL_MONTHS = '12';

function Choose({ name, months, from, to }: { name: string; months: string } & ReportSpan): ReactNode {
  const say = useSay();
  const { go } = usePlaces();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    go(withQuery('/reports', fieldsOf(event.currentTarget)));
  };
  return (
    <Form onSubmit={submit} className="ak-form ak-filters" aria-label={say('reports.form')}>
      <div>
        <Label htmlFor="report-name">{say('reports.choose')}</Label>
        <Select id="report-name" name="name" defaultValue={name}>
          {REPORTS.map((one) => (
            <option key={one} value={one}>
              {say(`report.${one}`)}
            </option>
          ))}
        </Select>
      </div>
      <div>
        <Label htmlFor="report-months">{say('reports.months')}</Label>
        <Select id="report-months" name="months" defaultValue={months}>
          {MONTHS.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      </div>
      {name === BY_DAYS ? (
        <>
          <Day id="from" label={say('reports.from')} day={from} />
          <Day id="to" label={say('reports.to')} day={to} />
        </>
      ) : null}
      <div className="ak-buttons">
        <Button type="submit" outline>
          {say('reports.show')}
        </Button>
        <GoTo href="/samples">{say('samples.title')}</GoTo>
      </div>
    </Form>
  );
}

function Day({ id, label, day }: { id: 'from' | 'to'; label: string; day: string | undefined }): ReactNode {
  return (
    <div>
      <Label htmlFor={`report-${id}`}>{label}</Label>
      <input className="usa-input" id={`report-${id}`} name={id} type="date" defaultValue={day ?? ''} />
    </div>
  );
}

function AsOf({ at, zone }: { at: string | null; zone: string }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <p role="status">
      {at === null ? say('reports.never') : say('reports.as-of', { at: fullTime(at, zone, language) })}
    </p>
  );
}

export function ReportsScreen({ params }: { params: ReportParams }): ReactNode {
  const say = useSay();
  const name = REPORTS.find((one) => one === params.name) ?? FIRST;
  const months = params.months ?? USUAL_MONTHS;
  const days = name === BY_DAYS ? { from: params.from, to: params.to } : {};
  const span = { months, ...days };
  return (
    <Screen title={say('reports.title')} lede={say('reports.lede')}>
      <Choose key={`${name} ${months}`} name={name} {...span} />
      <Answer of={useReport(name, span)}>
        {(report) => (
          <>
            <AsOf at={report.asOf} zone={report.zone} />
            {report.sections.map((section) => (
              <ReportTable key={section.id} report={report} section={section} span={span} />
            ))}
          </>
        )}
      </Answer>
    </Screen>
  );
}
