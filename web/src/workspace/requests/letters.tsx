import type { ReactNode } from 'react';
import type { LettersOfRequest, WrittenLetterView } from '../../../../src/exports/letters/letter-views.types.js';
import type { RequestView } from '../../../../src/requests/request.types.js';
import { fullTime } from '../../../../src/platform/sentences/when.rules.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { isolated } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { ChangeDetails } from '../change-form.js';
import { useMay } from '../reads.js';
import { useLetters } from './request-reads.js';
import { WriteLetter } from './write-letter.js';

function Written({ letter, zone }: { letter: WrittenLetterView; zone: string }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { name, kind, at, by, files } = letter;
  const link = (format: 'docx' | 'pdf'): ReactNode => (
    <a href={files[format]} download aria-label={say('letters.file', { name, form: say(`letters.${format}`) })}>
      {say(`letters.${format}`)}
    </a>
  );
  return (
    <li>
      <strong>{name}</strong> {say(`letter-kind.${kind}`)}
      <br />
      <span className="ak-quiet">{say('letters.by', { at: fullTime(at, zone, language), by: isolated(by) })}</span>{' '}
      {link('docx')} {link('pdf')}
    </li>
  );
}

function Offered({ request, letters: { offered } }: { request: RequestView; letters: LettersOfRequest }): ReactNode {
  const say = useSay();
  if (!useMay('request.manage') || offered.length === 0) return null;
  return (
    <>
      <h3 className="ak-label">{say('letters.offered')}</h3>
      {offered.map((kind) => (
        <ChangeDetails key={kind} title={say(`letter-kind.${kind}`)}>
          <WriteLetter request={request} kind={kind} />
        </ChangeDetails>
      ))}
    </>
  );
}

/** The letters of a request: those written, with their files, and those that fit it as it stands. */
export function Letters({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  return (
    <Part title={say('letters.title')} id="request-letters">
      <Answer of={useLetters(request.id)}>
        {(letters) => (
          <>
            {letters.written.length === 0 ? (
              <p>{say('letters.none')}</p>
            ) : (
              <ul className="ak-list">
                {letters.written.map((letter) => (
                  <Written key={letter.id} letter={letter} zone={request.zone} />
                ))}
              </ul>
            )}
            <Offered request={request} letters={letters} />
          </>
        )}
      </Answer>
    </Part>
  );
}
