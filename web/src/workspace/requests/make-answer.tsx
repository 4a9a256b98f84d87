import { useMutation } from '@tanstack/react-query';
import { Button, Form } from '@trussworks/react-uswds';
import type { FormEvent, ReactNode } from 'react';
import type { ExportView } from '../../../../src/exports/export.types.js';
import type { RequestView } from '../../../../src/requests/request.types.js';
import { useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { Trouble } from '../answers.js';
import { send } from '../api.js';
import { ExportProgress } from '../export-progress.js';
import { PartSizeField, partSizeOf } from '../part-size-field.js';

/** The bundle that answers a request: what was decided of each item is carried out in it. */
export function MakeAnswer({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  const { id, language, state, progress, secondReview } = request;
  const make = useMutation({
    mutationFn: (chosen: FormDataEntryValue | null) =>
      send<ExportView>('POST', '/exports', { requestId: id, language, ...partSizeOf(chosen) }),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    make.mutate(new FormData(event.currentTarget).get('partSize'));
  };
  if (progress === null || state === 'withdrawn') return null;
  // What lacks its second look is not decided where the request asks for two.
  const open = secondReview ? progress.found - progress.second : progress.undecided;
  return (
    <>
      <Part title={say('answer.title')} id="request-answer">
        <p>{say(open === 0 ? 'answer.lede' : 'answer.later', { undecided: open })}</p>
        {make.error === null ? null : <Trouble problem={make.error} />}
        <Form onSubmit={submit} className="ak-form" aria-label={say('answer.title')}>
          <PartSizeField />
          <Button type="submit" disabled={open > 0 || make.isPending}>
            {say('answer.make')}
          </Button>
        </Form>
      </Part>
      {make.data === undefined ? null : <ExportProgress key={make.data.id} id={make.data.id} />}
    </>
  );
}
