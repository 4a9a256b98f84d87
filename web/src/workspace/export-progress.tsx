import type { ReactNode } from 'react';
import { useSay } from '../frame/language.js';
import { Notice } from '../frame/notice.js';
import { Part } from '../frame/screen.js';
import { Answer } from './answers.js';
import { addressOf } from './api.js';
import { type ExportView, useExport } from './reads.js';

function Running({ made }: { made: ExportView }): ReactNode {
  const say = useSay();
  const percent = Math.round(made.percent);
  return (
    <>
      <progress className="ak-progress" max={100} value={percent} aria-label={say('export.progress')} />
      <p role="status">
        {say('export.percent', { percent, step: say(`export.step.${made.step}`) })}{' '}
        {made.etaSeconds === null ? '' : say('export.eta', { n: Math.ceil(made.etaSeconds) })}
      </p>
    </>
  );
}

function Outcome({ made }: { made: ExportView }): ReactNode {
  const say = useSay();
  if (made.status === 'failed') {
    return (
      <Notice tone="error" live>
        {say('export.failed')}
      </Notice>
    );
  }
  if (made.status !== 'ready') return <Running made={made} />;
  const name = made.name ?? made.id;
  return (
    <>
      <Notice tone="success" live>
        {say('export.ready', { name })}
      </Notice>
      <p>
        <a className="usa-button" href={addressOf(`/exports/${encodeURIComponent(made.id)}/file`)} download>
          {say('export.download', { name })}
        </a>
      </p>
    </>
  );
}

/** How far the bundle is, and the way to it once it is ready. */
export function ExportProgress({ id }: { id: string }): ReactNode {
  const say = useSay();
  const made = useExport(id);
  return (
    <Part title={say('export.progress')} id="progress" className="ak-card">
      <Answer of={made}>{(data) => <Outcome made={data} />}</Answer>
    </Part>
  );
}
