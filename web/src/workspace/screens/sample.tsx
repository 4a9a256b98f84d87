import type { ReactNode } from 'react';
import type { DrawnItem, SampleView } from '../../../../src/reports/sampling/sample.types.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { When } from '../../frame/when.js';
import { isolated, Name } from '../../records/plain-text.js';
import { AnswerScreen } from '../answers.js';
import { addressOf, withQuery } from '../api.js';
import { samplePath, useSample } from '../reports/report-reads.js';

const STRATA = [
  { title: 'sample.stratum' },
  { title: 'samples.items', isNumber: true },
  { title: 'samples.population', isNumber: true },
] as const;
const PAPERS = [{ title: 'sample.place' }, { title: 'sample.stratum' }, { title: 'sample.item' }] as const;

function How({ sample }: { sample: SampleView }): ReactNode {
  const say = useSay();
  const { at, by, population, logSize, root, method, from, to } = sample;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say('samples.at'), <When key="at" at={at} />],
    [
      say('samples.by'),
      <Name key="by" limit={100}>
        {by}
      </Name>,
    ],
    [say('samples.population'), population],
    [say('samples.size'), logSize],
    [
      say('sample.root'),
      <code key="root" className="ak-code">
        {root}
      </code>,
    ],
    ...(from === null ? [] : ([[say('samples.from'), from]] as const)),
    ...(to === null ? [] : ([[say('samples.to'), to]] as const)),
    [
      say('sample.method'),
      <span key="method" lang="en">
        {method}
      </span>,
    ],
  ];
  return (
    <Part title={say('sample.how')} id="sample-how">
      <dl className="ak-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <DataTable title={say('sample.strata')} columns={STRATA} compact>
        {sample.strata.map(({ stratum, items, drawn }) => (
          <tr key={stratum}>
            <th scope="row">{say(`stratum.${stratum}`)}</th>
            <td className="ak-number">{drawn}</td>
            <td className="ak-number">{items}</td>
          </tr>
        ))}
      </DataTable>
    </Part>
  );
}

function Paper({ sample, item }: { sample: SampleView; item: DrawnItem }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { place, itemId, stratum } = item;
  const file = addressOf(withQuery(samplePath(sample.id, `/papers/${place}/file`), { language }));
  return (
    <tr>
      <th scope="row">
        <a className="usa-link" href={file} download>
          {say('sample.pdf', { place })}
        </a>
      </th>
      <td>{say(`stratum.${stratum}`)}</td>
      <td>
        <GoTo href={`/items/${itemId}`}>
          <code className="ak-code">{itemId}</code>
        </GoTo>
      </td>
    </tr>
  );
}

/** A sample: how it was drawn, and a working paper for each item, made and checked when it is fetched. */
export function SampleScreen({ id }: { id: string }): ReactNode {
  const say = useSay();
  return (
    <AnswerScreen of={useSample(id)}>
      {(sample) => (
        <Screen
          title={say('sample.title', { seed: isolated(sample.seed, 60) })}
          lede={<GoTo href="/samples">{say('samples.title')}</GoTo>}
        >
          <How sample={sample} />
          <Part title={say('sample.papers')} id="sample-papers">
            <p>
              <a className="usa-link" href={addressOf(samplePath(id, '/index/file'))} download>
                {say('sample.index')}
              </a>
            </p>
            <DataTable title={say('sample.papers-table')} columns={PAPERS}>
              {sample.drawn.map((item) => (
                <Paper key={item.place} sample={sample} item={item} />
              ))}
            </DataTable>
          </Part>
        </Screen>
      )}
    </AnswerScreen>
  );
}
