import { useMutation } from '@tanstack/react-query';
import { Button } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import type { ExportView } from '../../../../src/exports/export.types.js';
import type { RequestView } from '../../../../src/requests/request.types.js';
import { useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { Trouble } from '../answers.js';
import { send } from '../api.js';
import { ExportProgress } from '../export-progress.js';

/** The bundle that answers a request: what was decided of each item is carried out in it. */
export function MakeAnswer({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  const { id, language, state, progress } = request;
  const make = useMutation({
    mutationFn: () => send<ExportView>('POST', '/exports', { requestId: id, language }),
  });
  if (progress === null || state === 'withdrawn') return null;
  return (
    <>
      <Part title={say('answer.title')} id="request-answer">
        <p>{say(progress.undecided === 0 ? 'answer.lede' : 'answer.later', { undecided: progress.undecided })}</p>
        {make.error === null ? null : <Trouble problem={make.error} />}
        <Button type="button" disabled={progress.undecided > 0 || make.isPending} onClick={() => make.mutate()}>
          {say('answer.make')}
        </Button>
      </Part>
      {make.data === undefined ? null : <ExportProgress key={make.data.id} id={make.data.id} />}
    </>
  );
}
