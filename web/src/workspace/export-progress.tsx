import type { ReactNode } from 'react';
import type { ExportView } from '../../../src/exports/export.types.js';
import { useLanguage, useSay } from '../frame/language.js';
import { Notice } from '../frame/notice.js';
import { Part } from '../frame/screen.js';
import { sizeInWords } from '../../../src/platform/sentences/size.rules.js';
import { Answer } from './answers.js';
import { addressOf, send } from './api.js';
import { ChangeForm } from './change-form.js';
import { ExportLinks } from './export-links.js';
import { CodeField, withCode } from './me/code-field.js';
import { useExport } from './reads.js';

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

/** Waits for a second person; whoever proposed it is refused with a sentence. */
function Proposed({ made }: { made: ExportView }): ReactNode {
  const say = useSay();
  return (
    <>
      <Notice tone="warning" live>
        {say('export.proposed')}
      </Notice>
      <ChangeForm
        presses={[{ value: 'approve', label: say('export.approve') }]}
        change={(fields) =>
          withCode(fields, () => send<ExportView>('POST', `/exports/${encodeURIComponent(made.id)}/approve`, {}))
        }
      >
        <CodeField id="export-code" />
      </ChangeForm>
    </>
  );
}

function Downloads({ made }: { made: ExportView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { files } = made;
  return (
    <>
      {files.length > 1 ? <p>{say('export.parts', { n: files.length })}</p> : null}
      {files.map(({ name, bytes }, i) => (
        <p key={name}>
          <a className="usa-button" href={fileAddress(made, i + 1)} download>
            {say('export.download', { name: files.length > 1 ? name : made.name })}
          </a>{' '}
          {sizeInWords(bytes, language)}
        </p>
      ))}
    </>
  );
}

function fileAddress({ id, files }: ExportView, part: number): string {
  return addressOf(`/exports/${encodeURIComponent(id)}/file${files.length > 1 ? `?part=${part}` : ''}`);
}

function Outcome({ made }: { made: ExportView }): ReactNode {
  const say = useSay();
  if (made.status === 'failed' || made.status === 'cancelled' || made.status === 'removed') {
    return (
      <Notice tone="error" live>
        {made.fault === null ? null : <span className="ak-sentence">{made.fault}</span>}
        {say(`export.${made.status}`)}
      </Notice>
    );
  }
  if (made.status === 'proposed') return <Proposed made={made} />;
  if (made.status !== 'ready') return <Running made={made} />;
  return (
    <>
      <Notice tone="success" live>
        {say('export.ready', { name: made.name })}
      </Notice>
      {made.checked === null ? null : <p>{say('export.checked', { ...made.checked })}</p>}
      <Downloads made={made} />
      <ExportLinks made={made} />
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
